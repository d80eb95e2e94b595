namespace Diorama.Fuzz;

/// <summary>How the program is called on an input that lies in the work folder.</summary>
/// <param name="Arguments">Of the program; paths are from the work folder.</param>
internal sealed record Invocation(params string[] Arguments) {
    /// <summary>Files and folders that it may write or change, from the work folder.</summary>
    public string[] Writes { get; init; } = [];
    /// <summary>Those of them that must not be there after a run that failed.</summary>
    public string[] Whole { get; init; } = [];
    /// <summary>Exit codes that the documentation allows.</summary>
    public int[] Codes { get; init; } = [0, 1, 3, 64, 65];
    /// <summary>Most lines on standard error of a failing run, warnings not counted.</summary>
    public int Sentences { get; init; } = 1;

    public static Invocation Render(string scene, params string[] more) =>
        new(["render", scene, "-o", "o.png", "--width", "32", "--height", "32", "--samples", "1", "--threads", "1", .. more]) {
            Writes = ["o.png", "o_labels"], Whole = ["o.png", "o_labels"],
        };
}
