using System.Numerics;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Tests.Formats;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Tests.Clients;

/// <summary>
/// What was exported, read by other people's code: the scripts of tests/clients with Debian's Python, NumPy, OpenCV, Pillow, h5py and
/// torchvision, which compare it with arrays that this test writes.
/// </summary>
[Trait("Category", "Assets")]
public sealed class ClientTests(ClientTests.Exports exports) : IClassFixture<ClientTests.Exports> {
    /// <summary>Debian's own, which has the packages; another may come first on PATH.</summary>
    private const string Python = "/usr/bin/python3";

    public sealed class Exports : IDisposable {
        private readonly SampleDataset sample = new();
        private readonly TemporaryFolder folder = new();

        public string Folder => folder["exports"];
        public string Truth => folder["truth"];

        public Exports() {
            new DatasetExport(sample.Folder, Folder, [.. DatasetFormats.All]).Run();
            Directory.CreateDirectory(Truth);
            var frames = new JsonArray();
            foreach (FrameRecord record in sample.Folder.ReadFrames()) {
                var image = new FrameImages(sample.Folder, record);
                foreach (string name in record.Files.Keys) {
                    string path = Path.Combine(Truth, $"{image.Stem}.{name}.npy");
                    if (name == FrameImages.PictureName) Npy.Write(path, image.Picture());
                    else switch (image.Read(LabelTable.FindImage(name)!)) {
                        case Image<uint> ids: Npy.Write(path, ids); break;
                        case Image<byte> states: Npy.Write(path, states); break;
                        case Image<float> scalar: Npy.Write(path, scalar); break;
                        case Image<Vector2> pair: Npy.Write(path, pair); break;
                        case Image<Vector3> vector: Npy.Write(path, vector); break;
                    }
                }
                JsonObject frame = JsonSerializer.SerializeToNode(record, DatasetJson.Line)!.AsObject();
                (frame["stem"], frame["root"]) = (image.Stem, sample.Folder.Root);
                foreach (JsonNode? o in frame["objects"]!.AsArray()) o!["thing"] = sample.Classes[(int)o["class_id"]!]?.IsThing ?? false;
                frames.Add(frame);
            }
            File.WriteAllText(Path.Combine(Truth, "frames.json"), frames.ToJsonString());
        }

        public void Dispose() {
            folder.Dispose();
            sample.Dispose();
        }
    }

    private static string Scripts([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../clients"));

    /// <summary>The scripts that compare with the truth; others belong to other tests.</summary>
    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Scripts(), "*.py").Where(
        p => File.ReadAllText(p).Contains("\nimport truth\n", StringComparison.Ordinal))
        .Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Script_FindsWhatTheDatasetSays(string name) {
        Assert.True(File.Exists(Python), $"{Python} is missing: install the packages of packages-test.debian");
        using var process =
            Process.Start(new ProcessStartInfo(Python, ["-B", Path.Combine(Scripts(), name + ".py"), exports.Folder, exports.Truth]) {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1", ["PYTHONWARNINGS"] = "ignore" },
        })!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(), complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{name}.py: {await complained}");
        Assert.EndsWith(" compared\n", await said);
    }
}
