using System.Text.Json;
using Diorama.Core.Names;

namespace Diorama.Datasets.Layout;

/// <summary>
/// What records ask of the names in them while they are read: a file that someone has changed must not lead to files elsewhere. Each throws
/// a <see cref="JsonException"/>, as damaged JSON does, so that whoever reads the file names it and the line.
/// </summary>
internal static class RecordNames {
    /// <summary>A name that becomes part of files' names.</summary>
    public static void File(string where, string? name) => Check(where, name, FileName.Problem);

    /// <summary>The same, or an empty one.</summary>
    public static void FileOrEmpty(string where, string? name) {
        if (name is not "") File(where, name);
    }

    /// <summary>Names of this kind.</summary>
    public static void Files(string where, IEnumerable<string?>? names) {
        foreach (string? name in names ?? []) File(where, name);
    }

    /// <summary>A name for people.</summary>
    public static void Text(string where, string? text) => Check(where, text, t => DisplayName.Problem(t));

    /// <summary>Paths of files in the folder of the record, or below.</summary>
    public static void Paths(string where, IEnumerable<string?>? paths) {
        foreach (string? path in paths ?? []) Check(where, path, PathBelow.Problem);
    }

    private static void Check(string where, string? text, Func<string, string?> problemOf) {
        if (text is null) throw new JsonException($"{where}: null stands where a text was expected");
        if (problemOf(text) is { } problem) throw new JsonException($"{where}: {problem}");
    }
}
