using Diorama.Core;

namespace Diorama.Datasets.Formats;

/// <summary>
/// Recognizes exceptions that come of damaged files whose parts do not fit one another: lists of other lengths than sizes say, invalid or
/// too large numbers, folders where files were expected. Readers and checks report the damage that they know of in their own words; this
/// class is for the rest.
/// </summary>
internal static class Misfit {
    /// <summary>Whether an exception may be caused by a damaged file rather than by an error of the program.</summary>
    public static bool Is(Exception e) =>
        e is FormatException or OverflowException or ArgumentException or IndexOutOfRangeException or InvalidOperationException
        or KeyNotFoundException or InvalidDataException
        or IOException or UnauthorizedAccessException or BadInputException;

    /// <summary>Cause of the exception, as the end of a sentence.</summary>
    public static string Reason(Exception e) =>
        e is FormatException or InvalidDataException or IOException or UnauthorizedAccessException or BadInputException
        ? e.Message.Split('\n')[0].TrimEnd('.') : "numbers, sizes or lists that do not fit one another";
}
