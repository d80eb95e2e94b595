using Diorama.Core.Names;

namespace Diorama.Core.Tests.Names;

public class DisplayNameTests {
    [Theory]
    [InlineData("")]
    [InlineData("Living room, 2nd – \"the\" <best> | 椅子 🪑 ñ")]
    public void AnyOneLine_IsAName(string text) => Assert.Null(DisplayName.Problem(text));

    [Theory]
    [InlineData("x\npath: /evil", "character 2 is a line break (U+000A); expected one line without control characters")]
    [InlineData("a\r", "character 2 is a line break (U+000D); expected one line without control characters")]
    [InlineData("\u0001", "character 1 is a control character (U+0001); expected one line without control characters")]
    [InlineData("a\u001b[31m", "character 2 is a control character (U+001B); expected one line without control characters")]
    [InlineData("a\u0085", "character 2 is a line break (U+0085); expected one line without control characters")]
    [InlineData("a\u2028", "character 2 is a line break (U+2028); expected one line without control characters")]
    [InlineData("a\u2029", "character 2 is a line break (U+2029); expected one line without control characters")]
    [InlineData("gnp.\u202Eexe", "character 5 is a control character (U+202E); expected one line without control characters")]
    [InlineData("a\u2066", "character 2 is a control character (U+2066); expected one line without control characters")]
    [InlineData("\t", "character 1 is a control character (U+0009); expected one line without control characters")]
    public void WhatNobodySees_IsSaid(string text, string sentence) => Assert.Equal(sentence, DisplayName.Problem(text));

    [Fact]
    public void HalfACharacter_IsSaid() => Assert.Equal("character 2 is half a character; expected whole ones",
    DisplayName.Problem("a\uD83E"));

    [Fact]
    public void Lines_AreAllowedWhereSeveralAre() {
        Assert.Null(DisplayName.Problem("a\n\tb", lines: true));
        Assert.NotNull(DisplayName.Problem("a\u001bb", lines: true));
    }

    [Fact]
    public void Length_HasAnEnd() => Assert.Equal("the text has 1001 characters; expected at most 1000",
    DisplayName.Problem(new('a', 1001)));

    [Theory]
    [InlineData("plain ä 🪑", "plain ä 🪑")]
    [InlineData("a\u001b[2Jb\r\nc\td\u0085e\u202Ef\uFEFF", "a\\u001b[2Jb\\r\\nc\\td\\u0085e\\u202ef\\ufeff")]
    public void Visible_TellsThemByTheirNumbers(string text, string visible) => Assert.Equal(visible, DisplayName.Visible(text));
}
