using System.Text;
using Diorama.Core.Quoting;
using Spectre.Console;

namespace Diorama.Cli.Terminals;

/// <summary>
/// Standard output and standard error. Text that is written to them is filtered by <see cref="TerminalText"/>, as it contains names from
/// files; tables and progress go to the terminal directly, and their cells are escaped by the code that fills them.
/// </summary>
internal static class Terminal {
    private const int MaxLineCharacters = 1200;

    private static readonly TextWriter output = Console.Out, errors = Console.Error;

    /// <summary>Installs the filter: from now on, nothing that <see cref="Console"/> writes can control the terminal.</summary>
    public static void Guard() {
        Console.SetOut(new TerminalWriter(output));
        Console.SetError(new TerminalWriter(errors, MaxLineCharacters));
    }

    /// <summary>Console for tables on standard output; plain text if the output is not a terminal.</summary>
    public static IAnsiConsole Output => On(output, Console.IsOutputRedirected);

    /// <summary>Console for progress on standard error; plain text if the output is not a terminal.</summary>
    public static IAnsiConsole Errors => On(errors, Console.IsErrorRedirected);

    /// <summary>Escapes text from files for a cell or a line of such a console.</summary>
    public static string Cell(string text) => Markup.Escape(TerminalText.Of(text));

    private static IAnsiConsole On(TextWriter writer, bool redirected) => AnsiConsole.Create(new AnsiConsoleSettings {
        Out = new Device(new(writer), !redirected), Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    /// <summary>An output that wraps another writer than the console's own but still counts as a terminal.</summary>
    private sealed class Device(AnsiConsoleOutput inner, bool isTerminal) : IAnsiConsoleOutput {
        public TextWriter Writer => inner.Writer;
        public bool IsTerminal => isTerminal;
        public int Width => inner.Width;
        public int Height => inner.Height;

        public void SetEncoding(Encoding encoding) { }
    }
}
