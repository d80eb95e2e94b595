using Diorama.Worlds;
namespace Diorama.Datasets.Runs.Plans;

/// <summary>Describes the difference that prevents a run from being continued.</summary>
internal static class PlanDifference {
    /// <summary>
    /// Returns the first difference, as the continuation of "already holds a dataset"; null if both plans make the same frames.
    /// </summary>
    public static string? Between(RunPlan found, RunPlan wanted) {
        if (Major(found.Engine) != Major(wanted.Engine))
            return $"made by version {found.Engine} of the program, and this is {wanted.Engine}";
        if (found.Instructions != wanted.Instructions) {
            string planned = found.Instructions is { } limit ? $"for the instructions {limit}" : "without a limit on instructions";
            return $"planned {planned}, not {wanted.Instructions ?? "without a limit"}";
        }
        if (found.Recipe != wanted.Recipe) return $"of the recipe '{found.Recipe}'";
        if (found.Seed != wanted.Seed) return $"with seed {found.Seed}";
        if (found.Identity != wanted.Identity) return Lines(found.RecipeText, wanted.RecipeText)
            ?? "with other settings of the same recipe";
        if (!found.Classes.SequenceEqual(wanted.Classes)) return "with other classes";
        if (found.ScenesPerPart != wanted.ScenesPerPart) {
            return $"in parts of {found.ScenesPerPart * found.FramesPerScene} frames, not {wanted.ScenesPerPart * wanted.FramesPerScene}";
        }
        if (found.Splits.ToString() != wanted.Splits.ToString())
            return $"with the splits {found.Splits}, not {wanted.Splits} ('diorama export --splits' makes others of the same frames)";
        foreach (var (id, sha256) in wanted.Assets.OrderBy(a => a.Key, StringComparer.Ordinal)) {
            if (!found.Assets.TryGetValue(id, out string? before)) return $"planned without {Named(id)}, which the recipe may use now";
            if (before != sha256) return id.StartsWith(UsableAssets.FilePrefix, StringComparison.Ordinal)
                ? $"planned with other contents of {Named(id)}" : $"planned with other files of {Named(id)}";
        }
        string? gone = found.Assets.Keys.Where(id => !wanted.Assets.ContainsKey(id)).Order(StringComparer.Ordinal).FirstOrDefault();
        return gone is null ? null : $"planned with {Named(gone)}, which is not there now";
    }

    private static string Named(string id) => id.StartsWith(UsableAssets.FilePrefix, StringComparison.Ordinal)
        ? $"the file '{id[UsableAssets.FilePrefix.Length..]}'" : $"the asset '{id}'";

    private static string Major(string version) => version.Split('.')[0];

    /// <summary>Finds the first key in which two recipes differ, with both values.</summary>
    private static string? Lines(string found, string wanted) {
        string[] a = found.Split('\n'), b = wanted.Split('\n');
        var path = new List<(int Indentation, string Key)>();
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++) {
            string line = a[i].Replace("- ", "  ", StringComparison.Ordinal);
            int indentation = line.Length - line.TrimStart().Length, colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0) continue;
            string key = line[indentation..colon];
            path.RemoveAll(p => p.Indentation >= indentation);
            path.Add((indentation, key));
            // None of these keys changes a frame.
            if (a[i] == b[i] || key == "formats" || path[0].Key == "splits" || indentation == 0 && key == "frames") continue;
            bool sameKey = b[i].Contains(key + ":", StringComparison.Ordinal);
            string name = string.Join('.', path.Select(p => p.Key));
            return sameKey ? $"whose {name} is {Value(a[i])}, not {Value(b[i])}" : $"of another recipe, from {name} on";
        }
        return null;
    }

    private static string Value(string line) => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
}
