using System.Diagnostics;

namespace Diorama.Datasets.Frames;

/// <summary>Stages of making a frame, for timing.</summary>
public enum Stage {
    /// <summary>Sampling of the recipe, layout, physics, loading of assets.</summary>
    Build,
    /// <summary>Preparation of the acceleration structure, textures and lights.</summary>
    Prepare,
    /// <summary>Path tracing.</summary>
    Render,
    Label,
    /// <summary>Encoding and writing files.</summary>
    Write,
}

/// <summary>Sums the seconds spent per stage over all threads.</summary>
public sealed class StageClock {
    private readonly long[] ticks = new long[Enum.GetValues<Stage>().Length];
    private int latest;

    /// <summary>Stage that any thread entered last.</summary>
    public Stage Latest {
        get => (Stage)latest;
        internal set => latest = (int)value;
    }

    public double Seconds(Stage stage) => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref ticks[(int)stage])).TotalSeconds;

    /// <summary>Returns the seconds of every stage by the stage's name in lower case.</summary>
    public SortedDictionary<string, double> ByStage() {
        var seconds = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (Stage stage in Enum.GetValues<Stage>()) seconds[stage.ToString().ToLowerInvariant()] = Math.Round(Seconds(stage), 3);
        return seconds;
    }

    /// <summary>Sets the seconds of a stage to what other processes spent.</summary>
    internal void Set(Stage stage, double seconds) => Interlocked.Exchange(ref ticks[(int)stage], (long)(seconds * Stopwatch.Frequency));

    public T Measure<T>(Stage stage, Func<T> work) {
        latest = (int)stage;
        long start = Stopwatch.GetTimestamp();
        try {
            return work();
        } finally {
            Interlocked.Add(ref ticks[(int)stage], Stopwatch.GetTimestamp() - start);
        }
    }

    public void Measure(Stage stage, Action work) => Measure(stage, () => {
        work();
        return 0;
    });
}
