using System.CommandLine;
using Diorama.Core.Isolation;

namespace Diorama.Cli;

/// <summary>What reading a file of strangers may take, for the commands that read some.</summary>
internal static class ParserOptions {
    public static readonly Option<double> Seconds = NumberOption.Of("--parser-seconds", "Most time that reading the file may take.", new ParserLimits().Seconds, 0.001, 86_400);
    public static readonly Option<double> Gigabytes = NumberOption.Of("--parser-gigabytes", "Most memory that reading the file may take.", new ParserLimits().Bytes / (double)(1L << 30), 0.25, 1024);

    public static void Apply(ParseResult parsed) =>
        ParserProcess.Limits = new((long)(parsed.GetValue(Gigabytes) * (1L << 30)), parsed.GetValue(Seconds));
}
