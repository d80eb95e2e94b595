using Diorama.Core.Names;

namespace Diorama.Core.Tests.Names;

public class PathBelowTests {
    [Theory]
    [InlineData("images/000012_left.png")]
    [InlineData("parts/part-000000/labels/depth_z/000001.exr")]
    [InlineData("a..b/ä ö.png")]
    public void PathsWithinTheFolder_AreFine(string path) {
        Assert.Null(PathBelow.Problem(path));
        Assert.Equal("/data/set/" + path, PathBelow.Full("/data/set", path, "x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/..")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("..\\x")]
    [InlineData("C:x")]
    [InlineData("a\0b")]
    public void PathsOutOfIt_AreRefused(string path) {
        Assert.NotNull(PathBelow.Problem(path));
        Assert.StartsWith("frames.jsonl, line 2: '",
            Assert.Throws<BadInputException>(() => PathBelow.Full("/data/set", path, "frames.jsonl, line 2")).Message,
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/a/b", "/a/b/c.png", true)]
    [InlineData("/a/b/", "/a/b/c/d.png", true)]
    [InlineData("/a/b", "/a/bc/d.png", false)]
    [InlineData("/a/b", "/a/b/../c.png", false)]
    [InlineData("/a/b", "/a/b", false)]
    public void IsIn_LooksAtWholeNames(string folder, string path, bool isIn) => Assert.Equal(isIn, PathBelow.IsIn(folder, path));
}
