using System.Xml.Linq;

namespace Diorama.Architecture.Tests;

public class ProjectTests {
    /// <summary>Each may refer to those before it. A new project takes its place here first.</summary>
    private static readonly string[] Layers =
        ["Diorama.Core", "Diorama.Tensors", "Diorama.Sensors", "Diorama.Geometry", "Diorama.Rendering", "Diorama.StockScenes",
        "Diorama.Assets", "Diorama.Worlds", "Diorama.Datasets", "Diorama.Learning", "Diorama.Models", "Diorama.Benchmarks",
        "Diorama.Gallery",
        "Diorama.RecipeInCode", "RenderABall", "LabelAScene", "MakeADataset", "FitAShape",
        "ClassifyShapes", "OwnScene", "Diorama.Cli"];

    private static IEnumerable<string> Projects => Repository.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    private static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    private static IEnumerable<string> References(string project, string element) =>
        XDocument.Parse(Repository.Read(project)).Descendants(element).Select(e => (string)e.Attribute("Include")!);

    [Fact]
    public void References_PointOneWay() {
        var wrong = new List<string>();
        foreach (string project in Projects.Where(p => !p.StartsWith("tests/", StringComparison.Ordinal))) {
            int layer = Array.IndexOf(Layers, NameOf(project));
            if (layer < 0) wrong.Add($"{project} has no layer");
            foreach (string reference in References(project, "ProjectReference")) {
                int below = Array.IndexOf(Layers, NameOf(reference));
                if (below < 0 || below >= layer) wrong.Add($"{project} → {reference}");
            }
        }
        Repository.ExpectNone(wrong);
    }

    [Fact]
    public void EveryProject_IsPartOfTheSolution() {
        string solution = Repository.Read("Diorama.slnx");
        string[] forgotten = [.. Projects.Where(p => !solution.Contains($"\"{p}\"", StringComparison.Ordinal))];
        Repository.ExpectNone(forgotten);
    }

    [Fact]
    public void EveryDependency_IsNamedWithItsLicence() {
        string[] notice = Repository.Lines("NOTICE");
        var packages = References("Directory.Packages.props", "PackageVersion");
        var debian = Repository.Files.Where(f => f.EndsWith(".debian", StringComparison.Ordinal)).SelectMany(Repository.Lines)
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', '@')[0]);
        string[] dependencies = [.. packages, .. debian];
        Assert.True(dependencies.Length > 8);
        string[] licences = ["Apache-2.0", "MIT", "BSD-", "GPL-", "Artistic-", "Unlicense", "Zlib", "MPL-", "HPND"];
        string[] unnamed = [.. dependencies.Where(name => !notice.Any(line =>
            line.Split(' ', ',', '(', ')').Contains(name) && licences.Any(l => line.Contains(l, StringComparison.Ordinal))))];
        Repository.ExpectNone(unnamed);
    }
}
