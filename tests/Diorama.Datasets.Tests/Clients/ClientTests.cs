using System.Runtime.CompilerServices;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Tests.Formats;

namespace Diorama.Datasets.Tests.Clients;

/// <summary>
/// What was exported, read by other people's code: the scripts of tests/clients with Debian's Python, NumPy, OpenCV, Pillow, h5py and
/// torchvision, which compare it with arrays that this test writes.
/// </summary>
[Trait("Category", "Assets")]
public sealed class ClientTests(ClientTests.Exports exports) : IClassFixture<ClientTests.Exports> {
    public sealed class Exports : IDisposable {
        private readonly SampleDataset sample = new();
        private readonly TemporaryFolder folder = new();

        public string Folder => folder["exports"];
        public string Truth => folder["truth"];

        public Exports() {
            new DatasetExport(sample.Folder, Folder, [.. DatasetFormats.All]).Run();
            ClientTruth.Write(sample.Folder, Truth, sample.Classes);
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
        p => File.ReadAllText(p) is var text && text.Contains("\nimport truth\n", StringComparison.Ordinal)
            && !text.Contains("keypoints.json", StringComparison.Ordinal))
        .Select(p => Path.GetFileNameWithoutExtension(p)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Script_FindsWhatTheDatasetSays(string name) => ClientTruth.Run(Path.Combine(Scripts(), name + ".py"), exports.Folder,
        exports.Truth);
}
