using System.Text.Json.Nodes;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;

namespace Diorama.Cli.Tests;

/// <summary><c>diorama noise</c> on a few pairs that are made here.</summary>
public sealed class NoiseTests : IDisposable {
    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    /// <summary>Three scenes of one camera, whose noise is normal with a deviation of 6 grey levels.</summary>
    private void WritePairs() {
        Directory.CreateDirectory(program["pairs/cc"]);
        foreach (string scene in (string[])["a", "b", "c"]) {
            Image<Rgb8> noisy = new(64, 64), clean = new(64, 64);
            KeyedGenerator random = Keyed.Start(1).With(scene).Generator();
            for (int i = 0; i < clean.Pixels.Length; i++) {
                byte level = (byte)(80 + i % 64);
                (clean.Pixels[i], noisy.Pixels[i]) = (new(level, level, level), new(Noisy(), Noisy(), Noisy()));
                byte Noisy() => (byte)Math.Round(level + 6 * StandardNormal.Quantile(random.NextDouble() + 1e-17));
            }
            ImageFile.WritePng(program[$"pairs/cc/d800_iso3200_{scene}_real.png"], noisy);
            ImageFile.WritePng(program[$"pairs/cc/d800_iso3200_{scene}_mean.png"], clean);
        }
    }

    [Fact, Trait("Category", "Assets")]
    public void Evaluate_PrintsTheContract_AndTakesWhatItTrainedBefore() {
        WritePairs();
        string[] command = ["model", "evaluate", "camera-noise", "--data", "real", "--real", "pairs", "--models", "iso,diagonal",
            "--seeds", "0,1", "--keep", "kept", "--json"];
        DioramaProgram.Result result = program.Run(command);
        Assert.True(result.Code == 0, result.Errors);
        JsonNode report = JsonNode.Parse(Assert.Single(result.Output.Trim().Split('\n')))!, real = report["measures"]!["real"]!;
        Assert.Equal(("camera-noise", false, 0), ((string?)report["system"], (bool)report["quick"]!, (int)report["seed"]!));
        Assert.Empty(report["orderings"]!.AsArray());
        // ½·ln(2πe·(36 + ¼)).
        Assert.Equal(3.214, (double)real["iso"]!["nll"]!, 0.03);
        Assert.Equal(2, real["diagonal"]!["nll_by_seed"]!.AsArray().Count);
        foreach (string key in (string[])["kl", "horizontal_error", "vertical_error", "color_error", "deviation_error"])
            Assert.InRange((double)real["iso"]![key]!, 0, 0.1);
        Assert.InRange((double)real["floor"]!["kl"]!, 0.002, 0.006);
        Assert.Equal(4, Directory.GetFiles(program["kept"], "*.safetensors").Length);
        DateTime[] written = [.. Directory.GetFiles(program["kept"]).Select(File.GetLastWriteTimeUtc)];
        JsonNode again = JsonNode.Parse(program.Run(command).Output)!;
        Assert.Equal(report["measures"]!.ToJsonString(), again["measures"]!.ToJsonString());
        Assert.Equal(written, Directory.GetFiles(program["kept"]).Select(File.GetLastWriteTimeUtc));
        Assert.Contains("| Diagonal Gaussian", program.Run(command[..^1]).Output);
    }

