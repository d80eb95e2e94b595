using Diorama.Core;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks the presence and readability of every file of a record.</summary>
public sealed class FilesCheck : ConsistencyCheck {
    /// <summary>True to check only that files exist and are not empty, without opening them.</summary>
    public bool PresenceOnly { get; init; }

    public override string Name => "files";
    public override string Sentence =>
        "Every file that a record names is there, can be decoded, and has the image's size and the label's kind of pixels.";

    public override void Check(CheckedFrame frame, Findings findings) {
        foreach (string label in frame.Info.Labels) {
            findings.Expect(frame.Record.Files.ContainsKey(label), frame.Line, "files", $"a file of the label {label}", "none");
        }
        foreach ((string label, string file) in frame.Record.Files) {
            if (label != FrameImages.PictureName && LabelTable.FindImage(label) is null) {
                findings.Expect(false, frame.Line, "files", "labels of docs/labels.md", $"'{label}'");
                frame.MarkInvalid(label);
                continue;
            }
            string path = frame.Folder.Full(file);
            if (!File.Exists(path)) {
                findings.Expect(false, file, "", "a file", "none");
                frame.MarkInvalid(label);
                continue;
            }
            if (PresenceOnly) {
                findings.Expect(new FileInfo(path).Length > 0, file, "", "an image", "an empty file");
                continue;
            }
            findings.CountChecked();
            try {
                frame.Load(label);
            } catch (BadInputException e) {
                findings.Add(file, "", "an image that can be read",
                    e.Message.Replace(path, "one that", StringComparison.Ordinal).TrimEnd('.'));
                frame.MarkInvalid(label);
            }
        }
    }
}
