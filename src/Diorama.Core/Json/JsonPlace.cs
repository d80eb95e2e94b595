using System.Globalization;
using System.Text.Json;
using Diorama.Core.Files;

namespace Diorama.Core.Json;

/// <summary>
/// A value in a JSON file written by another program, with its path in the file (<c>annotations[3].bbox</c>). Every accessor checks kind
/// and range, and throws a <see cref="BadInputException"/> that names the file, the path, what was expected and what was found.
/// </summary>
public readonly struct JsonPlace {
    // Extension data of other programs may be nested deeper than the reader's default of 64.
    private static readonly JsonDocumentOptions deep = new() { MaxDepth = 1000 };
    private const int MaxShownCharacters = 60;

    private readonly string file, parent;
    private readonly string? key;
    private readonly int index;

    private JsonPlace(JsonElement element, string file, string parent, string? key, int index) =>
        (Element, this.file, this.parent, this.key, this.index) = (element, file, parent, key, index);

    public JsonElement Element { get; }

    /// <summary>Reads a file and returns its root value.</summary>
    /// <exception cref="BadInputException">The file cannot be read, or is not JSON.</exception>
    public static JsonPlace Read(string path) {
        byte[] json;
        try {
            json = WholeFile.Read(path);
        } catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) {
            throw new BadInputException($"{path} does not exist.", e);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException(
                $"{path} cannot be read: {(Directory.Exists(path) ? "it is a folder; a file was expected" : e.Message.TrimEnd('.'))}.", e);
        }
        return Parse(json, path);
    }

    /// <summary>Parses a text and returns its root value.</summary>
    /// <param name="json">JSON in UTF-8; may begin with a byte order mark.</param>
    /// <param name="file">Name of the file for messages.</param>
    /// <exception cref="BadInputException">The text is not JSON.</exception>
    public static JsonPlace Parse(byte[] json, string file) {
        ArgumentNullException.ThrowIfNull(json);
        int mark = json.AsSpan().StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? 3 : 0;
        try {
            return new(JsonDocument.Parse(json.AsMemory(mark), deep).RootElement, file, "", null, -1);
        } catch (JsonException e) {
            throw new BadInputException($"{file} is no JSON: {JsonRecord.Reason(e)}.", e);
        }
    }

    /// <summary>Path from the root; empty for the root itself.</summary>
    public string Path => key is not null ? parent.Length == 0 ? key : $"{parent}.{key}" : index >= 0 ? $"{parent}[{index}]" : parent;

    public bool IsObject => Element.ValueKind == JsonValueKind.Object;
    public bool IsArray => Element.ValueKind == JsonValueKind.Array;
    public bool IsText => Element.ValueKind == JsonValueKind.String;

    /// <summary>Creates the exception for an error at this place in the file.</summary>
    /// <param name="sentence">Message without its full stop.</param>
    public BadInputException Bad(string sentence) => new($"{file}: {(Path.Length == 0 ? "" : Path + ": ")}{sentence}.");

    private BadInputException Wrong(string expected) => Bad($"{expected} was expected, found {Found()}");

    private string Found() => Element.ValueKind switch {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => $"a list of {Element.GetArrayLength()}",
        JsonValueKind.String => "a text",
        JsonValueKind.Number when Element.GetRawText() is var number =>
            number.Length <= MaxShownCharacters ? number : number[..MaxShownCharacters] + "…",
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    /// <summary>Returns a member of the object; null if it is missing or has the value null.</summary>
    public JsonPlace? Find(string name) {
        if (!IsObject) throw Wrong("an object");
        return Element.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? new(member, file, Path, name, -1) : null;
    }

    public JsonPlace Need(string name) => Find(name) ?? throw Bad($"'{name}' is missing");

    /// <summary>Returns all members of the object in the order of the file.</summary>
    public IEnumerable<(string Name, JsonPlace Value)> Members() {
        if (!IsObject) throw Wrong("an object");
        (string name, string path) = (file, Path);
        return Element.EnumerateObject().Select(m => (m.Name, new JsonPlace(m.Value, name, path, m.Name, -1)));
    }

    public IReadOnlyList<JsonPlace> Items() {
        if (!IsArray) throw Wrong("a list");
        var items = new JsonPlace[Element.GetArrayLength()];
        string path = Path;
        int i = 0;
        foreach (JsonElement item in Element.EnumerateArray()) {
            items[i] = new(item, file, path, null, i);
            i++;
        }
        return items;
    }

    public string Text() {
        if (!IsText) throw Wrong("a text");
        try {
            return Element.GetString()!;
        } catch (InvalidOperationException e) {
            throw new BadInputException(Bad("a text was expected, found half of a character").Message, e);
        }
    }

    public string Text(string name) => Need(name).Text();

    /// <summary>Returns the value as a finite number.</summary>
    public double Number() => Element.ValueKind == JsonValueKind.Number && Element.TryGetDouble(out double value) && double.IsFinite(value)
        ? value : throw Wrong("a finite number");

    public double Number(string name) => Need(name).Number();

    /// <summary>Returns the value as an integer, which may be written as 3.0.</summary>
    public long Whole(long least = long.MinValue, long most = long.MaxValue) {
        if (Element.ValueKind == JsonValueKind.Number) {
            if (Element.TryGetInt64(out long value) && value >= least && value <= most) return value;
            if (Element.TryGetDouble(out double real) && Math.Floor(real) == real && Math.Abs(real) <= 1L << 53 && real >= least
                && real <= most) return (long)real;
        }
        throw Wrong((least, most) switch {
            (long.MinValue, long.MaxValue) => "a whole number",
            (_, long.MaxValue) => string.Create(CultureInfo.InvariantCulture, $"a whole number from {least}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"),
        });
    }

    public long Whole(string name, long least = long.MinValue, long most = long.MaxValue) => Need(name).Whole(least, most);

    public bool Flag() => Element.ValueKind switch {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Whole(0, 1) != 0,
    };

    /// <summary>Returns the value as a list of finite numbers.</summary>
    /// <param name="count">Expected number of items; null allows any.</param>
    public double[] Numbers(int? count = null) {
        if (!IsArray) throw Wrong(count is null ? "a list of numbers" : $"a list of {count} numbers");
        if (count is { } n && Element.GetArrayLength() != n) throw Wrong($"a list of {n} numbers");
        var values = new double[Element.GetArrayLength()];
        int i = 0;
        foreach (JsonElement item in Element.EnumerateArray()) {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetDouble(out values[i]) || !double.IsFinite(values[i]))
                throw Items()[i].Wrong("a finite number");
            i++;
        }
        return values;
    }

    public double[] Numbers(string name, int? count = null) => Need(name).Numbers(count);
}
