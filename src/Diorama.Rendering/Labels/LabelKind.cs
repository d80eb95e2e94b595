namespace Diorama.Rendering.Labels;

/// <summary>What the pixels of a label image are.</summary>
public enum LabelKind {
    /// <summary>Whole numbers that name something; 0 is none. <see cref="uint"/>.</summary>
    Ids,
    /// <summary>One of a few cases. <see cref="byte"/>.</summary>
    States,
    /// <summary>One number. <see cref="float"/>.</summary>
    Scalar,
    /// <summary>Two numbers. <see cref="System.Numerics.Vector2"/>.</summary>
    Pair,
    /// <summary>Three numbers. <see cref="System.Numerics.Vector3"/>.</summary>
    Vector,
}
