using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Tests.Recipes;

/// <summary>What a recipe may say has ends: numbers, lists, texts, images, files.</summary>
public class RecipeLimitsTests {
    private static string With(string lines) => $"recipe: 1\nworld: {{kind: rooms}}\n{lines}\n";

    private static string Message(string yaml) => Assert.Throws<BadInputException>(() => RecipeFile.Parse(yaml, "r.yaml")).Message;

    /// <summary>All keys of the language, by the type in which they stand.</summary>
    private static IEnumerable<(string Name, Entry Entry)> Keys() {
        var pending = new List<Type> { typeof(Recipe) };
        for (int i = 0; i < pending.Count; i++) {
            foreach (Entry entry in Section.Of(pending[i]).Entries) {
                yield return ($"{pending[i].Name}.{entry.Key}", entry);
                Type type = Section.ItemOf(entry.Type) ?? entry.Type;
                IEnumerable<Type> below = type == typeof(WorldRecipe) ? Section.Kinds(type).Select(k => k.Type)
                    : Section.Is(type) ? [type] : [];
                pending.AddRange(below.Where(t => !pending.Contains(t)));
            }
        }
    }

    /// <summary>The type of the single values that a key holds.</summary>
    private static Type Single(Type type) =>
        Nullable.GetUnderlyingType(type) is { } plain ? Single(plain)
        : (Section.DrawnOf(type) ?? Section.ItemOf(type) ?? Section.ValueOf(type)) is { } inner ? Single(inner) : type;

    [Fact]
    public void EveryNumber_HasTwoFiniteEnds() {
        Type[] numbers = [typeof(double), typeof(float), typeof(int), typeof(long), typeof(Vector3)];
        var open = new List<string>();
        int seen = 0;
        foreach ((string name, Entry entry) in Keys()) {
            // Of the version there is one, and of seeds all are good that 64 bits hold.
            if (!numbers.Contains(Single(entry.Type)) || name == "Recipe.recipe") continue;
            seen++;
            LimitsAttribute limits = entry.Limits ?? new();
            bool low = double.IsFinite(limits.AtLeast) || double.IsFinite(limits.Above), high = double.IsFinite(limits.AtMost);
            if (!low || !high) open.Add(name);
        }
        Assert.Empty(open);
        Assert.True(seen > 60, $"{seen} numbers");
    }

    [Fact]
    public void EveryDefault_IsWithinTheLimits() {
        foreach ((string kind, Type type) in Section.Kinds(typeof(WorldRecipe))) {
            var recipe = new Recipe { World = (WorldRecipe)Activator.CreateInstance(type)! };
            if (recipe.World is SceneRecipe own) own.File = "required.glb";
            string[] problems = [.. RecipeRules.Check(recipe, ClassSet.Taxonomy).Select(p => $"{p.Path}: {p.Sentence}")];
            Assert.True(problems.Length == 0, $"{kind}: {string.Join("; ", problems)}");
        }
    }

    [Fact]
    public void Schema_StatesThem() {
        JsonNode schema = JsonNode.Parse(RecipeSchema.Text())!;
        JsonNode camera = schema["$defs"]!["camera"]!["properties"]!;
        Assert.Equal((1, 32768), ((int)camera["width"]!["minimum"]!, (int)camera["width"]!["maximum"]!));
        Assert.Equal(1e6, (double)camera["distance"]!["anyOf"]![0]!["maximum"]!);
        Assert.Equal(1e6, (double)camera["distance"]!["anyOf"]![1]!["items"]!["maximum"]!);
        Assert.Equal((4, 4), ((int)camera["k"]!["items"]!["minItems"]!, (int)camera["k"]!["items"]!["maxItems"]!));
        Assert.Equal(100, (int)schema["$defs"]!["rig_camera"]!["properties"]!["name"]!["maxLength"]!);
        Assert.NotNull(schema["$defs"]!["rig_camera"]!["properties"]!["name"]!["pattern"]);
        Assert.Equal(ulong.MaxValue, (ulong)schema["properties"]!["seed"]!["maximum"]!);
    }

