using System.Globalization;
using Diorama.Core;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Recipes;

public class RecipeNamesTests {
    private const string Expected = "letters a to z, digits, '_', '-' and, between them, '.'; at most 100 characters.";

    private static string Message(string lines) =>
        Assert.Throws<BadInputException>(() => RecipeFile.Parse($"recipe: 1\nworld: {{kind: studio}}\n{lines}\n", "r.yaml")).Message;

    [Theory]
    [InlineData("''", "r.yaml:3:23: camera.rig.0.name: the name is empty; expected ")]
    [InlineData("a/b", "r.yaml:3:23: camera.rig.0.name: 'a/b' cannot be part of a file's name; expected ")]
    [InlineData("/../../victim/x", "r.yaml:3:23: camera.rig.0.name: '/../../victim/x' cannot be part of a file's name; expected ")]
    [InlineData("..", "r.yaml:3:23: camera.rig.0.name: '..' cannot be part of a file's name; expected ")]
    [InlineData("\"a\\nb\"", "r.yaml:3:23: camera.rig.0.name: 'a\\nb' cannot be part of a file's name; expected ")]
    public void RigNames_BecomeNamesOfFiles(string name, string sentence) =>
    Assert.Equal(sentence + Expected, Message($"camera: {{rig: [{{name: {name}}}]}}"));

    [Fact]
    public void RigNames_AreAtMostAHundredCharacters_AndThere() {
        Assert.Equal("r.yaml:3:23: camera.rig.0.name: the name has 300 characters; expected " + Expected,
            Message($"camera: {{rig: [{{name: {new string('a', 300)}}}]}}"));
        Assert.Equal("r.yaml:3:16: camera.rig.0.name: the name is empty; expected " + Expected,
            Message("camera: {rig: [{position: [1, 0, 0]}]}"));
    }

    [Fact]
    public void RigNames_AreEachTheirOwn() {
        Assert.Equal("r.yaml:3:34: camera.rig.1.name: another camera has the name 'a' already; expected a name of its own.",
            Message("camera: {rig: [{name: a}, {name: a}]}"));
        Assert.Equal("r.yaml:3:34: camera.rig.1.name: another camera has the name 'A' already; expected a name of its own.",
            Message("camera: {rig: [{name: a}, {name: A}]}"));
        Assert.Equal(
            "r.yaml:3:45: camera.rig.0.name: a camera of the stereo pair has the name 'right' already; expected a name of its own.",
            Message("camera: {stereo_baseline: 0.1, rig: [{name: right}]}"));
        Assert.NotNull(RecipeFile.Parse("recipe: 1\nworld: {kind: studio}\ncamera: {rig: [{name: right}, {name: cam-2.b}]}\n", "r.yaml"));
    }

    [Theory]
    [InlineData("name: \"x\\npath: /evil\\ndownload: import os #\"",
        "r.yaml:3:7: name: character 2 is a line break (U+000A); expected one line without control characters.")]
    [InlineData("name: \"\\x01\"",
        "r.yaml:3:7: name: character 1 is a control character (U+0001); expected one line without control characters.")]
    [InlineData("name: \"a\\u202Eb\"",
        "r.yaml:3:7: name: character 2 is a control character (U+202E); expected one line without control characters.")]
    [InlineData("name: \"a\\Lb\"", "r.yaml:3:7: name: character 2 is a line break (U+2028); expected one line without control characters.")]
    [InlineData("description: \"a\\eb\"",
        "r.yaml:3:14: description: character 2 is a control character (U+001B); expected one line without control characters.")]
    [InlineData("noise: {model: \"a\\nb\"}",
        "r.yaml:3:16: noise.model: character 2 is a line break (U+000A); expected one line without control characters.")]
    [InlineData("light: {panorama: {choice: [city, \"a\\nb\"]}}",
        "r.yaml:3:19: light.panorama: character 2 is a line break (U+000A); expected one line without control characters.")]
    [InlineData("labels: {formats: [\"a\\nb\"]}",
        "r.yaml:3:20: labels.formats.0: character 2 is a line break (U+000A); expected one line without control characters.")]
    [InlineData("splits: {shares: {train: 0.5, a/b: 0.5}}",
        "r.yaml:3:31: splits.shares.a/b: 'a/b' cannot be part of a file's name; expected " + Expected)]
    public void Texts_AreOneLine(string lines, string message) => Assert.Equal(message, Message(lines));

    [Fact]
    public void LongTexts_AreRefused() =>
        Assert.Equal("r.yaml:3:7: name: the text has 1001 characters; expected at most 1000.",
        Message(string.Create(CultureInfo.InvariantCulture, $"name: {new string('a', 1001)}")));

    [Fact]
    public void AnyOtherName_IsKept() {
        Recipe recipe = RecipeFile.Parse(
            "recipe: 1\nname: \"Mein Zimmer: 100 % <gut> 🪑 #1\"\nworld: {kind: studio}\ndescription: |\n  One.\n  Two.\n", "r.yaml");
        Assert.Equal(("Mein Zimmer: 100 % <gut> 🪑 #1", "One.\nTwo.\n"), (recipe.Name, recipe.Description));
        Recipe again = RecipeFile.Parse(RecipeWriter.Text(recipe), "r.yaml");
        Assert.Equal((recipe.Name, recipe.Description), (again.Name, again.Description));
    }

    [Theory]
    [InlineData("recipes/rig-name-with-dots.yaml", "camera.rig.0.name")]
    [InlineData("recipes/distance-1e300.yaml", "camera.distance")]
    [InlineData("attack/name-control-char/c.yaml", "name")]
    [InlineData("attack/yolo-yaml-injection/inj.yaml", "name")]
    public void FieldCases_AreOneSentence(string file, string key) {
        string path = Path.Combine(FieldFolder, file);
        if (!File.Exists(path)) return;
        RecipeProblem problem = Assert.Single(RecipeFile.Check(path));
        Assert.StartsWith(key + ": ", problem.Sentence, StringComparison.Ordinal);
    }

    private static string FieldFolder {
        get {
            string folder = AppContext.BaseDirectory;
            while (folder.Length > 1 && !File.Exists(Path.Combine(folder, "Directory.Build.props")))
                folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "..", "shared", "field");
        }
    }
}
