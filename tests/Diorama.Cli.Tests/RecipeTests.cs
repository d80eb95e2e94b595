namespace Diorama.Cli.Tests;

public sealed class RecipeTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void Check_SaysAllProblems_AndExitsWith65() {
        File.WriteAllText(program["my.yaml"], "recipe: 1\nworld: {kind: rooms}\ncamera:\n  widht: 3\n  tilt: 100\n");
        var result = program.Run("recipe", "check", "my.yaml", "--set", "light.latitude=100");
        Assert.Equal(65, result.Code);
        Assert.Equal([
            "my.yaml:4:3: 'camera' has no key 'widht'; did you mean 'width'?",
            "my.yaml:5:9: camera.tilt: 100 is out of range; expected at least -90 and at most 90.",
            "--set light.latitude: 100 is out of range; expected at least -90 and at most 90.",
        ], result.ErrorLines);
    }

    [Fact]
    public void Check_SaysWhatARecipeIs() {
        var result = program.Run("recipe", "check", "office");
        Assert.Equal(0, result.Code);
        Assert.StartsWith("office: fine, rooms, ", result.Output, StringComparison.Ordinal);
        Assert.Contains("2 grids with 8 combinations, 640×480.", result.Output, StringComparison.Ordinal);
        var missing = program.Run("recipe", "check", "offce");
        Assert.Equal((65, 1), (missing.Code, missing.ErrorLines.Length));
        Assert.Contains("did you mean 'office'?", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void List_SchemaAndReference_AreWritten() {
        string[] list = program.Run("recipe", "list").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(8, list.Length);
        Assert.Equal("apartment    A walk through a furnished flat of five rooms.", list[0]);
        Assert.Equal(0, program.Run("recipe", "schema", "-o", "s.json").Code);
        Assert.StartsWith("{\n  \"$schema\"", File.ReadAllText(program["s.json"]), StringComparison.Ordinal);
        Assert.StartsWith("# Recipe reference\n", program.Run("recipe", "reference").Output, StringComparison.Ordinal);
    }
}
