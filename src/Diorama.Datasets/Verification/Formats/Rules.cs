using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Formats;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>The rules of a format with what was found of each, in the order in which they were stated.</summary>
internal sealed class Rules(string root) {
    private readonly List<(string Name, string Sentence, Findings Findings)> rules = [];

    public string Root { get; } = Path.GetFullPath(root);

    public Findings State(string name, string sentence) {
        var findings = new Findings();
        rules.Add((name, sentence, findings));
        return findings;
    }

    /// <summary>A file's path from the root, as violations have it.</summary>
    public string Short(string path) => Path.GetRelativePath(Root, path.Replace('\0', '?')).Replace('\\', '/');

    public VerificationReport Report(string kind, long images) =>
        new(Root, kind, images, [.. rules.Select(r => CheckReport.Of(r.Name, r.Sentence, r.Findings))]);

    /// <summary>Opens and decodes an image; null, and an violation, when that fails.</summary>
    /// <param name="findings">Of the rule of files.</param>
    /// <param name="path">Of the image.</param>
    /// <param name="quick">Look whether it is there and no more.</param>
    public ImageReader? Open(Findings findings, string path, bool quick) {
        findings.Ask();
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
    /// Asks something of a file that may be damaged in any way: what does not fit is an violation, and the next thing is asked.
    /// </summary>
    /// <param name="findings">Of the rule that an violation is counted for.</param>
    /// <param name="file">As violations have it.</param>
    /// <param name="place">In the file.</param>
    /// <param name="check">What is asked.</param>
    public static void Ask(Findings findings, string file, string place, Action check) {
        try {
            check();
        } catch (Exception e) when (Misfit.Is(e)) {
            findings.Expect(false, file, place, "what the format has", Misfit.Reason(e));
        }
    }

    /// <summary>The same for the size alone: width and height, or null.</summary>
    public (int Width, int Height)? Size(Findings findings, string path, bool quick) {
        using ImageReader? reader = Open(findings, path, quick);
        return reader is null ? null : (reader.Width, reader.Height);
    }
}
