namespace Diorama.Rendering.Labels;

/// <summary>
/// One row of the <see cref="LabelTable"/>: the name of a label and what it means. Labels that are images are rows of
/// <see cref="ImageLabel{T}"/>; the others are known for each object.
/// </summary>
public class Label {
    /// <summary>Name in recipes, on command lines and in folders of datasets, such as <c>depth_z</c>.</summary>
    public string Name { get; }

    /// <summary>Meaning of the label in one line, for people who have a dataset but not this program.</summary>
    public string Meaning { get; }

    /// <summary>Index in <see cref="LabelTable.All"/>, from 0; −1 for images that no label pass makes.</summary>
    public int Index { get; internal set; } = -1;

    internal Label(string name, string meaning) => (Name, Meaning) = (name, meaning);

    public override string ToString() => Name;

    public static LabelSet operator |(Label a, Label b) => LabelSet.Of(a) | LabelSet.Of(b);
}
