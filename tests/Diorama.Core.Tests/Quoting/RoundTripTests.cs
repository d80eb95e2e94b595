using System.Text;
using CsCheck;
using Diorama.Core.Names;
using Diorama.Core.Quoting;
using YamlDotNet.RepresentationModel;

namespace Diorama.Core.Tests.Quoting;

/// <summary>Any text at all, written by us, is read as the same by those who read the language.</summary>
public class RoundTripTests {
    /// <summary>Runes of all planes; half of the texts are of the characters that languages give a meaning.</summary>
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Select(code => new Rune(code).ToString()).Array[0, 20].Select(string.Concat),
        Gen.Char["\"'\\,;:#-{}[]&*!|>%@`<=?\n\r\t  0aTy~.é\u2028\u202E"].Array[0, 12].Select(a => new string(a)));

    [Fact]
    public void Yaml() => Texts.Sample(text => {
        var stream = new YamlStream();
        stream.Load(new StringReader($"key: {YamlText.Of(text)}\nafter: 1\n"));
        var map = (YamlMappingNode)stream.Documents.Single().RootNode;
        Assert.Equal(2, map.Children.Count);
        Assert.Equal(text, ((YamlScalarNode)map.Children[new YamlScalarNode("key")]).Value);
    }, iter: 2000);

    [Fact]
    public void Csv() => Texts.Sample(text => {
        string value = CsvText.Of(text);
        Assert.DoesNotContain('\n', value);
        Assert.Equal(DisplayName.Visible(text), CsvText.Read(value));
    }, iter: 2000);
}
