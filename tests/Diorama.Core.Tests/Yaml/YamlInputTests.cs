using Diorama.Core.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

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

    /// <summary>YamlDotNet alone refuses the first, third and fourth.</summary>
    [Theory]
    [InlineData("{a: &w 32, b: *w}")]
    [InlineData("a: &w 32\nb: *w\n")]
    [InlineData("{a: &w !!int 32, b: *w}")]
    [InlineData("{a: &w '32', b: *w}")]
    [InlineData("{a: 32, b: &w 32}")]
    [InlineData("[{a: &w 32, b: *w}, &x {c: *w}, *x]")]
    [InlineData("a: &w\n  32\nb: *w\nc: &l\n- 1\nd: *l\ne: &m\n  f: 1\n")]
    public void Anchors_AreRead_WhereverTheyStand(string text) {
        YamlNode root = YamlInput.Load(text).Documents[0].RootNode;
        var mapping = (YamlMappingNode)(root is YamlSequenceNode list ? list[0] : root);
        Assert.Equal(("32", "32"), ((string?)mapping["a"], (string?)mapping["b"]));
        if (root is YamlSequenceNode several) Assert.Equal("32", (string?)((YamlMappingNode)several[2])["c"]);
    }

    [Fact]
    public void MergeKeys_GiveWhatIsNotGivenBesideThem() {
        YamlNode root = YamlInput.Load("base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\none: {<<: *base, b: 5}\n"
            + "two:\n  <<: [*more, *base]\n  d: 6\n").Documents[0].RootNode;
        MergeKeys.WriteOut(root);
        static string Text(YamlNode node) => string.Join(' ', ((YamlMappingNode)node).Children.Select(c => $"{c.Key}:{c.Value}").Order());
        Assert.Equal("a:1 b:5", Text(root["one"]));
        Assert.Equal("a:1 b:3 c:4 d:6", Text(root["two"]));
        Assert.Throws<YamlLimitException>(() => MergeKeys.WriteOut(YamlInput.Load("a: {<<: 3}").Documents[0].RootNode));
    }
}
