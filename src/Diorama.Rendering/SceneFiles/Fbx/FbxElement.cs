namespace Diorama.Rendering.SceneFiles.Fbx;

/// <summary>
/// An element of an FBX file: a name, values (whole numbers as long, others as double, text as string, anything else as null), and the
/// elements below it.
/// </summary>
internal sealed record FbxElement(string Name, List<object?> Values, List<FbxElement> Children) {
    /// <summary>
    /// Whether elements of this name at this depth are read; the others, which hold nearly all of a file, are passed over.
    /// </summary>
    public static bool IsRead(string name, int depth) => depth switch {
        0 => name is "Objects" or "Connections",
        1 => name is "Geometry" or "Deformer" or "Model" or "C",
        _ => depth == 2 && name == "DeformPercent",
    };

    public FbxElement? Child(string name) => Children.Find(c => c.Name == name);

    public long? Id(int index) => index < Values.Count ? Values[index] as long? : null;

    public string Text(int index) => index < Values.Count && Values[index] is string text ? text : "";

    public double? Number(int index) => index >= Values.Count ? null : Values[index] switch {
        double number => number,
        long whole => whole,
        _ => null,
    };
}
