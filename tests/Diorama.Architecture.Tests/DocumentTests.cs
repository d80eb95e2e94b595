using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Diorama.Architecture.Tests;

public partial class DocumentTests {
    private const string Map = "docs/architecture.md";

    [GeneratedRegex(@"^\| `(?<folder>[\w./*-]+)` \| (?<sentence>.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"^(<!-- given: (?<given>[^\n]*) -->\n)?```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Snippets();

    /// <summary>
    /// A row of the map says what a folder is for; that of a folder with /* stands for the folders below, which are alike.
    /// </summary>
    [Fact]
    public void EveryFolder_HasASentence() {
        var sentences = Rows().Matches(Repository.Read(Map)).ToDictionary(m => m.Groups["folder"].Value, m => m.Groups["sentence"].Value);
        string[] folders = [.. Repository.Source("src").Select(f => Path.GetDirectoryName(f)!["src/Diorama.".Length..]).Distinct()
            .Order(StringComparer.Ordinal)];
        Assert.True(folders.Length > 60);
        Repository.ExpectNone(
            folders.Where(f => !sentences.ContainsKey(f) && !sentences.ContainsKey(f[..Math.Max(0, f.LastIndexOf('/'))] + "/*"))
            .Select(f => $"{Map} has no row for {f}"));
        Repository.ExpectNone(
            sentences.Keys.Where(s => !folders.Contains(s) && !Directory.Exists(Path.Combine(Repository.Root, s.Replace("/*", "")))
            && !Directory.Exists(Path.Combine(Repository.Root, "src/Diorama." + s.Replace("/*", ""))))
            .Select(s => $"{Map} has a row for {s}, which is no folder"));
        Repository.ExpectNone(sentences.Where(s => s.Value.Length < 15).Select(s => $"{s.Key}: '{s.Value}' is no sentence"));
    }

    /// <summary>What a snippet uses without declaring it stands in a comment above it: given: Scene scene, double time.</summary>
    [Fact]
    public void Snippets_Compile() {
        Assert.NotEmpty(Errors("int x = y;", ""));
        var wrong = new List<string>();
        int count = 0;
        foreach (string page in Repository.Files.Where(f => f.EndsWith(".md", StringComparison.Ordinal))) {
            foreach (Match snippet in Snippets().Matches(Repository.Read(page))) {
                count++;
                wrong.AddRange(Errors(snippet.Groups["code"].Value, snippet.Groups["given"].Value).Select(e => $"{page}: {e}"));
            }
        }
        Assert.True(count > 5, $"{count} snippets");
        Repository.ExpectNone(wrong);
    }

    /// <summary>Namespaces of ours need no using: a snippet shows what matters.</summary>
    private static IEnumerable<string> Errors(string code, string given) {
        string[] lines = code.Split('\n');
        string own = string.Concat(
            lines.Where(l => l.StartsWith("using ", StringComparison.Ordinal) && !l.Contains('=') && !l.Contains('('))
                .Select(l => l + "\n"));
        string usings = own.Length > 0
            ? own + "using Diorama.Tensors.Files; using Diorama.Tensors.Layers; using Diorama.Tensors.Optimisers;\n"
            : string.Concat(Namespaces(SourceGraph.Library.Assembly.GlobalNamespace).Select(n => $"using {n};\n"));
        string body = string.Join('\n', lines.Select(l => own.Contains(l + "\n", StringComparison.Ordinal) && l.Length > 0 ? "" : l));
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        SyntaxTree tree = CSharpSyntaxTree.ParseText(
            $"using System.Numerics;\n{usings}class Snippet {{ void Run({given}) {{\n#line 1\n{body}\n}} }}", options);
        return SourceGraph.Library.AddSyntaxTrees(tree).GetSemanticModel(tree).GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => $"{d.GetMessage()} in "
            + $"'{lines[Math.Min(d.Location.GetMappedLineSpan().StartLinePosition.Line, lines.Length - 1)].Trim()}'");
    }

    private static IEnumerable<string> Namespaces(INamespaceSymbol root) => root.GetNamespaceMembers()
        .SelectMany(n => Namespaces(n).Concat(n.GetTypeMembers().IsEmpty ? [] : [n.ToDisplayString()]));
}
