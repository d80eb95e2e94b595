using System.Text;
using Diorama.Assets.Catalogues;

namespace Diorama.Assets.Tests.Catalogues;

public class JavaPropertiesTests {
    private static Dictionary<string, string> Parse(string text) => JavaProperties.Parse(Encoding.Latin1.GetBytes(text));

    [Theory]
    [InlineData("name#1=Sofa", "name#1", "Sofa")]
    [InlineData("  name#1 : Sofa, 2 seats ", "name#1", "Sofa, 2 seats ")]
    [InlineData("name#1\tSofa", "name#1", "Sofa")]
    [InlineData("name=Bill 10\\u20ac", "name", "Bill 10€")]
    [InlineData("name=Hôi An 90°", "name", "Hôi An 90°")]
    [InlineData("shape=M0,0 \\\r\n   v1 h1", "shape", "M0,0 v1 h1")]
    [InlineData("path=a\\\\b\\tc\\=d", "path", "a\\b\tc=d")]
    [InlineData("a\\ key=value", "a key", "value")]
    [InlineData("empty", "empty", "")]
    public void Pair_IsReadAsJavaDoes(string text, string key, string value) {
        var pair = Assert.Single(Parse("# a comment\n! another\n\n" + text + "\n"));
        Assert.Equal((key, value), (pair.Key, pair.Value));
    }

    [Fact]
    public void LaterPair_Wins() => Assert.Equal("2", Parse("a=1\na=2")["a"]);
}
