using Diorama.Core;

namespace Diorama.Datasets.Formats;

/// <summary>
/// How code meets damaged files whose parts do not fit one another: lists of other lengths than sizes say, numbers that are none or too
/// large, folders where files were expected. Readers and checks name what they know of in their own words; this is for what is left.
/// </summary>
internal static class Misfit {
    /// <summary>Whether an exception may come of a damaged file rather than of the program.</summary>
    public static bool Is(Exception e) =>
        e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException or InvalidOperationException
        or KeyNotFoundException or InvalidDataException
        or IOException or UnauthorizedAccessException or BadInputException;

    /// <summary>What is wrong, as a sentence's end.</summary>
    public static string Reason(Exception e) =>
        e is FormatException or InvalidDataException or IOException or UnauthorizedAccessException or BadInputException
        ? e.Message.Split('\n')[0].TrimEnd('.') : "numbers, sizes or lists that do not fit one another";
}
