using System.Text.RegularExpressions;

namespace Diorama.Architecture.Tests;

/// <summary>What tests may depend on: neither on how fast the machine is, nor, unless they say so, on anything that is fetched.</summary>
public partial class TestSourceTests {
    /// <summary>Where a test waits for another process to come to a state; whether it ever does is the time limit's matter.</summary>
    private static readonly string[] waiting = ["tests/Diorama.Cli.Tests/DioramaProgram.cs",
        "tests/Diorama.Datasets.Tests/Viewing/BrowserPage.cs", "tests/Diorama.Examples.Tests/Checkout.cs"];

    // Written so that the patterns do not match themselves.
    [GeneratedRegex(@"Stop[w]atch|\.Total(Milli|Micro)?[sS]econ[d]s|TotalProcessorTim[e]|TickCoun[t]|"
        + @"\bDate[T]ime(Offset)?\.(Utc)?Now|CancelAfte[r]|(Wait|SignalAndWait|WaitForExit|Join)\((\w*Time[S]pan|\d)")]
    private static partial Regex Clocks();

    [GeneratedRegex(@"Thread\.Slee[p]|Task\.Dela[y]")]
    private static partial Regex Pauses();

    [GeneratedRegex(@"(?<!Wanted \? )AssetLibrary\.Ope[n]\(\)|PackInstaller\(DataFolde[r]|Furnished[R]ooms|"
        + @"BrowserPage\.Ope[n]|/usr/bin/pytho[n]3|Run\(""np[m]""")]
    private static partial Regex Fetched();

    private static IEnumerable<string> Findings(Regex banned, params string[] allowed) => Repository.Source("tests").Except(allowed)
        .SelectMany(file => Repository.Lines(file).Where(l => banned.IsMatch(l)).Select(l => $"{file}: {l.Trim()}"));

    [Fact]
    public void Tests_MeasureNoTime() {
        Assert.Matches(Clocks(), "Assert.True(process.WaitForExit" + "(20_000))");
        // Fuzzing has limits of time by its nature, and is a command.
        Repository.ExpectNone(Findings(Clocks(), "tests/Diorama.Architecture.Tests/SourceTests.cs", "tests/Diorama.Fuzz/Program.cs",
            "tests/Diorama.Fuzz/Checks/ProgramRun.cs"));
        Repository.ExpectNone(Findings(Pauses(), waiting));
    }

    /// <summary>A search by words; ./test --no-assets, which has neither packs nor a way to fetch them, finds the rest.</summary>
    [Fact]
    public void Tests_ThatNeedPacksOrPackages_SayIt() => Repository.ExpectNone(Repository.Source("tests")
        .Where(f => Repository.Read(f) is var text && text.Contains("Fact]", StringComparison.Ordinal) && Fetched().IsMatch(text)
            && !text.Contains("Trait(\"Category\", \"Assets\")", StringComparison.Ordinal)));
}
