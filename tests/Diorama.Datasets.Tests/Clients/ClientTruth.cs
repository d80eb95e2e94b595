using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Tests.Clients;

/// <summary>What a dataset says, as NumPy arrays and JSON that the scripts of tests/clients read, and these scripts.</summary>
internal static class ClientTruth {
    /// <summary>Debian's own, which has the packages; another may come first on PATH.</summary>
    private const string Python = "/usr/bin/python3";

    public static void Write(DatasetFolder dataset, string folder, ClassTable classes) {
        Directory.CreateDirectory(folder);
        var frames = new JsonArray();
        foreach (FrameRecord record in dataset.ReadFrames()) {
            var image = new FrameImages(dataset, record);
            foreach (string name in record.Files.Keys) {
                string path = Path.Combine(folder, $"{image.Stem}.{name}.npy");
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
            (frame["stem"], frame["root"]) = (image.Stem, dataset.Root);
            foreach (JsonNode? o in frame["objects"]!.AsArray()) o!["thing"] = classes[(int)o["class_id"]!]?.IsThing ?? false;
            frames.Add(frame);
        }
        File.WriteAllText(Path.Combine(folder, "frames.json"), frames.ToJsonString());
    }

    /// <summary>Runs a script, which must end well and say how much it compared.</summary>
    public static async Task Run(string script, string exports, string truth) {
        Assert.True(File.Exists(Python), $"{Python} is missing: install the packages of packages-test.debian");
        using var process = Process.Start(new ProcessStartInfo(Python, ["-B", script, exports, truth]) {
            RedirectStandardOutput = true, RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1", ["PYTHONWARNINGS"] = "ignore" },
        })!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(), complained = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{Path.GetFileName(script)}: {await complained}");
        Assert.EndsWith(" compared\n", await said);
    }
}
