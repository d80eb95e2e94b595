namespace Diorama.Rendering.Labels;

/// <summary>
/// One row of the <see cref="LabelTable"/>: the name of a label and what it means. Labels that are images are rows of
/// <see cref="ImageLabel{T}"/>; the others are known for each object.
/// </summary>
public class Label {
    /// <summary>As in recipes, on command lines and in folders of datasets: <c>depth_z</c>.</summary>
    public string Name { get; }

    /// <summary>One line for people who have a dataset and not the program.</summary>
    public string Meaning { get; }

    /// <summary>Place in <see cref="LabelTable.All"/>, from 0; −1 for images that no label pass makes.</summary>
    public int Index { get; internal set; } = -1;

    internal Label(string name, string meaning) => (Name, Meaning) = (name, meaning);

    public override string ToString() => Name;

    public static LabelSet operator |(Label a, Label b) => LabelSet.Of(a) | LabelSet.Of(b);
}
