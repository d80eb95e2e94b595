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
    public void Evaluate_PrintsOneObject_AndTakesWhatItTrainedBefore() {
        WritePairs();
        string[] command = ["noise", "evaluate", "--data", "real", "--real", "pairs", "--models", "iso,diagonal", "--seeds", "0,1",
            "--keep", "kept", "--json"];
        DioramaProgram.Result result = program.Run(command);
        Assert.True(result.Code == 0, result.Errors);
        JsonNode real = JsonNode.Parse(Assert.Single(result.Output.Trim().Split('\n')))!["real"]!;
        // ½·ln(2πe·(36 + ¼)).
        Assert.Equal(3.214, (double)real["iso"]!["nll"]!, 0.03);
        Assert.Equal(2, real["diagonal"]!["nll_by_seed"]!.AsArray().Count);
        foreach (string key in (string[])["kl", "horizontal_error", "vertical_error", "color_error", "deviation_error"])
            Assert.InRange((double)real["iso"]![key]!, 0, 0.1);
        Assert.InRange((double)real["floor"]!["kl"]!, 0.002, 0.006);
        Assert.Equal(4, Directory.GetFiles(program["kept"], "*.safetensors").Length);
        Assert.Equal(result.Output, program.Run(command).Output);
        Assert.Contains("| Diagonal Gaussian", program.Run(command[..^1]).Output);
    }

    [Fact, Trait("Category", "Assets")]
    public void Train_WritesWeightsAndLog_AndOverwritesOnlyWhenTold() {
        WritePairs();
        string[] command = ["noise", "train", "hetero", "--data", "real", "--real", "pairs", "--steps", "3", "--batch", "2", "--out",
            "w.safetensors"];
        DioramaProgram.Result result = program.Run(command);
        Assert.True(result.Code == 0, result.Errors);
        Assert.Contains("w.safetensors: Heteroscedastic Gaussian of real noise", result.Output);
        Assert.StartsWith("{\"step\":3,", File.ReadAllText(program["w.jsonl"]));
        Assert.Contains("\"model\":\"hetero\"", File.ReadAllText(program["w.safetensors"]));
        DateTime written = File.GetLastWriteTimeUtc(program["w.safetensors"]);
        result = program.Run(command);
        Assert.Equal((65, "w.safetensors exists; --force overwrites it.\n"), (result.Code, result.Errors));
        Assert.Equal(written, File.GetLastWriteTimeUtc(program["w.safetensors"]));
        Assert.Equal(0, program.Run([.. command, "--force"]).Code);
    }

    [Fact, Trait("Category", "Assets")]
    public void Denoise_PrintsOneObject() {
        WritePairs();
        DioramaProgram.Result result = program.Run("noise", "denoise", "--real", "pairs", "--models", "iso,real-pairs", "--seeds", "0",
            "--steps", "2", "--keep", "kept", "--json");
        Assert.True(result.Code == 0, result.Errors);
        JsonNode report = JsonNode.Parse(Assert.Single(result.Output.Trim().Split('\n')))!;
        // Normal noise of 6 grey levels: 20·log₁₀(255 / 6).
        Assert.Equal(32.57, (double)report["untouched"]!, 0.15);
        foreach (string name in (string[])["iso", "real-pairs"]) Assert.InRange((double)report[name]!, 5, 45);
    }

    [Theory]
    [InlineData("There is no noise model 'papr', expected paper", "evaluate", "--models", "papr")]
    [InlineData("--seeds has 'x'; whole numbers such as 0,1,2 were expected.", "evaluate", "--seeds", "0,x")]
    [InlineData("--data is 'all'; simulated, real or both was expected.", "evaluate", "--data", "all")]
    [InlineData("There is no noise model 'papr', expected paper", "denoise", "--real", "nowhere", "--models", "papr")]
    [InlineData("A model is trained on one kind of pairs", "train", "paper", "--out", "w", "--data", "both")]
    public void WrongUsage_IsOneSentence(string sentence, params string[] arguments) {
        DioramaProgram.Result result = program.Run(["noise", .. arguments]);
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.StartsWith(sentence, result.ErrorLines[0]);
        Assert.Empty(program.FilesBut());
    }

    [Theory, Trait("Category", "Assets")]
    [InlineData("denoise", "--real", "nowhere")]
    [InlineData("evaluate", "--data", "real", "--real", "nowhere")]
    public void FolderWithoutPairs_IsOneSentence(params string[] arguments) => Refused("nowhere has no noise pairs", arguments);

    private void Refused(string sentence, string[] arguments) {
        DioramaProgram.Result result = program.Run(["noise", .. arguments]);
        Assert.Equal((65, ""), (result.Code, result.Output));
        Assert.StartsWith(sentence, Assert.Single(result.ErrorLines));
        Assert.Empty(program.FilesBut());
    }
}
