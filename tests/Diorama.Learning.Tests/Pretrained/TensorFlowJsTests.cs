using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Core.Randomness;
using Diorama.Learning.Pretrained;

namespace Diorama.Learning.Tests.Pretrained;

/// <summary>
/// Networks of the pack "detectors" against TensorFlow.js, which runs the same files in Node by tests/clients/tfjs.mjs. Its npm packages
/// are installed once below artifacts/; Node and npm are named in packages-test.debian.
/// </summary>
public sealed class TensorFlowJsTests : IDisposable {
    private const string Version = "4.22.0";
    private static readonly string[] packages = ["tfjs-core", "tfjs-converter", "tfjs-backend-cpu", "tfjs-backend-wasm"];

    private readonly string folder = Directory.CreateTempSubdirectory("diorama-tfjs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Names of networks, range of their inputs, and whether the graph takes integers.</summary>
    public static TheoryData<string, int, float, float, bool> Networks => new() {
        { "blazeface", 256, -1, 1, false }, { "facemesh", 192, 0, 1, false }, { "facemesh-attention", 192, 0, 1, false },
        { "iris", 64, 0, 1, false }, { "blazepose-detector", 224, -1, 1, false }, { "blazepose-lite", 256, 0, 1, false },
        { "blazepose-full", 256, 0, 1, false }, { "blazepose-heavy", 256, 0, 1, false }, { "movenet-lightning", 192, 0, 255, true },
        { "movenet-thunder", 256, 0, 255, true }, { "handdetect", 256, 0, 1, false }, { "handlandmark-full", 224, 0, 1, false },
        { "centernet", 512, 0, 255, false }, { "nanodet", 416, -2, 2, false }, { "selfie", 256, 0, 1, false },
    };

    [Theory, Trait("Category", "Assets"), MemberData(nameof(Networks))]
    public void Outputs_AreThoseOfTensorFlowJs(string name, int size, float low, float high, bool integers) {
        bool channelsFirst = name == "nanodet";
        Compare(name, Picture(size, low, high, channelsFirst, integers), integers);
    }

    [PhotosTheory, Trait("Category", "Assets")]
    [InlineData("blazepose-lite", 256), InlineData("blazepose-full", 256), InlineData("blazepose-heavy", 256), InlineData("selfie", 256)]
    [InlineData("facemesh-attention", 192)]
    public void Outputs_OnPhotographs_AreThoseOfTensorFlowJs(string name, int size) {
        foreach (string photo in Directory.GetFiles(PhotosTheoryAttribute.Folder!, "*.jpg").Order().Take(5)) {
            Image<Rgb8> image = ImageFile.ReadRgb8(photo).Resized(size, size);
            var values = new float[3 * size * size];
            for (int i = 0; i < size * size; i++) {
                Rgb8 p = image[i % size, i / size];
                (values[3 * i], values[3 * i + 1], values[3 * i + 2]) = (p.R / 255f, p.G / 255f, p.B / 255f);
            }
            Compare(name, new([1, size, size, 3], values), integers: false);
        }
    }

    // Masks of these two are steep where no person is clear, so that rounding shows: the backends of TensorFlow.js differ by 0.006 there.
    private static float Tolerance(string network, string output) =>
        (network, output) is ("blazepose-lite" or "blazepose-full", "Identity_1") ? 1e-2f : 1e-3f;

    private void Compare(string name, NdArray input, bool integers) {
        string model = Path.Combine(AssetLibrary.Open().PackFolder(AllPacks.Detectors), name + ".json");
        using var network = OnnxNetwork.OpenTensorFlowJs(model);
        IReadOnlyList<NdArray> ours = network.Run(input);

        File.WriteAllBytes(Path.Combine(folder, "input.bin"), MemoryMarshal.AsBytes(input.Values.AsSpan()).ToArray());
        File.WriteAllText(Path.Combine(folder, "input.json"), JsonSerializer.Serialize(new {
            shape = input.Shape, dtype = integers ? "int32" : "float32", outputs = network.Outputs,
        }));
        string root = Root();
        // The one in WebAssembly does not multiply what facemesh-attention calls integers.
        string backend = name == "facemesh-attention" ? "cpu" : "wasm";
        Run("node", Path.Combine(root, "tests/clients/tfjs.mjs"), model, folder, Install(root), backend);
        using var theirs = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "outputs.json")));
        JsonElement outputs = theirs.RootElement.GetProperty("outputs");
        Assert.Equal(network.Outputs.Count, outputs.GetArrayLength());
        for (int i = 0; i < ours.Count; i++) {
            Assert.Equal(outputs[i].GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()), ours[i].Shape);
            float[] expected = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, $"output{i}.bin"))).ToArray();
            // Outputs in pixels or logits are normalised by the largest of them.
            float scale = MathF.Max(1, expected.Max(MathF.Abs));
            float largest = expected.Zip(ours[i].Values, (a, b) => MathF.Abs(a - b) / scale).Max();
            Assert.True(largest < Tolerance(name, network.Outputs[i]),
                $"{name}, {network.Outputs[i]}: {largest} of {scale}");
        }
    }

    [Fact, Trait("Category", "Assets")]
    public void DamagedModels_AreOneSentence() {
        string pack = AssetLibrary.Open().PackFolder(AllPacks.Detectors), json = Path.Combine(folder, "iris.json");
        string text = File.ReadAllText(Path.Combine(pack, "iris.json"));
        byte[] weights = File.ReadAllBytes(Path.Combine(pack, "iris.bin"));

        File.WriteAllText(json, text);
        Assert.Contains("iris.bin", Refused(json), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "iris.bin"), weights[..1000]);
        Assert.Contains("end before", Refused(json), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "iris.bin"), [.. weights, 0]);
        Assert.Contains("1 bytes too many", Refused(json), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(folder, "iris.bin"), weights);
        foreach (string damaged in (string[])["{}", "[", text[..5000], text.Replace("Prelu", "Unknown", StringComparison.Ordinal),
            text.Replace("iris.bin", "../iris.bin", StringComparison.Ordinal),
            text.Replace("\"Add", "\"Remainder", StringComparison.Ordinal)]) {
            File.WriteAllText(json, damaged);
            Assert.Contains("iris.json", Refused(json), StringComparison.Ordinal);
        }
        using var network = OnnxNetwork.OpenTensorFlowJs(Path.Combine(pack, "iris.json"));
        Assert.Throws<BadInputException>(() => network.Run(new([1, 32, 32, 3], new float[32 * 32 * 3])));
    }

    private static string Refused(string path) =>
        Assert.Throws<BadInputException>(() => OnnxNetwork.OpenTensorFlowJs(path).Dispose()).Message;

    // Discs of different colours on a slope: what networks look for has edges and flat parts.
    private static NdArray Picture(int size, float low, float high, bool channelsFirst, bool integers) {
        var values = new float[3 * size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                for (int c = 0; c < 3; c++) {
                    float value = (0.3f * x + 0.2f * y) / size + 0.1f * c;
                    for (int disc = 0; disc < 12; disc++) {
                        var key = Keyed.Start(7).With(disc);
                        float dx = x - size * key.With(1).Generator().NextFloat(), dy = y - size * key.With(2).Generator().NextFloat();
                        float squared = size * size * 0.02f * key.With(3).Generator().NextFloat();
                        if (dx * dx + dy * dy < squared) value = key.With(4 + c).Generator().NextFloat();
                    }
                    value = low + (high - low) * value;
                    values[channelsFirst ? (c * size + y) * size + x : (y * size + x) * 3 + c] = integers ? MathF.Round(value) : value;
                }
            }
        }
        return new(channelsFirst ? [1, 3, size, size] : [1, size, size, 3], values);
    }

    private static string Root() {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Diorama.slnx"))) root = root.Parent!;
        return root.FullName;
    }

    private static string Install(string root) {
        string cache = Path.Combine(root, "artifacts", "tfjs@" + Version);
        if (!packages.All(p => File.Exists(Path.Combine(cache, "node_modules/@tensorflow", p, "package.json")))) {
            Directory.CreateDirectory(cache);
            Run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", cache,
                .. packages.Select(p => $"@tensorflow/{p}@{Version}")]);
        }
        return cache;
    }

    private static void Run(string program, params string[] arguments) {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors}{output.Result}");
    }
}
