using System.Globalization;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Worlds.Cameras.PoseFiles;

/// <summary>Lines of a text file with words between blanks; lines that begin with # are comments.</summary>
internal static class PoseLines {
    public static IEnumerable<PoseLine> Read(string path) {
        using StreamReader reader = Open(path);
        for (int number = 1; reader.ReadLine() is { } line; number++) {
            if (line.StartsWith('#')) continue;
            yield return new(path, number, line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private static StreamReader Open(string path) {
        try {
            return new(RegularFile.Open(path));
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileException.Reading(path, e)}", e);
        }
    }
}

/// <summary>A line of a text file as words.</summary>
internal readonly record struct PoseLine(string File, int Number, string[] Words) {
    /// <summary>Returns a word as a finite number.</summary>
    public double Value(int word) => word < Words.Length
        && double.TryParse(Words[word], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
        ? value
        : throw Bad(word < Words.Length ? $"'{Words[word]}' is no number"
            : $"{Words.Length} words stand here; a number was expected as word {word + 1}");

    /// <summary>Returns a word as a whole number from 1 on.</summary>
    public int Side(int word) => Value(word) is >= 1 and <= int.MaxValue and var value && value == Math.Floor(value) ? (int)value
        : throw Bad($"'{Words[word]}' is no number of pixels");

    public BadInputException Bad(string sentence) => new($"{File}:{Number}: {sentence}.");
}
