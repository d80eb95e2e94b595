namespace Diorama.Sensors.Noise;

/// <summary>Which noise a sensor adds; everything can be switched off by itself.</summary>
public sealed record RawNoiseSettings {
    /// <summary>Photons come one by one: variance a·x.</summary>
    public bool Shot { get; init; } = true;
    /// <summary>Reading out: variance b.</summary>
    public bool Read { get; init; } = true;
    /// <summary>
    /// Share of read noise, as standard deviation, that all pixels of a row have in common. The variance of a pixel stays what was
    /// measured.
    /// </summary>
    public float RowShare { get; init; } = 0.15f;
    /// <summary>The same of columns.</summary>
    public float ColumnShare { get; init; } = 0.08f;
    /// <summary>Pixels that glow, per million.</summary>
    public float HotPixelsPerMillion { get; init; } = 8;

    public static RawNoiseSettings None { get; } = new() { Shot = false, Read = false, RowShare = 0, ColumnShare = 0,
        HotPixelsPerMillion = 0 };
}
