using Diorama.Core;
using Diorama.Datasets.Formats;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Checks a folder that <c>export</c> wrote in a format without a verifier of its own: the format's reader, written from the specification,
/// must accept all of it.
/// </summary>
internal static class ReadableVerifier {
    public static VerificationReport Verify(string folder, DatasetFormat format, VerifyOptions options) {
        var rules = new Rules(folder, options.Kept);
        Findings read = rules.State("readable", "The format's reader accepts every image with all its labels."),
            files = rules.State("files", "Every picture can be decoded.");
        long images = 0;
        try {
            foreach (ImageContents image in format.Read(folder)) {
                options.Cancellation.ThrowIfCancellationRequested();
                images++;
                read.CountChecked();
                if (image.PicturePath is { } path && File.Exists(path) && options.Takes(images)) rules.Size(files, path, options.Quick);
                options.Progress?.Invoke(0);
            }
        } catch (BadInputException e) {
            read.Expect(false, folder, $"image {images + 1}", "what the format's specification says", e.Message.TrimEnd('.'));
        }
        return rules.Report(format.Name, images);
    }
}
