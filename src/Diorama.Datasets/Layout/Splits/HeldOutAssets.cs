using System.Globalization;
using System.IO.Enumeration;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Randomness;

namespace Diorama.Datasets.Layout.Splits;

/// <summary>
/// Assets that are held out from training. If they are given as a share, whether an asset is held out depends on its id alone: the same
/// assets in every dataset, whatever else it contains and however it grows.
/// </summary>
public sealed class HeldOutAssets {
    private readonly double share;
    private readonly string[] patterns;

    private HeldOutAssets(double share, string[] patterns) => (this.share, this.patterns) = (share, patterns);

    /// <summary>Holds out a share of all assets; above 0 and below 1.</summary>
    public static HeldOutAssets Share(double share) => share is > 0 and < 1 ? new(share, [])
        : throw new ArgumentOutOfRangeException(nameof(share), share, "a share between 0 and 1 is expected");

    /// <summary>Holds out assets by id; '*' in an id matches any characters.</summary>
    public static HeldOutAssets Named(IEnumerable<string> ids) => new(0, [.. ids]);

    /// <summary>Parses "0.1" as a share, anything else as a list of ids separated by commas.</summary>
    /// <exception cref="BadInputException">The share is not between 0 and 1, or an id names no asset of the dataset.</exception>
    public static HeldOutAssets Parse(string text, DatasetFolder folder) {
        return Parse(text, [.. folder.ReadAssets().Select(a => a.Id)], "the dataset shows");
    }

    /// <summary>Parses a share or ids, and checks that the ids match known assets.</summary>
    /// <param name="text">Share, or ids separated by commas.</param>
    /// <param name="known">Ids of the known assets.</param>
    /// <param name="shows">Beginning of the error message, such as "the dataset shows".</param>
    internal static HeldOutAssets Parse(string text, IReadOnlyCollection<string> known, string shows) {
        HeldOutAssets parsed = Parse(text);
        foreach (string id in parsed.patterns) {
            if (!known.Any(k => Matches(id, k)))
                throw new BadInputException($"--hold-out-assets: {shows} no asset '{id}'; {NearestNames.Sentence(id, known)}.");
        }
        return parsed;
    }

    /// <summary>Parses a share or ids without checking that such assets exist.</summary>
    public static HeldOutAssets Parse(string text) {
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double share)) {
            return Named(text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }
        return share is > 0 and < 1 ? Share(share)
            : throw new BadInputException($"--hold-out-assets: '{text}': a share between 0 and 1 was expected.");
    }

    public bool Contains(string asset) =>
        patterns.Any(p => Matches(p, asset)) || (share > 0 && Keyed.Start(0).With("held-out").With(asset).Generator().NextDouble() < share);

    /// <summary>Whether one of the held-out assets is among an image's objects, hidden ones included.</summary>
    internal bool IsIn(FrameRecord image) => image.Objects.Any(o => o.Asset is { } asset && Contains(asset));

    private static bool Matches(string pattern, string id) => FileSystemName.MatchesSimpleExpression(pattern, id, ignoreCase: false);
}