    [Fact, Trait("Category", "Assets")]
    public void Train_WritesWeightsFactsLogAndCurve_AndOverwritesOnlyWhenTold() {
        WritePairs();
        string[] command = ["model", "train", "camera-noise", "--model", "hetero", "--data", "real", "--real", "pairs", "--steps", "60",
            "--out", "w.safetensors"];
        DioramaProgram.Result result = program.Run(command);
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains("w.safetensors: Heteroscedastic Gaussian of real noise", result.Output);
        Assert.Equal(["pairs", "w.json", "w.jsonl", "w.png", "w.safetensors"],
            Directory.GetFileSystemEntries(program["."]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.StartsWith("{\"step\":60,", File.ReadLines(program["w.jsonl"]).Last());
        Assert.Contains("\"model\":\"hetero\"", File.ReadAllText(program["w.safetensors"]));
        JsonNode facts = JsonNode.Parse(File.ReadAllText(program["w.json"]))!;
        Assert.Equal(("camera-noise", "hetero", 60), ((string?)facts["system"], (string?)facts["model"], (int)facts["steps"]!));
        Assert.StartsWith("./diorama model train camera-noise --model hetero", (string?)facts["command"]);
        DateTime written = File.GetLastWriteTimeUtc(program["w.safetensors"]);
        result = program.Run(command);
        Assert.Equal((65, "w.safetensors exists; --force trains it anew.\n"), (result.Code, result.Errors));
        Assert.Equal(written, File.GetLastWriteTimeUtc(program["w.safetensors"]));
        Assert.Equal(0, program.Run([.. command, "--force"]).Code);
    }

    [Theory]
    [InlineData("train", "'diorama noise train' is now 'diorama model train camera-noise'.")]
    [InlineData("evaluate", "'diorama noise evaluate' is now 'diorama model evaluate camera-noise'.")]
    [InlineData("denoise", "'diorama noise denoise' is now 'diorama model evaluate camera-noise --only denoise-real'.")]
    public void OldNames_AnswerWithTheNewCommand(string name, string sentence) {
        DioramaProgram.Result result = program.Run("noise", name, "paper", "--data", "both", "-o", "w");
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.Equal(sentence, result.ErrorLines[0]);
        Assert.Empty(program.FilesBut());
    }

    [Fact]
    public void Models_AreListedAndShown() {
        DioramaProgram.Result result = program.Run("model", "list");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains("camera-noise: The noise of cameras", result.Output);
        JsonNode list = JsonNode.Parse(program.Run("model", "list", "--json").Output)!;
        Assert.Contains("small.safetensors", list[0]!["weights"]!.AsArray().Select(w => (string?)w));
        string shown = program.Run("model", "show", "camera-noise").Output;
        Assert.Contains("CVPR 2022", shown);
        Assert.Contains("small.safetensors", shown);
    }

    [Theory]
    [InlineData("There is no noise model 'papr', expected paper", "evaluate", "--models", "papr")]
    [InlineData("--seeds has 'x'; whole numbers such as 0,1,2 were expected.", "evaluate", "--seeds", "0,x")]
    [InlineData("--data is 'all'; simulated, real or both was expected.", "evaluate", "--data", "all")]
    [InlineData("--temperature belongs to the tables", "evaluate", "--quick", "--temperature", "0.9")]
    [InlineData("--models belongs to the tables", "evaluate", "--only", "unseen", "--models", "iso")]
    [InlineData("A model is trained on one kind of pairs", "train", "--model", "paper", "--out", "w", "--data", "both")]
    public void WrongUsage_IsOneSentence(string sentence, string verb, params string[] arguments) {
        DioramaProgram.Result result = program.Run(["model", verb, "camera-noise", .. arguments]);
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.StartsWith(sentence, result.ErrorLines[0]);
        Assert.Empty(program.FilesBut());
    }

    [Theory, Trait("Category", "Assets")]
    [InlineData("evaluate", "--only", "denoise-real", "--real", "nowhere")]
    [InlineData("evaluate", "--data", "real", "--real", "nowhere")]
    [InlineData("evaluate", "--quick", "--real", "nowhere")]
    public void FolderWithoutPairs_IsOneSentence(string verb, params string[] arguments) {
        DioramaProgram.Result result = program.Run(["model", verb, "camera-noise", .. arguments]);
        Assert.Equal((65, ""), (result.Code, result.Output));
        Assert.StartsWith("nowhere has no noise pairs", Assert.Single(result.ErrorLines, l => !l.StartsWith("camera-noise:")));
        Assert.Empty(program.FilesBut());
    }
}
