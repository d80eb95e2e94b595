using System.Text.RegularExpressions;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;

namespace Diorama.Examples.Tests;

/// <summary>
/// The patches of docs/extending: each adds something in as few places as its page says, and what it adds works in a copy of the sources.
/// </summary>
public sealed partial class ExtendingTests : IDisposable {
    private readonly ScratchFolder folder = new("extending");

    public void Dispose() => folder.Dispose();

    private static string Patch(string name) => Path.Combine(Checkout.Root, "docs/extending", name + ".patch");

    [GeneratedRegex(@"^@@ ", RegexOptions.Multiline)]
    private static partial Regex Hunk { get; }

    [Theory, Trait("Category", "Assets")]
    [InlineData("lens", 4)]
    [InlineData("label", 3)]
    [InlineData("room", 2)]
    public void Patch_AppliesToTheSources_InFewPlaces(string name, int places) {
        // Places of the code; a row of documentation comes with a label.
        string[] files = File.ReadAllText(Patch(name)).Split("diff --git ");
        Assert.Equal(places, files.Where(f => f.StartsWith("a/src", StringComparison.Ordinal)).Sum(f => Hunk.Count(f)));
        Checkout.Run(Checkout.Root, "git", "apply", "--check", Patch(name));
        string page = File.ReadAllText(Path.Combine(Checkout.Root, "docs/extending", name + ".md"));
        Assert.Contains($"{name}.patch", page);
    }

    /// <summary>All three in one copy, which takes a build of the program.</summary>
    [Fact, Trait("Category", "Slow"), Trait("Category", "Assets")]
    public void LensLabelAndRoom_Work() {
        string copy = Path.Combine(folder.Path, "diorama");
        Checkout.Run(folder.Path, "git", "clone", "-q", Checkout.Root, copy);
        foreach (string name in (string[])["lens", "label", "room"]) Checkout.Run(copy, "git", "apply", Patch(name));
        string program = Path.Combine(copy, "diorama");
        Checkout.Run(copy, program, "recipe", "schema", "-o", "recipes/recipe.schema.json");
        Checkout.Run(copy, program, "recipe", "reference", "-o", "docs/recipes-reference.md");

        Checkout.Run(folder.Path, program, "generate", "cube", "-o", "cubes", "--frames", "2", "--width", "160", "--height", "120",
            "--samples", "0", "--labels", "all", "--formats", "none", "--set", "camera.lens=stereographic",
            "--set", "camera.field_of_view=200");
        var dataset = new DatasetFolder(Path.Combine(folder.Path, "cubes"));
        FrameRecord frame = dataset.ReadFrames().First();
        Assert.Equal("stereographic", (string?)frame.Camera.Lens["model"]);
        float[] cosines = ImageFile.ReadScalar(dataset.Full(frame.Files["view_angle"])).Pixels;
        Assert.InRange(cosines.Max(), 0.5, 1.001);
        Assert.InRange(cosines.Min(), -0.2, 0.001);
        // Every check between depth, distance, positions, boxes and masks knows the new lens by its projection.
        Checkout.Run(folder.Path, program, "verify", dataset.Root);

        File.WriteAllText(Path.Combine(folder.Path, "laundry.yaml"),
            "recipe: 1\nname: laundry\nworld: {kind: rooms, rooms: [{type: laundry, width: 3.2, depth: 2.6}]}\n");
        Checkout.Run(folder.Path, program, "generate", "laundry.yaml", "-o", "laundry", "--frames", "4", "--width", "160", "--height",
            "120",
            "--samples", "0", "--formats", "none");
        Assert.Contains(new DatasetFolder(Path.Combine(folder.Path, "laundry")).ReadFrames().SelectMany(f => f.Objects),
            o => o.Class == "washing machine");

        // The tests that look after labels, lenses and recipes are content with them.
        Checkout.Run(copy, Path.Combine(copy, "test"), "--no-assets", "--filter",
            "FullyQualifiedName~LabelTable|FullyQualifiedName~LensTests|FullyQualifiedName~ShippedRecipes|FullyQualifiedName~FloorPlan");
    }
}
