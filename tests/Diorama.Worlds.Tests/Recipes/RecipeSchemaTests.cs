using System.Text.Json;
using Diorama.Worlds.Recipes;
using Json.Schema;
using YamlDotNet.Serialization;

namespace Diorama.Worlds.Tests.Recipes;

/// <summary>The schema as editors use it: a validator that knows nothing of Diorama accepts and refuses what the program does.</summary>
public class RecipeSchemaTests {
    private static readonly JsonSchema Schema = JsonSchema.FromText(RecipeSchema.Text());

    public static TheoryData<string> Shipped => [.. RecipeFile.Shipped];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void ShippedRecipes_AreValid(string name) => Assert.True(IsValid(File.ReadAllText(RecipeFile.Find(name))));

    [Theory]
    [InlineData("frames: 20", "framez: 20")]
    [InlineData("frames: 20", "frames: many")]
    [InlineData("frames: 20", "frames: -1")]
    [InlineData("frames: 20", "camera: {hight: 100}")]
    [InlineData("frames: 20", "camera: {width: 0}")]
    [InlineData("frames: 20", "camera: {width: {uniform: [1, 2, 3]}}")]
    [InlineData("camera: {camera_height: {uniform: [1, 2]}}", "camera: {camera_height: {unifrom: [1, 2]}}")]
    [InlineData("light: {sky: night}", "light: {sky: nigth}")]
    [InlineData("labels: {formats: [coco]}", "labels: {formats: coco, also: 1}")]
    public void WrongKeysAndValues_AreRefused_AsTheProgramDoes(string right, string wrong) {
        foreach ((string line, bool valid) in ((string, bool)[])[(right, true), (wrong, false)]) {
            string text = $"recipe: 1\nname: x\n{line}\nworld: {{kind: studio}}\n";
            string file = Path.GetTempFileName();
            File.WriteAllText(file, text);
            Assert.Equal((line, valid), (line, RecipeFile.Check(file).Count == 0));
            File.Delete(file);
            Assert.Equal((line, valid), (line, IsValid(text)));
        }
    }

    private static bool IsValid(string yaml) {
        object? value = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(yaml);
        string json = new SerializerBuilder().JsonCompatible().Build().Serialize(value);
        return Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid;
    }
}
