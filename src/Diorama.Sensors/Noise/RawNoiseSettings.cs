namespace Diorama.Sensors.Noise;

/// <summary>Kinds of noise that a sensor adds; each can be switched off separately.</summary>
public sealed record RawNoiseSettings {
    /// <summary>Whether shot noise is added: variance a·x.</summary>
    public bool Shot { get; init; } = true;
    /// <summary>Whether read noise is added: variance b.</summary>
    public bool Read { get; init; } = true;
    /// <summary>
    /// Fraction of read noise, as standard deviation, that all pixels of a row have in common. The variance of a pixel stays as measured.
    /// </summary>
    public float RowShare { get; init; } = 0.15f;
    /// <summary>Fraction of read noise, as standard deviation, that all pixels of a column have in common.</summary>
    public float ColumnShare { get; init; } = 0.08f;
    /// <summary>Number of hot pixels per million.</summary>
    public float HotPixelsPerMillion { get; init; } = 8;

    public static RawNoiseSettings None { get; } = new() { Shot = false, Read = false, RowShare = 0, ColumnShare = 0,
        HotPixelsPerMillion = 0 };
}
