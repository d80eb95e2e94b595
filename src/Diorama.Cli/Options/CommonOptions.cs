using System.CommandLine;
using Diorama.Assets;

namespace Diorama.Cli.Options;

/// <summary>Options of many commands, which mean the same in all of them.</summary>
internal static class CommonOptions {
    /// <summary>More than any machine has processors.</summary>
    public const int MaxThreads = 4096;

    public static readonly Option<int> Threads = NumberOption.Of("--threads",
        "Worker threads; 0 uses every processor. No result depends on it.", 0, 0, MaxThreads);
    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON in place of text." };
    public static readonly Option<bool> Force = new("--force") { Description = "Overwrite files that exist." };
    public static readonly Option<bool> NoInstall = new("--no-install") {
        Description = "Never fetch a pack of assets; fail when one is missing.",
    };

    /// <summary>
    /// The library as the command line asks for it; what it installs is told on standard error unless someone else tells it.
    /// </summary>
    public static AssetLibrary Library(ParseResult parsed, Action<string>? say = null) =>
        AssetLibrary.Open(new() { MayInstall = !parsed.GetValue(NoInstall), Report = say ?? Console.Error.WriteLine });
}
