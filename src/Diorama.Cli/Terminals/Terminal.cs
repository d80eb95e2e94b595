using System.Text;
using Diorama.Core.Quoting;
using Spectre.Console;

namespace Diorama.Cli.Terminals;

/// <summary>
/// Standard output and standard error. What is written to them as text passes <see cref="TerminalText"/>, since names in it come from
/// files; tables and progress go to the terminal itself, with what they are made of quoted by those who fill them.
/// </summary>
internal static class Terminal {
    private const int LongestLine = 1200;

    private static readonly TextWriter output = Console.Out, errors = Console.Error;

    /// <summary>From here on nothing that <see cref="Console"/> writes steers the terminal.</summary>
    public static void Guard() {
        Console.SetOut(new TerminalWriter(output));
        Console.SetError(new TerminalWriter(errors, LongestLine));
    }

    /// <summary>For tables on standard output; plain text where nobody looks at a terminal.</summary>
    public static IAnsiConsole Output => On(output, Console.IsOutputRedirected);

    /// <summary>For progress on standard error; plain text where nobody looks at a terminal.</summary>
    public static IAnsiConsole Errors => On(errors, Console.IsErrorRedirected);

    /// <summary>Foreign text for a cell or a line of such a console.</summary>
    public static string Cell(string text) => Markup.Escape(TerminalText.Of(text));

    private static IAnsiConsole On(TextWriter writer, bool redirected) => AnsiConsole.Create(new AnsiConsoleSettings {
        Out = new Device(new(writer), !redirected), Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
        ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
    });

    /// <summary>A writer that is no longer the console's own, and still a terminal.</summary>
    private sealed class Device(AnsiConsoleOutput inner, bool isTerminal) : IAnsiConsoleOutput {
        public TextWriter Writer => inner.Writer;
        public bool IsTerminal => isTerminal;
        public int Width => inner.Width;
        public int Height => inner.Height;

        public void SetEncoding(Encoding encoding) { }
    }
}
