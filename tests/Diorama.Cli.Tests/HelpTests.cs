namespace Diorama.Cli.Tests;

/// <summary>Help: one screen for the program, and examples for every command.</summary>
public sealed class HelpTests : IDisposable {
    private const int MaxLines = 40, MaxColumns = 100;

    private readonly DioramaProgram program = new();

    public void Dispose() => program.Dispose();

    [Fact]
    public void HelpOfTheProgram_FitsOnOneScreen_AndNamesEveryCommand() {
        string[] lines = Help();
        Assert.InRange(lines.Length, 10, MaxLines);
        Assert.All(lines, l => Assert.True(l.Length <= MaxColumns, l));
        string[] commands = [.. Commands(lines)];
        Assert.Equal(["assets", "bench", "cache", "detect", "export", "gallery", "generate", "merge", "model", "noise", "plan", "preview",
            "recipe", "render", "status", "verify", "view"], commands.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryCommand_HasExamplesInItsOwnHelp() {
        int shown = 0;
        foreach (string command in Commands(Help())) Check(command);
        Assert.InRange(shown, 25, 100);

        void Check(params string[] path) {
            string[] lines = Help(path);
            string[] below = lines.Contains("Commands") ? [.. Commands(lines)] : [];
            foreach (string name in below) Check([.. path, name]);
            if (below.Length > 0) {
                Assert.All(lines, l => Assert.True(l.Length <= MaxColumns, l));
                return;
            }
            shown++;
            int at = Array.FindIndex(lines, l => l.Trim() == "Examples:");
            Assert.True(at > 0, $"{string.Join(' ', path)} has no examples");
            Assert.Contains($"diorama {string.Join(' ', path)}", lines[at + 1]);
        }
    }

    private string[] Help(params string[] command) {
        DioramaProgram.Result result = program.Run([.. command, "--help"]);
        Assert.Equal((0, ""), (result.Code, result.Errors));
        return result.Output.TrimEnd('\n').Split('\n');
    }

    /// <summary>The lines below a heading: two spaces, a name, a sentence.</summary>
    private static IEnumerable<string> Commands(string[] lines) => lines.SkipWhile(l => !l.StartsWith("Usage:", StringComparison.Ordinal))
        .Where(l => l.StartsWith("  ", StringComparison.Ordinal) && l.Length > 2 && char.IsAsciiLetterLower(l[2]))
        .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);
}
