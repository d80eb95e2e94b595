using Diorama.Core.Yaml;
using YamlDotNet.Core;

namespace Diorama.Core.Tests.Yaml;

public class YamlInputTests {
    private static string Limit(string yaml) => Assert.Throws<YamlLimitException>(() => YamlInput.Load(yaml)).Message;

    [Fact]
    public void NestedMaps_EndInASentence() {
        const string sentence = "lists and mappings are nested more than 100 deep";
        Assert.Equal(sentence, Limit(string.Concat(Enumerable.Repeat("{a: ", 100_000))));
        Assert.Equal(sentence, Limit(new string('[', 100_000)));
        Assert.Equal(sentence, Limit(string.Concat(Enumerable.Repeat("- ", 100_000)) + "a"));
        Assert.Equal(sentence, Limit(string.Concat(Enumerable.Range(0, 500).Select(i => new string(' ', i) + "a:\n"))));
    }

    [Fact]
    public void HundredLevels_AreRead() {
        Assert.NotNull(YamlInput.Load(new string('[', 100) + new string(']', 100)));
        Assert.Throws<YamlLimitException>(() => YamlInput.Load(new string('[', 101) + new string(']', 101)));
    }

    [Fact]
    public void AliasesThatGrow_EndInASentence() {
        var lines = new List<string> { "a0: &a0 [x, x, x, x, x, x, x, x, x, x]" };
        for (int i = 1; i < 12; i++) lines.Add($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        Assert.Equal("with its aliases written out this has more than 1000000 values", Limit(string.Join('\n', lines)));
    }

    [Fact]
    public void AliasesThatNest_EndInASentence() {
        string chain = string.Join('\n', Enumerable.Range(0, 5000).Select(i => i == 0 ? "- &a0 [x]" : $"- &a{i} [*a{i - 1}]"));
        Assert.Equal("lists and mappings are nested more than 100 deep", Limit(chain));
    }

    [Fact]
    public void AliasesInKeysAndOfThemselves_EndInASentence() {
        Assert.Equal("an alias cannot be a key", Limit("a: &a [x]\n? *a\n: b\n"));
        Assert.Equal("an alias cannot be a key", Limit("a: &a [x]\n? [*a, *a]\n: b\n"));
        Assert.Equal("the value contains itself", Limit("a: &a [*a]\n"));
    }

    [Fact]
    public void PlainAliases_AreRead() => Assert.Single(YamlInput.Load("a: &a {x: 1}\nb: [*a, *a]\n").Documents);

    [Theory]
    [InlineData("a: [b\nc: d")]
    [InlineData("a: \"\\U00110000\"")]
    [InlineData("%YAML 9")]
    [InlineData("a: &")]
    [InlineData("}")]
    public void WhatIsNoYaml_IsAYamlException(string yaml) => Assert.ThrowsAny<YamlException>(() => YamlInput.Load(yaml));

    [Fact]
    public void LargeFiles_AreRefusedUnread() {
        string path = Path.GetTempFileName();
        try {
            using (FileStream file = File.OpenWrite(path)) file.SetLength(YamlInput.MaxBytes + 1L);
            Assert.Equal($"{path}: the file has 16777217 bytes; expected at most 16777216 bytes of YAML.",
                Assert.Throws<BadInputException>(() => YamlInput.ReadText(path)).Message);
        } finally {
            File.Delete(path);
        }
    }
}
