namespace Diorama.Architecture.Tests;

/// <summary>
/// The rooms of the house: at each level of folders the graph of "uses" between neighbours has no circle, where a folder stands for all
/// that is below it. The files at the root of an assembly are one neighbour of its folders; those of a deeper folder belong to it, as a
/// base class belongs to what its subfolders derive.
/// </summary>
public class FolderTests {
    private const string Root = "(root)";

    /// <summary>Sets of neighbours in a circle that are known. The list may only shrink.</summary>
    private static readonly string[] Known = [
        // A tensor and what can be done with it are one thing: PyTorch has the same circle.
        "Diorama.Tensors: (root) Autograd Native Operators",
    ];

    [Fact]
    public void Folders_HaveNoCircles() {
        Assert.True(SourceGraph.Edges.Count > 1000, $"{SourceGraph.Edges.Count} edges");
        string[] circles = [.. Levels().SelectMany(level => Circles(level).Select(c => $"{level}: {string.Join(" ", c)}"))
            .Order(StringComparer.Ordinal)];
        string why = string.Join('\n', circles.Except(Known).Select(c => c + "\n" + Reasons(c)));
        Assert.True(why.Length == 0, why);
        Repository.ExpectNone(Known.Except(circles).Select(c => $"{c} is no circle any more: take it from the list"));
    }

    /// <summary>Assemblies, and folders with folders in them.</summary>
    private static IEnumerable<string> Levels() => SourceGraph.Edges.SelectMany(e => new[] { e.From, e.To })
        .SelectMany(file => Enumerable.Range(1, file.Count(c => c == '/')).Select(n => string.Join('/', file.Split('/').Take(n))))
        .Distinct();

    /// <summary>The neighbour at a level that a file belongs to, or null for a file elsewhere.</summary>
    private static string? Neighbour(string level, string file) {
        if (!file.StartsWith(level + "/", StringComparison.Ordinal)) return null;
        string[] rest = file[(level.Length + 1)..].Split('/');
        return rest.Length > 1 ? rest[0] : level.Contains('/', StringComparison.Ordinal) ? null : Root;
    }

    private static Dictionary<string, HashSet<string>> Graph(string level) {
        var graph = new Dictionary<string, HashSet<string>>();
        foreach ((string from, string to) in SourceGraph.Edges) {
            if (Neighbour(level, from) is { } a && Neighbour(level, to) is { } b && a != b)
                (graph.TryGetValue(a, out var uses) ? uses : graph[a] = []).Add(b);
        }
        return graph;
    }

    /// <summary>The strongly connected components of more than one neighbour: each reaches each.</summary>
    private static IEnumerable<string[]> Circles(string level) {
        var graph = Graph(level);
        var reached = graph.Keys.ToDictionary(k => k, k => Reach(graph, k));
        var done = new HashSet<string>();
        foreach (string start in graph.Keys.Order(StringComparer.Ordinal)) {
            if (done.Contains(start)) continue;
            string[] circle = [.. reached[start].Where(other => reached.TryGetValue(other, out var back) && back.Contains(start))
                .Append(start).Distinct().Order(StringComparer.Ordinal)];
            done.UnionWith(circle);
            if (circle.Length > 1) yield return circle;
        }
    }

    private static HashSet<string> Reach(Dictionary<string, HashSet<string>> graph, string start) {
        var reached = new HashSet<string>();
        var open = new Stack<string>([start]);
        while (open.TryPop(out string? at)) {
            foreach (string next in graph.GetValueOrDefault(at, [])) {
                if (reached.Add(next)) open.Push(next);
            }
        }
        return reached;
    }

    /// <summary>The edges between neighbours in the circle, with how many uses there are and the first few of them.</summary>
    private static string Reasons(string circle) {
        (string level, string[] names) = (circle.Split(": ")[0], circle.Split(": ")[1].Split(' '));
        var uses = SourceGraph.Edges.Select(e => (A: Neighbour(level, e.From), B: Neighbour(level, e.To), e.From, e.To))
            .Where(e => e.A != e.B && names.Contains(e.A) && names.Contains(e.B)).GroupBy(e => (e.A, e.B)).OrderBy(g => g.Count());
        return string.Join('\n', uses.Select(g => $"  {g.Key.A} -> {g.Key.B}: {g.Count()}, as "
            + $"{string.Join(", ", g.Take(3).Select(e => $"{e.From[(level.Length + 1)..]} -> {e.To[(level.Length + 1)..]}"))}"));
    }
}
