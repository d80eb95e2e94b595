using System.CommandLine;
using Diorama.Assets;

namespace Diorama.Cli.Options;

/// <summary>Options that several commands share, with the same meaning in all of them.</summary>
internal static class CommonOptions {
    /// <summary>Largest number of threads, more than any machine has processors.</summary>
    public const int MaxThreads = 4096;

    public static readonly Option<int> Threads = NumberOption.Of("--threads",
        "Worker threads; 0 uses every processor. No result depends on it.", 0, 0, MaxThreads);
    /// <summary>Makes the option of a seed, 0 by default.</summary>
    public static Option<ulong> Seed(string description) => NumberOption.Of("--seed", description, 0ul, 0ul, ulong.MaxValue);

    public static readonly Option<bool> Json = new("--json") { Description = "Print JSON in place of text." };
    public static readonly Option<bool> Force = new("--force") { Description = "Overwrite files that exist." };
    public static readonly Option<bool> NoInstall = new("--no-install") {
        Description = "Never fetch a pack of assets; fail when one is missing.",
    };

    /// <summary>
    /// Opens the asset library as the command line requests; installations are reported on standard error, or to <paramref name="say"/> if
    /// it is given.
    /// </summary>
    public static AssetLibrary Library(ParseResult parsed, Action<string>? say = null) =>
        AssetLibrary.Open(new() { MayInstall = !parsed.GetValue(NoInstall), Report = say ?? Console.Error.WriteLine });
}
