using System.Text;
using Diorama.Core;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Verification;

namespace Diorama.Datasets.Tests.Formats;

/// <summary>Whatever is damaged in files of a format: reading them gives images or one sentence, checking them gives a report.</summary>
public sealed class DamagedFilesTests(SampleDataset sample) : IClassFixture<SampleDataset>, IDisposable {
    private static readonly string[] texts = [".json", ".txt", ".xml", ".yaml", ".csv", ".pbtxt"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string> Formats => [.. DatasetFormats.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void ReadingAndChecking_EndWithASentenceOrAReport(string name) {
        DatasetFormat format = DatasetFormats.Find(name);
        new DatasetExport(sample.Folder, folder["sound"], [format]).Run();
        string root = folder["sound/" + name];
        // Two of a kind are enough.
        string[] files = [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .GroupBy(f => Path.GetExtension(f) + Path.GetFileName(Path.GetDirectoryName(f))).SelectMany(g => g.Take(2))];
        foreach (string file in files) {
            byte[] sound = File.ReadAllBytes(file);
            foreach (byte[] damaged in Damages(file, sound)) {
                // A new file: pictures are links to those of the dataset.
                File.Delete(file);
                File.WriteAllBytes(file, damaged);
                Try(format, root, file);
            }
            File.Delete(file);
            Try(format, root, file);
            Directory.CreateDirectory(file);
            Try(format, root, file);
            Directory.Delete(file);
            File.WriteAllBytes(file, sound);
        }
    }

    private static void Try(DatasetFormat format, string root, string file) {
        try {
            Assert.All(format.Read(root), image => Assert.NotNull(image.Name));
        } catch (BadInputException e) {
            Assert.True(e.Message.Length > 10 && !e.Message.Contains('\n'), $"{file}: {e.Message}");
        }
        try {
            Assert.NotEmpty(DatasetVerifier.Verify(root, new() { Threads = 1 }));
        } catch (BadInputException e) {
            Assert.Contains("holds no dataset", e.Message);
        }
    }

    private static IEnumerable<byte[]> Damages(string file, byte[] sound) {
        yield return [];
        yield return sound[..(sound.Length / 2)];
        if (!texts.Contains(Path.GetExtension(file))) {
            byte[] changed = [.. sound];
            for (int i = 4; i < Math.Min(64, changed.Length); i += 9) changed[i] ^= 0x80;
            yield return changed;
            yield break;
        }
        string text = Encoding.UTF8.GetString(sound);
        foreach (string other in (string[])["null", "[]", "{}", "[null]", "1", "\"a\""]) yield return Encoding.UTF8.GetBytes(other);
        foreach ((string right, string wrong) in ((string, string)[])[("1", "-1"), ("1", "1e400"), ("0", "99999999999"),
            (":", ": null, \"x\":"), ("[", "[null,"), ("[", "{\"a\":[["), ("\"", "\"\\ud800"), (" ", "  "), ("<", "<<")]) {
            int at = text.IndexOf(right, text.Length / 3, StringComparison.Ordinal);
            if (at >= 0) yield return Encoding.UTF8.GetBytes(string.Concat(text.AsSpan(0, at), wrong, text.AsSpan(at + right.Length)));
        }
    }
}
