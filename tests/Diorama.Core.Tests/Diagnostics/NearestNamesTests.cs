using Diorama.Core.Diagnostics;

namespace Diorama.Core.Tests.Diagnostics;

public class NearestNamesTests {
    [Theory]
    [InlineData("Lisence", "licence")]
    [InlineData("camera.hight", "camera.height")]
    [InlineData("table", "tables")]
    public void Typo_IsUnderstood(string wrong, string meant) =>
        Assert.Equal(meant, NearestNames.Of(wrong, ["licence", "camera.height", "tables", "camera.width", "light"])[0]);

    [Theory]
    [InlineData(new string[0], "")]
    [InlineData(new[] { "a" }, "expected a")]
    [InlineData(new[] { "ab", "abc" }, "expected ab or abc")]
    [InlineData(new[] { "abc", "ab", "a", "xyz" }, "expected a, ab or abc")]
    [InlineData(new[] { "", "ab", "" }, "expected ab")]
    public void Sentence_OffersUpToThree(string[] names, string expected) => Assert.Equal(expected, NearestNames.Sentence("a", names));
}
