namespace Diorama.Rendering.Labels;

/// <summary>Kind of the pixels of a label image.</summary>
public enum LabelKind {
    /// <summary>Ids; 0 is none. Pixels are <see cref="uint"/>.</summary>
    Ids,
    /// <summary>States, one of a few cases. Pixels are <see cref="byte"/>.</summary>
    States,
    /// <summary>One value. Pixels are <see cref="float"/>.</summary>
    Scalar,
    /// <summary>Two values. Pixels are <see cref="System.Numerics.Vector2"/>.</summary>
    Pair,
    /// <summary>Three values. Pixels are <see cref="System.Numerics.Vector3"/>.</summary>
    Vector,
}
