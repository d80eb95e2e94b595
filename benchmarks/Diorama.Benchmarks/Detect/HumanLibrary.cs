using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Learning.Detectors;

namespace Diorama.Benchmarks.Detect;

/// <summary>
/// One process of Node with the library Human (npm @vladmandic/human), which runs the same networks in TensorFlow.js; see
/// benchmarks/human.mjs. npm installs it on the first use.
/// </summary>
internal sealed class HumanLibrary : IDisposable {
    private static readonly string[] packages =
        ["@vladmandic/human@3.3.6", "@tensorflow/tfjs@4.22.0", "@tensorflow/tfjs-backend-wasm@4.22.0"];

    // Human's names of COCO's 17 points.
    private static readonly string[] points = ["nose", "leftEye", "rightEye", "leftEar", "rightEar", "leftShoulder", "rightShoulder",
        "leftElbow", "rightElbow", "leftWrist", "rightWrist", "leftHip", "rightHip", "leftKnee", "rightKnee", "leftAnkle", "rightAnkle"];

    private readonly ScratchFolder folder = new("human");
    private readonly Process process;

    /// <param name="cache">Folder in which npm installs it.</param>
    /// <param name="models">Folder of the pack "detectors".</param>
    /// <exception cref="BadInputException">Node or npm is missing, or the installation fails.</exception>
    public HumanLibrary(string cache, string models) {
        if (!File.Exists(Path.Combine(cache, "node_modules/@vladmandic/human/package.json"))) {
            Directory.CreateDirectory(cache);
            using Process npm = Start("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", cache, .. packages]);
            npm.StandardInput.Close();
            npm.StandardOutput.ReadToEnd();
            npm.WaitForExit();
            if (npm.ExitCode != 0) throw new BadInputException($"npm does not install {packages[0]}, with which this is compared.");
        }
        process = Start("node", [Path.Combine(AppContext.BaseDirectory, "human.mjs"), cache, models]);
    }

    /// <summary>Returns what "centernet" or "nanodet" finds.</summary>
    public IReadOnlyList<FoundObject> Objects(string network, Image<Rgb8> picture) => [.. Answer(network, picture).Items().Select(o => {
        double[] b = o.Numbers("box", 4);
        return new FoundObject(CocoClasses.Names.IndexOf(o.Text("label")),
            new((float)b[0], (float)b[1], (float)(b[0] + b[2]), (float)(b[1] + b[3])), (float)o.Number("score"));
    })];

    /// <summary>Returns COCO's 17 points by "movenet" or "blazepose"; NaN where it gives none.</summary>
    public Vector2[] Body(string network, Image<Rgb8> picture) {
        JsonPlace? body = Answer(network, picture).Items() is [var first, ..] ? first.Need("keypoints") : null;
        return [.. points.Select(name => body?.Find(name)?.Numbers() is [var x, var y, ..] ? new Vector2((float)x, (float)y)
            : new(float.NaN))];
    }

    public void Dispose() {
        process.StandardInput.Close();
        if (!process.WaitForExit(10_000)) process.Kill(true);
        process.Dispose();
        folder.Dispose();
    }

    private JsonPlace Answer(string task, Image<Rgb8> picture) {
        string file = Path.Combine(folder.Path, "picture.bin");
        using (FileStream stream = File.Create(file)) {
            stream.Write(MemoryMarshal.AsBytes<int>([picture.Width, picture.Height]));
            stream.Write(MemoryMarshal.AsBytes(picture.Pixels.AsSpan()));
        }
        process.StandardInput.WriteLine($"{task} {file}");
        process.StandardInput.Flush();
        // The library says other things too.
        while (process.StandardOutput.ReadLine() is { } line) {
            if (!line.StartsWith('{')) continue;
            JsonPlace result = JsonPlace.Parse(System.Text.Encoding.UTF8.GetBytes(line), "Human");
            return result.Find("error") is { } error ? throw error.Bad($"{task} failed: {error.Element}") : result.Need("answer");
        }
        throw new BadInputException("Human ended before it had answered.");
    }

    private static Process Start(string program, IReadOnlyList<string> arguments) {
        try {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        } catch (System.ComponentModel.Win32Exception e) {
            throw new BadInputException($"The comparison needs {program}, which is not installed (Debian's packages nodejs and npm).", e);
        }
    }
}
