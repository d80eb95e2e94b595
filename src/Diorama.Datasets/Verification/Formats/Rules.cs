using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Datasets.Formats;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>The rules of a format with the findings of each, in the order in which they were stated.</summary>
/// <param name="root">Folder of the dataset.</param>
/// <param name="kept">Number of violations of each rule that are kept.</param>
internal sealed class Rules(string root, int kept) {
    private readonly List<(string Name, string Sentence, string Tolerance, string Unit, Findings Findings)> rules = [];

    private readonly List<string> notes = [];

    public string Root { get; } = Path.GetFullPath(root);

    /// <summary>Adds a sentence that the report shows without counting it as a violation; the same sentence is added once.</summary>
    public void Note(string sentence) {
        if (!notes.Contains(sentence)) notes.Add(sentence);
    }

    public Findings State(string name, string sentence, string tolerance = "none", string unit = "") {
        var findings = new Findings(kept);
        rules.Add((name, sentence, tolerance, unit, findings));
        return findings;
    }

    /// <summary>Returns a file's path relative to the root, as in violations.</summary>
    public string Short(string path) => Path.GetRelativePath(Root, path.Replace('\0', '?')).Replace('\\', '/');

    public VerificationReport Report(string kind, long images) =>
        new(Root, kind, images, [.. rules.Select(r => CheckReport.Of(r.Name, r.Sentence, r.Findings, r.Tolerance, r.Unit))]) {
            Notes = notes,
        };

    /// <summary>
    /// Opens and decodes an image; returns null and adds a violation if that fails. With <paramref name="quick"/> it only checks that the
    /// file exists, and returns null.
    /// </summary>
    /// <param name="findings">Findings of the rule about files.</param>
    /// <param name="path">Path of the image.</param>
    /// <param name="quick">True to check only that the file exists.</param>
    public ImageReader? Open(Findings findings, string path, bool quick) {
        findings.CountChecked();
        if (!File.Exists(path)) {
            findings.Add(Short(path), "", "an image", "no such file");
            return null;
        }
        if (quick) return null;
        ImageReader? reader = null;
        try {
            reader = ImageReader.Open(path);
            reader.ReadFloats();
            return reader;
        } catch (Exception e) when (e is BadInputException or ArgumentException) {
            reader?.Dispose();
            findings.Add(Short(path), "", "an image that can be read",
                e.Message.Replace(path, "one that", StringComparison.Ordinal).TrimEnd('.'));
            return null;
        }
    }

    /// <summary>
    /// Runs a check on a file that may be damaged in any way: an exception that damage causes becomes a violation, and the verification
    /// goes on.
    /// </summary>
    /// <param name="findings">Findings of the rule to which a violation is added.</param>
    /// <param name="file">Path of the file, as in violations.</param>
    /// <param name="place">Place in the file.</param>
    /// <param name="check">The check to run.</param>
    public static void Attempt(Findings findings, string file, string place, Action check) {
        try {
            check();
        } catch (Exception e) when (Misfit.Is(e)) {
            if (place.Length == 0 && e.InnerException is JsonException json) place = JsonRecord.Place(json);
            findings.Expect(false, file, place, "what the format has", Misfit.Reason(e));
        }
    }

    /// <summary>
    /// Opens and decodes an image and returns its width and height; null if that fails or <paramref name="quick"/> is set.
    /// </summary>
    public (int Width, int Height)? Size(Findings findings, string path, bool quick) {
        using ImageReader? reader = Open(findings, path, quick);
        return reader is null ? null : (reader.Width, reader.Height);
    }
}
