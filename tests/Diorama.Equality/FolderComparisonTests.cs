using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Equality;

public sealed class FolderComparisonTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-equality-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Dataset(string name, byte pixel, float value, string line) {
        string root = Path.Combine(folder, name), data = Path.Combine(root, "cube");
        Directory.CreateDirectory(Path.Combine(data, "images"));
        Directory.CreateDirectory(Path.Combine(data, "labels", "depth"));
        ImageFile.WritePng(Path.Combine(data, "images", "0.png"), new Image<Rgb8>(2, 1, [new(pixel, 2, 3), new(4, 5, 6)]));
        Npy.Write(Path.Combine(data, "labels", "depth", "0.npy"), new Image<float>(2, 1, [value, 1]));
        File.WriteAllText(Path.Combine(data, "frames.jsonl"), line + "\n");
        return root;
    }

    [Fact]
    public void FoldersWithTheSameValues_AreEqual() {
        var comparison = FolderComparison.Of(Dataset("a", 1, 2, "{}"), Dataset("b", 1, 2, "{}"));
        Assert.Equal(3, comparison.Files);
        Assert.Empty(comparison.Differences);
    }

    [Fact]
    public void EachDifference_IsNamed() {
        var comparison = FolderComparison.Of(Dataset("a", 1, 2, "{\"a\": 1}"), Dataset("b", 2, 3, "{\"a\": 2}"));
        Assert.Equal(["cube/frames.jsonl", "cube/images/0.png", "cube/labels/depth/0.npy"],
            comparison.Differences.Select(d => d.Split(':')[0]));
        File.Delete(Path.Combine(folder, "b", "cube", "images", "0.png"));
        Assert.Contains("cube/images/0.png: only before",
            FolderComparison.Of(Path.Combine(folder, "a"), Path.Combine(folder, "b")).Differences);
    }
}
