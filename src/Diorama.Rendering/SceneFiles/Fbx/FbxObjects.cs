namespace Diorama.Rendering.SceneFiles.Fbx;

/// <summary>
/// What an FBX file (version 7.0 and later) says and Assimp leaves out: the weights of shapes at rest, and what cameras and lights look
/// at.
/// </summary>
internal sealed class FbxObjects {
    /// <summary>Number of channels that are looked at: crafted files could connect everything with everything.</summary>
    private const int MostChannels = 100_000;

    private readonly Dictionary<(string Model, string Shape), float> weights = [];

    /// <summary>Pairs of a camera or light and the object that it looks at, by the names of their models.</summary>
    public List<(string Looker, string Target)> Targets { get; } = [];

    /// <summary>
    /// Channels that pass through several shapes, by model and name, and are not at rest: Assimp does not say which shape is which.
    /// </summary>
    public List<(string Model, string Channel)> InBetween { get; } = [];

    /// <summary>Returns the weight of a shape of a model at rest; 0 if the file does not say.</summary>
    public float WeightAtRest(string model, string shape) => weights.GetValueOrDefault((model, shape));

    /// <summary>Reads a file that Assimp has accepted; what cannot be read here is left out.</summary>
    public static FbxObjects Read(string path) {
        byte[] bytes = SceneBytes.Read(path);
        var objects = new FbxObjects();
        try {
            objects.Link(bytes.AsSpan().StartsWith(FbxBinaryReader.Magic) ? FbxBinaryReader.Read(bytes) : FbxTextReader.Read(bytes));
        } catch (InvalidDataException) {
            return new();
        }
        return objects;
    }

    private void Link(List<FbxElement> file) {
        var byId = new Dictionary<long, FbxElement>();
        foreach (FbxElement element in file.Where(e => e.Name == "Objects").SelectMany(e => e.Children)) {
            if (element.Id(0) is { } id) byId.TryAdd(id, element);
        }
        // What hangs below an object, and the object that it hangs below, in the order of the file.
        var below = new Dictionary<FbxElement, List<FbxElement>>(ReferenceEqualityComparer.Instance);
        foreach (FbxElement c in file.Where(e => e.Name == "Connections").SelectMany(e => e.Children)) {
            if (c.Id(1) is not { } child || c.Id(2) is not { } parent || !byId.TryGetValue(child, out FbxElement? from)
                || !byId.TryGetValue(parent, out FbxElement? to)) continue;
            if (c.Text(0) == "OP" && c.Text(3) == "LookAtProperty") Targets.Add((NameOf(to), NameOf(from)));
            if (c.Text(0) != "OO") continue;
            if (!below.TryGetValue(to, out List<FbxElement>? children)) below[to] = children = [];
            children.Add(from);
        }
        int left = MostChannels;
        foreach (FbxElement model in byId.Values.Where(e => e.Name == "Model")) {
            foreach (FbxElement channel in Below(model, "Geometry").SelectMany(e => Below(e, "Deformer"))
                .SelectMany(e => Below(e, "Deformer"))) {
                if (left-- == 0) return;
                Weigh(NameOf(model), channel, [.. Below(channel, "Geometry")]);
            }
        }

        IEnumerable<FbxElement> Below(FbxElement element, string name) =>
            below.TryGetValue(element, out List<FbxElement>? children) ? children.Where(e => e.Name == name) : [];
    }

    private void Weigh(string model, FbxElement channel, FbxElement[] shapes) {
        double percent = channel.Child("DeformPercent")?.Number(0) ?? 0;
        if (percent == 0 || !double.IsFinite(percent)) return;
        if (shapes.Length != 1) {
            InBetween.Add((model, NameOf(channel)));
            return;
        }
        // Assimp names a shape by its channel, by its geometry, or by both, as its version is: 5.2 "bulge", 5.4 "bulge.bulge".
        (string first, string second) = (NameOf(channel), NameOf(shapes[0]));
        foreach (string name in (ReadOnlySpan<string>)[first, second, $"{first}.{second}"])
            weights.TryAdd((model, name), (float)(percent / 100));
    }

    /// <summary>Returns the name of an object, which stands before a separator in binary files, and after its class in text.</summary>
    private static string NameOf(FbxElement element) {
        string text = element.Text(1);
        int end = text.IndexOf('\0', StringComparison.Ordinal);
        if (end >= 0) return text[..end];
        int colons = text.IndexOf("::", StringComparison.Ordinal);
        return colons >= 0 ? text[(colons + 2)..] : text;
    }
}
