using System.Text.RegularExpressions;

namespace Diorama.Architecture.Tests;

public partial class SourceTests {
    private const int LongestFile = 500, WidestLine = 140;

    [GeneratedRegex(@"new\s+(System\.)?Random\b|\bRandom\.Shared\b|\bGuid\.NewGuid\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b"
        + @"|\bEnvironment\.TickCount")]
    private static partial Regex BannedCalls();

    [GeneratedRegex(@"\b(class|struct|record|interface|enum)\s+(struct\s+|class\s+)?(?<name>\w+)")]
    private static partial Regex Types();

    [GeneratedRegex(@"^public\s+((sealed|static|abstract|partial|readonly|ref|unsafe)\s+)*(class|struct|record|interface)\s")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace\s+(?<name>[\w.]+)\s*;", RegexOptions.Multiline)]
    private static partial Regex Namespaces();

    // Written so that the patterns do not match themselves.
    [GeneratedRegex(@"registry\.npm[j]s|npm[j]s\.(org|com)/|api\.nu[g]et\.org|py[p]i\.org|deb\.de[b]ian\.org|crates\.i[o]/")]
    private static partial Regex RegistryHosts();

    [GeneratedRegex(@"(?<![\w./~$}-])/(ho[m]e|ro[o]t|Us[e]rs|wo[r]k|m[n]t)/\w|[A-Z]:\\Us[e]rs")]
    private static partial Regex PersonalPaths();

    [GeneratedRegex(@"\bnew\s+YamlStream\(|\bWebUtility\.HtmlEncode\b|"
        + @"\bOption<(u?int|u?long|float|double|decimal)\??>(\(|\s+\w+\s*=\s*new\()")]
    private static partial Regex ThingsWithOnePlace();

    private static string[] Matches(IEnumerable<string> files, Regex banned) => [.. files.SelectMany(file => Repository.Lines(file)
        .Select((line, i) => (line, i)).Where(l => banned.IsMatch(l.line)).Select(l => $"{file}:{l.i + 1}: {l.line.Trim()}"))];

    [Fact]
    public void Source_DrawsNoUnkeyedRandomNumberAndReadsNoClock() {
        Assert.Matches(BannedCalls(), "var r = new Random(1);");
        Repository.ExpectNone(Matches(Repository.Source("src"), BannedCalls()));
    }

    /// <summary>Reading of YAML, quoting of HTML and options that are numbers go through the class that knows their limits.</summary>
    [Fact]
    public void WhatHasOnePlace_IsDoneThere() {
        string[] places = ["src/Diorama.Core/Yaml/YamlInput.cs", "src/Diorama.Core/Quoting/HtmlText.cs"];
        Assert.Matches(ThingsWithOnePlace(), "var option = new Option<int?>(name);");
        Assert.All(places, place => Assert.Contains(Repository.Lines(place), ThingsWithOnePlace().IsMatch));
        Repository.ExpectNone(Matches(Repository.Source("src").Except(places), ThingsWithOnePlace()));
    }

    [Fact]
    public void Files_NameNoRegistryAndNoPersonalFolder() {
        Assert.Matches(PersonalPaths(), "see /ho" + "me/me/x");
        Assert.Matches(RegistryHosts(), "https://registry." + "npmjs.org");
        Repository.ExpectNone(Matches(Repository.TextFiles, RegistryHosts()));
        Repository.ExpectNone(Matches(Repository.TextFiles, PersonalPaths()));
    }

    [Fact]
    public void Files_AreNoLongerThan500Lines_UnlessTheyAreTables() {
        var code = Repository.TextFiles.Where(f => Path.GetExtension(f) is ".cs" or ".cpp" or ".h" or ".py" or ".sh" or "");
        string[] tooLong = [.. code
            .Where(f => !Path.GetFileNameWithoutExtension(f).EndsWith("Tables", StringComparison.Ordinal)
            && Path.GetFileName(f) is not "LICENSE")
            .Select(f => (File: f, Lines: Repository.Lines(f).Length)).Where(f => f.Lines > LongestFile)
            .Select(f => $"{f.File}: {f.Lines} lines")];
        Repository.ExpectNone(tooLong);
    }

    /// <summary>The limit of .editorconfig, which only advises.</summary>
    [Fact]
    public void Lines_HaveAtMost140Columns() {
        var code = Repository.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal));
        Repository.ExpectNone(code.SelectMany(f => Repository.Lines(f).Select((line, i) => (line, i))
            .Where(l => l.line.Length > WidestLine).Select(l => $"{f}:{l.i + 1}: {l.line.Length} columns")));
    }

    [Fact]
    public void Types_AreNamedForWhatTheyAre() {
        string[] vague = ["Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager"];
        var files = Repository.Source("src").Concat(Repository.Source("tests")).Concat(Repository.Source("benchmarks")).ToArray();
        Assert.NotEmpty(files);
        Repository.ExpectNone(
            files.SelectMany(f => Repository.Lines(f).Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(l => Types().Matches(l)).Select(m => m.Groups["name"].Value)
            .Where(name => vague.Any(v => name.EndsWith(v, StringComparison.Ordinal))).Select(name => $"{f}: {name}")));
    }

    [Fact]
    public void Namespaces_FollowTheFolders() {
        var wrong = new List<string>();
        foreach (string file in Repository.Source("src")) {
            string expected = Path.GetDirectoryName(file)!["src/".Length..].Replace('/', '.');
            var found = Namespaces().Match(Repository.Read(file));
            if (found.Success && found.Groups["name"].Value != expected) wrong.Add($"{file}: {found.Groups["name"].Value}");
        }
        Repository.ExpectNone(wrong);
    }

    [Fact]
    public void PublicTypes_AreDocumented() {
        var bare = new List<string>();
        foreach (string file in Repository.Source("src")) {
            string[] lines = Repository.Lines(file);
            // One part of a partial type carries its documentation.
            for (int i = 0; i < lines.Length; i++) {
                if (!PublicType().IsMatch(lines[i]) || lines[i].Contains(" partial ", StringComparison.Ordinal)) continue;
                int above = i - 1;
                while (above >= 0 && lines[above].TrimStart().StartsWith('[')) above--;
                if (above < 0 || !lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal))
                    bare.Add($"{file}:{i + 1}: {lines[i].Trim()}");
            }
        }
        Repository.ExpectNone(bare);
    }
}
