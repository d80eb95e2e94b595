using System.Text.Json;
using Diorama.Core.Names;

namespace Diorama.Datasets.Layout;

/// <summary>
/// Validates the names in records while they are read: a file that someone has modified must not lead to files elsewhere. Each method
/// throws a <see cref="JsonException"/>, as damaged JSON does, so that the reader of the file reports its name and the line.
/// </summary>
internal static class RecordNames {
    /// <summary>Checks a name that becomes part of file names.</summary>
    public static void File(string where, string? name) => Check(where, name, FileName.Problem);

    /// <summary>Checks a name that becomes part of file names; it may be empty.</summary>
    public static void FileOrEmpty(string where, string? name) {
        if (name is not "") File(where, name);
    }

    /// <summary>Checks names that become part of file names.</summary>
    public static void Files(string where, IEnumerable<string?>? names) {
        foreach (string? name in names ?? []) File(where, name);
    }

    /// <summary>Checks a name that is only displayed.</summary>
    public static void Text(string where, string? text) => Check(where, text, t => DisplayName.Problem(t));

    /// <summary>Checks paths of files in the folder of the record, or below it.</summary>
    public static void Paths(string where, IEnumerable<string?>? paths) {
        foreach (string? path in paths ?? []) Check(where, path, PathBelow.Problem);
    }

    private static void Check(string where, string? text, Func<string, string?> problemOf) {
        if (text is null) throw new JsonException($"{where}: null stands where a text was expected");
        if (problemOf(text) is { } problem) throw new JsonException($"{where}: {problem}");
    }
}
