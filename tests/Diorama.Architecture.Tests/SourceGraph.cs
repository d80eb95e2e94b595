using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Diorama.Architecture.Tests;

/// <summary>Which source file uses what another one declares, as the compiler binds the names in code; comments do not count.</summary>
internal static class SourceGraph {
    private const string ImplicitUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """;

    private static readonly Lazy<CSharpCompilation> compilation = new(Compile);
    private static readonly Lazy<HashSet<(string From, string To)>> edges = new(Bind);

    /// <summary>
    /// All of src/ as one program: what is internal is seen, and no build is needed. Libraries from NuGet are not among its references.
    /// </summary>
    public static CSharpCompilation Compilation => compilation.Value;

    /// <summary>The same without the program, for a snippet that is one.</summary>
    public static CSharpCompilation Library { get; } =
        Compilation.RemoveSyntaxTrees(Compilation.SyntaxTrees.Where(t => t.FilePath.StartsWith("Diorama.Cli/", StringComparison.Ordinal)));

    /// <summary>Pairs of files, relative to src/.</summary>
    public static IReadOnlySet<(string From, string To)> Edges => edges.Value;

    private static CSharpCompilation Compile() {
        var parsing = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var trees = Repository.Source("src").AsParallel().AsOrdered()
            .Select(f => CSharpSyntaxTree.ParseText(Repository.Read(f), parsing, f["src/".Length..]));
        return CSharpCompilation.Create("src", trees.Append(CSharpSyntaxTree.ParseText(ImplicitUsings, parsing)), Framework,
            new(OutputKind.ConsoleApplication, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>What this process runs on.</summary>
    private static IEnumerable<MetadataReference> Framework =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Select(path => MetadataReference.CreateFromFile(path));

    private static HashSet<(string, string)> Bind() {
        var found = new ConcurrentDictionary<(string, string), byte>();
        Parallel.ForEach(Compilation.SyntaxTrees.Where(t => t.FilePath.Length > 0), tree => {
            SemanticModel model = Compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes()) {
                if (node is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax)) continue;
                if (model.GetSymbolInfo(node).Symbol is not { } symbol) continue;
                foreach (SyntaxReference declaration in Declaring(symbol)) {
                    string to = declaration.SyntaxTree.FilePath;
                    if (to != tree.FilePath && to.Length > 0) found.TryAdd((tree.FilePath, to), 0);
                }
            }
        });
        return found.Keys.ToHashSet();
    }

    /// <summary>Of a member, its own declaration: that of a partial type may be spread over files.</summary>
    private static ImmutableArray<SyntaxReference> Declaring(ISymbol symbol) => symbol switch {
        INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol or ILabelSymbol or IRangeVariableSymbol => [],
        IMethodSymbol { ReducedFrom: { } whole } => whole.DeclaringSyntaxReferences,
        { DeclaringSyntaxReferences.Length: 0, ContainingType: { } type } => type.DeclaringSyntaxReferences,
        _ => symbol.DeclaringSyntaxReferences,
    };
}
