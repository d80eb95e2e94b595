using System.Xml.Linq;
using Diorama.Core.Quoting;
using Diorama.Core.Yaml;
using YamlDotNet.RepresentationModel;

namespace Diorama.Core.Tests.Quoting;

public class QuotingTests {
    public static TheoryData<string> Texts => [
        "", "a", "living room", "no", "null", "~", "1.5", "1e3", "- a", "a: b", "# c", "x\npath: /evil\ndownload: import os #", "\u0001",
        "a\u001b[2J", "\u0085\u2028\uFEFF", "\"'\\", "🪑 椅子", "*a", "&a", "<<", "{}", "| x",
        "trailing \n", " lead",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Yaml_ReadsBack_OnOneLine(string text) {
        string line = $"key: {YamlText.Of(text)}\nother: {YamlText.Quoted(text)}\n";
        Assert.Equal(2, line.Count(c => c == '\n'));
        var root = Assert.IsType<YamlMappingNode>(YamlInput.Load(line).Documents[0].RootNode);
        Assert.Equal(2, root.Children.Count);
        Assert.All(root.Children.Values, v => Assert.Equal(text, ((YamlScalarNode)v).Value));
    }

    [Fact]
    public void YamlComment_StaysOne() => Assert.Equal("# x\\npath: /evil", YamlText.Comment("x\npath: /evil"));

    [Theory]
    [InlineData("Chair_2 (wood), 50 %", "Chair_2 (wood), 50 %")]
    [InlineData("<script>alert(1)</script>", "\\<script\\>alert(1)\\</script\\>")]
    [InlineData("[click](javascript:alert(1))", "\\[click\\](javascript:alert(1))")]
    [InlineData("a | b", "a \\| b")]
    [InlineData("a\n# b", "a # b")]
    [InlineData("_a_ *b* `c` &amp; \\", "\\_a\\_ \\*b\\* \\`c\\` \\&amp; \\\\")]
    [InlineData("see http://evil.example and www.evil.example", "see http\\://evil.example and www\\.evil.example")]
    [InlineData("a\u001b[31m\u202Eb", "a\\\\u001b\\[31m\\\\u202eb")]
    public void Markdown_ShowsTheText(string text, string escaped) => Assert.Equal(escaped, MarkdownText.Of(text));

    [Theory]
    [InlineData("sofa-1", "`sofa-1`")]
    [InlineData("a`b", "`` a`b ``")]
    public void MarkdownCode_HoldsBackticks(string text, string code) => Assert.Equal(code, MarkdownText.Code(text));

    [Theory]
    [MemberData(nameof(Texts))]
    public void Html_IsGoodXml_AndReadsBack(string text) {
        XElement read = XElement.Parse($"<a b=\"{HtmlText.Of(text)}\">{HtmlText.Of(text)}</a>", LoadOptions.PreserveWhitespace);
        Assert.Equal((HtmlText.Plain(text), HtmlText.Plain(text)), (read.Value, (string?)read.Attribute("b")));
    }

    [Fact]
    public void Html_Escapes() => Assert.Equal("&lt;img src=&quot;x&quot; onerror=&#39;a&#39;&gt; &amp; \\u0001",
    HtmlText.Of("<img src=\"x\" onerror='a'> & \u0001"));

    [Theory]
    [InlineData("potted plant", "potted plant")]
    [InlineData("a, \"b\"", "\"a, \"\"b\"\"\"")]
    [InlineData("a\nb", "a\\nb")]
    public void Csv_Quotes(string text, string value) => Assert.Equal(value, CsvText.Of(text));

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData(" a, \"b\"; c ")]
    public void Csv_ReadsWhatItWrote(string text) => Assert.Equal(text, CsvText.Read(CsvText.Of(text)));

    [Fact]
    public void Protobuf_Quotes() => Assert.Equal("'a\\'b\\\\\\\\nc'", ProtobufText.Quoted("a'b\\\nc"));

    [Fact]
    public void Terminal_IsNotSteered() {
        var written = new StringWriter();
        using (var writer = new TerminalWriter(written)) {
            writer.WriteLine("a\u001b]0;title\u0007b\tc");
            writer.Write('\u009b');
            writer.Write("🪑\r\n".AsSpan());
            writer.WriteLine(3);
        }
        Assert.Equal("a\\u001b]0;title\\u0007b\tc\n\\u009b🪑\\r\n3\n", written.ToString());
    }

    [Fact]
    public void ALongLineOnTheTerminal_KeepsItsBeginningAndItsEnd() {
        var written = new StringWriter();
        using (var writer = new TerminalWriter(written, longest: 10)) writer.WriteLine("short\nabcde" + new string('x', 5000) + "vwxyz");
        Assert.Equal("short\nabcde … vwxyz\n", written.ToString());
    }
}
