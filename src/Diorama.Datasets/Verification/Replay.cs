using System.Globalization;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs;
using Diorama.Datasets.Runs.Parts;
using Diorama.Rendering.Labels;
using Diorama.Worlds;

namespace Diorama.Datasets.Verification;

/// <summary>
/// Renders a sample of a dataset's frames again from its recipe and compares them with the dataset's files, byte by byte.
/// </summary>
/// <param name="folder">Folder of the dataset.</param>
/// <param name="settings">Settings with which the dataset was made.</param>
/// <param name="build">Builds a scene by its number, as the run did.</param>
public sealed class Replay(DatasetFolder folder, FrameSettings settings, Func<long, World> build) {
    /// <summary>Mean difference that another instruction set may cause, relative to the largest value of the image.</summary>
    private const double OtherMachine = 2e-3;

    /// <summary>Replays a share of the frames, chosen by their number, at least one: the same share gives the same frames.</summary>
    /// <exception cref="BadInputException">The dataset or its recipe cannot be read.</exception>
    public CheckReport Check(double share, Action<double>? progress = null, CancellationToken cancellation = default) {
        DatasetInfo info = folder.ReadInfo();
        string[] makers = [.. InstructionSets().Distinct()];
        bool same = makers.Length == 0 || makers is [var only] && only == BuildInfo.InstructionSet;
        var findings = new Findings();
        List<List<FrameRecord>> chosen = Chosen(share);
        using var scratch = new ScratchFolder("replay");
        string work = scratch.Path;
        Directory.CreateDirectory(Path.Combine(work, "images"));
        foreach (string label in info.Labels.Append(LabelTable.SensorDepth.Name))
            Directory.CreateDirectory(Path.Combine(work, "labels", label));
        int done = 0;
        foreach (var scene in chosen.GroupBy(f => f[0].Scene)) {
            using World world = build(scene.Key);
            using var frames = new SceneFrames(world, scene.Key, settings);
            var files = new FrameFiles(world, new(info.Classes), info.FramesPerScene);
            foreach (List<FrameRecord> frame in scene) {
                foreach (FrameRecord record in frame) {
                    cancellation.ThrowIfCancellationRequested();
                    Compare(record, files.Write(new(work), frames.Render(record.Index, record.Camera.Index, null, cancellation)), work,
                        same, findings);
                }
                progress?.Invoke((double)++done / chosen.Count);
            }
        }
        string tolerance = same ? "none" : $"made with {string.Join(", ", makers)} and replayed with {BuildInfo.InstructionSet}: a mean "
            + $"difference of {OtherMachine} of the range";
        return CheckReport.Of("replay", "A frame that is made anew from the recipe has the same files and the same record.", findings,
            tolerance);
    }

    private IEnumerable<string> InstructionSets() {
        string parts = new RunFolder(folder.Root).PartsFolder;
        if (!Directory.Exists(parts)) yield break;
        foreach (string part in Directory.GetDirectories(parts).Order(StringComparer.Ordinal)) {
            if (PartInfo.Read(part) is { } info) yield return info.InstructionSet;
        }
    }

    /// <summary>Returns the records of the chosen frames, cameras together; the first frame if the share chooses none.</summary>
    private List<List<FrameRecord>> Chosen(double share) {
        var chosen = new List<List<FrameRecord>>();
        List<FrameRecord>? first = null;
        foreach (FrameRecord record in folder.ReadFrames()) {
            if (first is null || first[0].Frame == record.Frame) (first ??= []).Add(record);
            if (Keyed.Start(0).With("replay").With(record.Frame).Generator().NextDouble() >= share) continue;
            if (chosen.Count > 0 && chosen[^1][0].Frame == record.Frame) chosen[^1].Add(record);
            else chosen.Add([record]);
        }
        return chosen.Count > 0 || first is null ? chosen : [first];
    }

    private void Compare(FrameRecord record, FrameRecord again, string work, bool same, Findings findings) {
        foreach ((string label, string file) in record.Files) {
            if (!again.Files.TryGetValue(label, out string? anew)) {
                findings.Expect(false, file, "", "no such label", label);
                continue;
            }
            string there = folder.Full(file), here = Path.Combine(work, anew);
            findings.CountChecked();
            if (!File.Exists(there)) findings.Add(file, "", "a file", "none");
            else if (!File.ReadAllBytes(RegularFile.At(there)).AsSpan().SequenceEqual(File.ReadAllBytes(RegularFile.At(here))))
                Differ(file, there, here, same, findings);
            File.Delete(here);
        }
        string Line(FrameRecord r) => JsonSerializer.Serialize(r with { Files = record.Files, Split = null }, DatasetJson.Line);
        // On another machine, numbers in records may differ in their last digits; the labels cover what matters of them.
        if (same) findings.Expect(Line(record) == Line(again), $"frames.jsonl, image {record.ImageId}",
            Difference(Line(record), Line(again)), "the record that is made anew", "another");
    }

    private static void Differ(string file, string there, string here, bool same, Findings findings) {
        double mean;
        try {
            mean = MeanDifference(there, here);
        } catch (BadInputException e) {
            findings.Add(file, "", "the image that is made anew", e.Message.Replace(there, "one that", StringComparison.Ordinal));
            return;
        }
        findings.Deviate(mean);
        if (!same && mean <= OtherMachine) return;
        findings.Add(file, "", "the bytes that are made anew", mean == 0 ? "the same pixels in other bytes"
            : string.Create(CultureInfo.InvariantCulture, $"a mean difference of {mean:g2} of the range"));
    }

    /// <summary>
    /// Returns the mean absolute difference of two images relative to the largest absolute value of the first; a value that is finite in
    /// only one of them counts as that largest value. 1 if sizes differ.
    /// </summary>
    private static double MeanDifference(string there, string here) {
        using ImageReader a = ImageReader.Open(there), b = ImageReader.Open(here);
        if ((a.Width, a.Height, a.Channels) != (b.Width, b.Height, b.Channels)) return 1;
        float[] left = a.ReadFloats(), right = b.ReadFloats();
        double sum = 0, most = 1e-30;
        for (int i = 0; i < left.Length; i++) {
            if (float.IsFinite(left[i])) most = Math.Max(most, Math.Abs(left[i]));
        }
        for (int i = 0; i < left.Length; i++) {
            bool finite = float.IsFinite(left[i]);
            if (finite != float.IsFinite(right[i])) sum += most;
            else if (finite) sum += Math.Abs((double)left[i] - right[i]);
        }
        return sum / left.Length / most;
    }

    /// <summary>Returns the text around the place where two lines begin to differ.</summary>
    private static string Difference(string a, string b) {
        int at = 0;
        while (at < a.Length && at < b.Length && a[at] == b[at]) at++;
        return at == a.Length && at == b.Length ? "" : $"at '{a[Math.Max(0, at - 24)..Math.Min(a.Length, at + 16)]}'";
    }
}
