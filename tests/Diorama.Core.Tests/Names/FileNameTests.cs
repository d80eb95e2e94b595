using Diorama.Core.Names;

namespace Diorama.Core.Tests.Names;

public class FileNameTests {
    [Theory]
    [InlineData("left")]
    [InlineData("a")]
    [InlineData("Cam_2-b.v1")]
    [InlineData("-x-")]
    [InlineData("a..b")]
    public void Names_AreLettersDigitsAndAFewSigns(string name) => Assert.Null(FileName.Problem(name));

    [Theory]
    [InlineData("", "the name is empty; expected ")]
    [InlineData(".", "'.' cannot be part of a file's name; expected ")]
    [InlineData("..", "'..' cannot be part of a file's name; expected ")]
    [InlineData(".a", "'.a' cannot be")]
    [InlineData("a.", "'a.' cannot be")]
    [InlineData("a/b", "'a/b' cannot be")]
    [InlineData("a\\b", "'a\\b' cannot be")]
    [InlineData("/../../victim/x", "'/../../victim/x' cannot be")]
    [InlineData("a b", "'a b' cannot be")]
    [InlineData("a\nb", "'a\\nb' cannot be")]
    [InlineData("a\u001b[2J", "'a\\u001b[2J' cannot be")]
    [InlineData("ä", "'ä' cannot be")]
    [InlineData("a:b", "'a:b' cannot be")]
    public void EverythingElse_IsSaid(string name, string sentence) {
        Assert.StartsWith(sentence, FileName.Problem(name), StringComparison.Ordinal);
        Assert.False(FileName.IsValid(name));
    }

    [Fact]
    public void Length_IsAtMostAHundred() {
        Assert.Null(FileName.Problem(new('a', 100)));
        Assert.StartsWith("the name has 101 characters; expected ", FileName.Problem(new('a', 101)), StringComparison.Ordinal);
        Assert.False(FileName.IsValid(null));
    }

    [Theory]
    [InlineData("Potted plant, 3", "Potted-plant-3")]
    [InlineData("potted plant", "potted-plant")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("..", "unnamed")]
    [InlineData("", "unnamed")]
    [InlineData("椅子", "unnamed")]
    [InlineData("chair.v2.", "chair.v2")]
    public void From_MakesANameOfAnyText(string text, string name) {
        Assert.Equal(name, FileName.From(text));
        Assert.Null(FileName.Problem(FileName.From(text)));
    }

    [Fact]
    public void From_CutsLongTexts() => Assert.Equal(100, FileName.From(new('x', 1000)).Length);
}
