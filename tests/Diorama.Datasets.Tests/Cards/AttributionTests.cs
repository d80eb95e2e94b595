using Diorama.Datasets.Cards;

namespace Diorama.Datasets.Tests.Cards;

public sealed class AttributionTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ForeignText_IsShownAsItIs() {
        string path = folder["ATTRIBUTION.md"];
        Attribution.Write(path,
            [new("own-chair-1", "<img src=x onerror=alert(1)> | a\n# b", "chair", "own", "My [licence](javascript:alert(1))",
                "Ada\u001b[31m & <b>Bob</b>, http://evil.example")]);
        string text = File.ReadAllText(path);
        Assert.Contains("| own-chair-1 | \\<img src=x onerror=alert(1)\\> \\| a # b | chair | Ada\\\\u001b\\[31m \\& \\<b\\>Bob\\</b\\>, "
            + "http\\://evil.example |\n", text, StringComparison.Ordinal);
        Assert.Contains("\n## My \\[licence\\](javascript:alert(1)): own\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain("<img", text.Replace("\\<", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
