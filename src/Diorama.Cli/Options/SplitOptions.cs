using System.CommandLine;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout.Splits;

namespace Diorama.Cli.Options;

/// <summary>Options for a dataset's splits and formats.</summary>
internal static class SplitOptions {
    /// <summary>Value that means no splits or no formats.</summary>
    public const string None = "none";

    /// <param name="usual">Description of the default, for the help text.</param>
    public static Option<string?> Shares(string usual) => new Option<string?>("--splits") {
        Description = $"Shares of the scenes, as train=0.8,val=0.1,test=0.1; or '{None}' for all together; {usual}.",
    }.ReadBy(text => {
        if (text != None) SplitShares.Parse(text);
    });

    /// <param name="usual">Description of the default, for the help text.</param>
    public static Option<string?> HeldOutAssets(string usual) => new Option<string?>("--hold-out-assets") {
        Description = $"Scenes that show one of these assets become the split '{SplitAssignment.HeldOutName}': a share, or ids separated "
            + $"by commas with * for anything; or '{None}'; {usual}.",
    }.ReadBy(text => {
        if (text != None) Datasets.Layout.Splits.HeldOutAssets.Parse(text);
    });

    /// <exception cref="Diorama.Core.BadInputException">One of the names is not a dataset format.</exception>
    public static void CheckFormats(string text) {
        if (text != None) DatasetFormats.Check(TextOption.Split(text));
    }
}
