using System.CommandLine;
using Diorama.Core;
using Diorama.Core.Isolation;

namespace Diorama.Cli.Options;

/// <summary>
/// Limits on reading untrusted files: environment variables for all commands, and options for commands that read scene files.
/// </summary>
internal static class ParserOptions {
    private const double MinSeconds = 0.001, MaxSeconds = 86_400, MinGigabytes = 0.25, MaxGigabytes = 1024;
    private static readonly ParserLimits Usual = new();

    public static readonly Option<double> Seconds = NumberOption.Of(
        "--parser-seconds", "Most time that reading the file may take; also DIORAMA_PARSER_SECONDS.", Usual.Seconds, MinSeconds,
            MaxSeconds);
    public static readonly Option<double> Gigabytes = NumberOption.Of(
        "--parser-gigabytes", "Most memory that reading the file may take; also DIORAMA_PARSER_GIGABYTES.",
            Usual.Bytes / (double)(1L << 30), MinGigabytes, MaxGigabytes);

    /// <summary>Applies the limits of the environment variables, before a command begins.</summary>
    /// <exception cref="BadInputException">A variable is not a number, or outside the allowed range.</exception>
    public static void ApplyEnvironment() => ParserProcess.Limits = new(
        Bytes(Variable("DIORAMA_PARSER_GIGABYTES", Usual.Bytes / (double)(1L << 30), MinGigabytes, MaxGigabytes)),
        Variable("DIORAMA_PARSER_SECONDS", Usual.Seconds, MinSeconds, MaxSeconds));

    /// <summary>Applies the limits that the command line states.</summary>
    public static void Apply(ParseResult parsed) {
        if (parsed.GetResult(Seconds) is { Implicit: false })
            ParserProcess.Limits = ParserProcess.Limits with { Seconds = parsed.GetValue(Seconds) };
        if (parsed.GetResult(Gigabytes) is { Implicit: false })
            ParserProcess.Limits = ParserProcess.Limits with { Bytes = Bytes(parsed.GetValue(Gigabytes)) };
    }

    private static long Bytes(double gigabytes) => (long)(gigabytes * (1L << 30));

    private static double Variable(string name, double usual, double low, double high) {
        if (Environment.GetEnvironmentVariable(name) is not { Length: > 0 } text) return usual;
        if (NumberOption.TryParse(text, out double value) && value >= low && value <= high) return value;
        throw new BadInputException(FormattableString.Invariant($"{name} is '{text}'; a number from {low} to {high} was expected."));
    }
}