    [Theory]
    [InlineData("camera: {distance: {log_uniform: [180, 1.0e+300]}}",
        "r.yaml:3:20: camera.distance: 1E+300 is out of range; expected at least 0.001 and at most 1000000.")]
    [InlineData("camera: {distance: {normal: {mean: 1, deviation: 1.0e+300, min: -1.0e+300, max: 1.0e+300}}}",
        "r.yaml:3:20: camera.distance: -1E+300 is out of range; expected at least 0.001 and at most 1000000.")]
    [InlineData("camera: {distance: 1e-300}",
        "r.yaml:3:20: camera.distance: 1E-300 is out of range; expected at least 0.001 and at most 1000000.")]
    [InlineData("camera: {speed: {ref: light.lamp_power, times: 1.0e+300}}",
        "r.yaml:3:17: camera.speed: 4E+302 is out of range; expected at least 0 and at most 1000000.")]
    [InlineData("frames: 2000000000", "r.yaml:3:9: frames: 2000000000 is out of range; expected at least 0 and at most 1000000000.")]
    [InlineData("render: {samples: 2000000}",
        "r.yaml:3:19: render.samples: 2000000 is out of range; expected at least 0 and at most 1000000.")]
    [InlineData("render: {exposure: 1000}", "r.yaml:3:20: render.exposure: 1000 is out of range; expected at least -64 and at most 64.")]
    [InlineData("camera: {width: 60000}", "r.yaml:3:17: camera.width: 60000 is out of range; expected at least 1 and at most 32768.")]
    [InlineData("camera: {width: 32768, height: 32768}", "r.yaml:3:17: camera.width: an image of 32768×32768 pixels cannot be made; "
        + "expected 1 to 32768 pixels a side and at most 134217728 in all.")]
    [InlineData("camera: {field_of_view: 200}",
        "r.yaml:3:25: camera.field_of_view: 200 is out of range; expected at most 179 for the lens perspective.")]
    [InlineData("camera: {k: [[500, 500, 320]]}", "r.yaml:3:14: camera.k.0: 3 numbers stand here; expected 4.")]
    [InlineData("camera: {k: [[500, 0, 320, 240]]}",
        "r.yaml:3:14: camera.k.0: the focal lengths fx and fy, the first two numbers, must be above 0.")]
    [InlineData("camera: {k: [[1.0e+300, 500, 320, 240]]}",
        "r.yaml:3:15: camera.k.0.0: 1E+300 is out of range; expected at least -1000000000 and at most 1000000000.")]
    [InlineData("camera: {lens: fisheye, distortion: [0, 0, 0, 0, 1]}",
        "r.yaml:3:37: camera.distortion: 5 numbers stand here; expected at most 4 for the lens fisheye.")]
    [InlineData("camera: {rig: [{name: a, position: [1, 2]}]}", "r.yaml:3:36: camera.rig.0.position: 2 numbers stand here; expected 3.")]
    [InlineData("light: {turbidity: {choice: {3: 1.0e+300, 4: 1}}}",
        "r.yaml:3:29: light.turbidity: the weight 1E+300 of '3' must be above 0 and at most 1000000000.")]
    [InlineData("light: {turbidity: {curve: [[3, 1.0e+308], [4, 1.0e+308]]}}",
        "r.yaml:3:28: light.turbidity: the density 1E+308 is above 1000000000.")]
    public void BeyondThem_IsOneSentence(string lines, string message) => Assert.Equal(message, Message(With(lines)));

    [Fact]
    public void Lists_HaveAnEnd() =>
        Assert.Equal("r.yaml:3:15: camera.rig: 101 items stand here; expected at most 100.",
            Message(With($"camera: {{rig: [{string.Join(", ", Enumerable.Range(0, 101).Select(i => $"{{name: c{i}}}"))}]}}")));

    [Fact]
    public void NestedMaps_AreOneSentence() =>
        Assert.Equal("r.yaml:2:403: lists and mappings are nested more than 100 deep.",
        Message("recipe: 1\nname: " + string.Concat(Enumerable.Repeat("{a: ", 100_000))));

    [Fact]
    public void WhatIsDrawnBeyondThem_IsNoValue() {
        // The check knows this reference as well; a recipe made in code is not checked.
        var recipe = new Recipe { World = new StudioRecipe() };
        recipe.Camera.Distance = new Reference<double>("light.lamp_power", 1e12);
        string message = Assert.Throws<DrawnValueException>(
            () => new Draw(recipe, 0).Get("camera.distance", recipe.Camera.Distance)).Message;
        Assert.StartsWith("camera.distance: ", message, StringComparison.Ordinal);
        Assert.EndsWith(" was drawn; expected a number, at least 0.001 and at most 1000000", message, StringComparison.Ordinal);
        Assert.Throws<DrawnValueException>(() => new Draw(1, 0).Get("x", new Constant<double>(double.NaN)));
    }

    [Theory]
    [InlineData(1e300, 1e-300, 0.5, 2)]
    [InlineData(0, 1e300, 0.5, 2)]
    [InlineData(1.7e308, 1.7e308, -1.7e308, 1.7e308)]
    [InlineData(-1e300, 5e-324, 0.5, 2)]
    public void Normal_StaysBetweenItsEnds_WithAnyParameters(double mean, double deviation, double low, double high) {
        var normal = new Normal<double>(mean, deviation, low, high);
        Assert.Null(normal.Problem());
        foreach (double u in (double[])[0, 1e-12, 0.3, 0.5, 0.9, 1 - 1e-12]) Assert.InRange(normal.Quantile(u), low, high);
    }
}
