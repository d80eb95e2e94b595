using System.CommandLine;
using System.Globalization;
using Diorama.Core.Isolation;

namespace Diorama.Cli;

/// <summary>What reading a file of strangers may take, for the commands that read some.</summary>
internal static class ParserOptions {
    private const double LeastGigabytes = 0.25;

    public static readonly Option<double> Seconds = AboveZero("--parser-seconds", "Most time that reading the file may take.", new ParserLimits().Seconds, 0, 86_400);
    public static readonly Option<double> Gigabytes = AboveZero("--parser-gigabytes", "Most memory that reading the file may take.", new ParserLimits().Bytes >> 30, LeastGigabytes, 1024);

    public static void Apply(ParseResult parsed) =>
        ParserProcess.Limits = new((long)(parsed.GetValue(Gigabytes) * (1L << 30)), parsed.GetValue(Seconds));

    private static Option<double> AboveZero(string name, string description, double value, double least, double most) {
        var option = new Option<double>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result => {
            foreach (var token in result.Tokens) {
                bool fits = double.TryParse(token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double given) && given > 0 && given >= least && given <= most;
                if (!fits) result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} {token.Value}: expected a number from {least} to {most}."));
            }
        });
        return option;
    }
}
