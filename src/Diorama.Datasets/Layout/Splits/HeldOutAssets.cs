using System.Globalization;
using System.IO.Enumeration;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Randomness;

namespace Diorama.Datasets.Layout.Splits;

/// <summary>
/// Assets that training must not see. Given as a share, an asset is held out by its id alone: the same ones in every dataset, whatever else
/// is in it and however it grows.
/// </summary>
public sealed class HeldOutAssets {
    private readonly double share;
    private readonly string[] patterns;

    private HeldOutAssets(double share, string[] patterns) => (this.share, this.patterns) = (share, patterns);

    /// <summary>A share of all assets, from 0 to 1.</summary>
    public static HeldOutAssets Share(double share) => share is > 0 and < 1 ? new(share, [])
        : throw new ArgumentOutOfRangeException(nameof(share), share, "a share between 0 and 1 is expected");

    /// <summary>Ids; '*' stands for anything.</summary>
    public static HeldOutAssets Named(IEnumerable<string> ids) => new(0, [.. ids]);

    /// <summary>"0.1" is a share, anything else a list of ids separated by commas.</summary>
    /// <exception cref="BadInputException">The share is not between 0 and 1, or an id names no asset of the dataset.</exception>
    public static HeldOutAssets Parse(string text, DatasetFolder folder) {
        return Parse(text, [.. folder.ReadAssets().Select(a => a.Id)], "the dataset shows");
    }

    /// <summary>The same of these ids.</summary>
    /// <param name="text">A share or ids.</param>
    /// <param name="known">Ids.</param>
    /// <param name="shows">As in "the dataset shows", for the sentence.</param>
    internal static HeldOutAssets Parse(string text, IReadOnlyCollection<string> known, string shows) {
        HeldOutAssets parsed = Parse(text);
        foreach (string id in parsed.patterns) {
            if (!known.Any(k => Matches(id, k)))
                throw new BadInputException($"--hold-out-assets: {shows} no asset '{id}'; {NearestNames.Sentence(id, known)}.");
        }
        return parsed;
    }

    /// <summary>The same without asking whether there are such assets.</summary>
    public static HeldOutAssets Parse(string text) {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)) {
            return Named(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        return share is > 0 and < 1 ? Share(share)
            : throw new BadInputException($"--hold-out-assets: '{text}': a share between 0 and 1 was expected.");
    }

    public bool Contains(string asset) =>
        patterns.Any(p => Matches(p, asset)) || (share > 0 && Keyed.Start(0).With("held-out").With(asset).Generator().NextDouble() < share);

    /// <summary>Whether one of them is among an image's objects, hidden ones included.</summary>
    internal bool IsIn(FrameRecord image) => image.Objects.Any(o => o.Asset is { } asset && Contains(asset));

    private static bool Matches(string pattern, string id) => FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false);
}
