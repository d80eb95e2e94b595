using System.Text.Json;
using Diorama.Core.Files;

namespace Diorama.Core.Json;

/// <summary>
/// Reads JSON written by Diorama into the types that it was written from. What does not fit becomes an error message of one sentence that
/// names the file and the place.
/// </summary>
public static class JsonRecord {
    private const int MaxMessageCharacters = 200;

    /// <summary>Reads a file that holds one record.</summary>
    /// <exception cref="BadInputException">The file does not exist, cannot be read, or holds something else.</exception>
    public static T Read<T>(string path, JsonSerializerOptions options) where T : class =>
        ReadIfThere<T>(path, options) ?? throw new BadInputException($"{path} does not exist.");

    /// <summary>Reads a file that holds one record; null if the file does not exist.</summary>
    public static T? ReadIfThere<T>(string path, JsonSerializerOptions options) where T : class {
        byte[] json;
        try {
            json = WholeFile.Read(path);
        } catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) {
            return null;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException(
                $"{path} cannot be read: {(Directory.Exists(path) ? "it is a folder; a file was expected" : e.Message.TrimEnd('.'))}.", e);
        }
        return Parse<T>(json, options, path);
    }

    /// <summary>Parses one record.</summary>
    /// <param name="json">Record as UTF-8 JSON.</param>
    /// <param name="options">Serializer options that the record was written with.</param>
    /// <param name="where">File and line, for messages.</param>
    /// <exception cref="BadInputException">The bytes are not such a record.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, JsonSerializerOptions options, string where) where T : class {
        try {
            return JsonSerializer.Deserialize<T>(json, options) ?? throw new JsonException("null stands where a record was expected");
        } catch (JsonException e) {
            throw new BadInputException($"{where} is damaged: {Reason(e)}.", e);
        }
    }

    /// <summary>Returns the line at which a text stops being JSON: "line 3"; empty if it is not known.</summary>
    public static string Place(JsonException e) {
        ArgumentNullException.ThrowIfNull(e);
        return e.LineNumber is { } line ? $"line {line + 1}" : "";
    }

    /// <summary>Returns what is wrong, worded as the end of a sentence: the place and what was expected there.</summary>
    public static string Reason(JsonException e) {
        ArgumentNullException.ThrowIfNull(e);
        string message = e.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0].Split('\n')[0].TrimEnd('.', ' ');
        const string missing = "missing required properties including: ", converted = "could not be converted to";
        if (message.IndexOf(missing, StringComparison.Ordinal) is >= 0 and var at)
            message = $"missing are {message[(at + missing.Length)..]}";
        else if (message.Contains(converted, StringComparison.Ordinal)) message = "a value of another kind or size was expected";
        else if (message.Contains("isFinalBlock", StringComparison.Ordinal)) message = "the text ends too early";
        else if (message.Contains("doesn't allow", StringComparison.Ordinal)) message = "null stands where a value was expected";
        // Some messages quote a whole value.
        if (message.Length > MaxMessageCharacters) message = message[..MaxMessageCharacters] + "…";
        string place = e.Path is { Length: > 1 } path ? $"at {path}: "
            : e.Path is null && e.LineNumber is { } line ? $"in line {line + 1}: " : "";
        return place + message;
    }
}
