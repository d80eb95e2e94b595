using System.Numerics;
using System.Text.Json;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// A JSON value with its path in the file (<c>meshes[2].primitives[0].indices</c>). Every accessor checks the type and throws a
/// <see cref="Core.BadInputException"/> that names the path.
/// </summary>
internal readonly struct GltfValue(GltfDocument document, JsonElement element, string path) {
    public string Path => path;
    public GltfDocument Document => document;
    public string RawText => element.GetRawText();

    private Core.BadInputException Wrong(string expected) => document.Bad(path, $"{expected} was expected, found {element.ValueKind switch {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    }}");

    public GltfValue? Find(string name) {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        return element.TryGetProperty(name, out var member) ? new(document, member, path.Length == 0 ? name : $"{path}.{name}") : null;
    }

    public GltfValue? Find(string name, string inner) => Find(name)?.Find(inner);

    public GltfValue Need(string name) => Find(name) ?? throw document.Bad(path, $"'{name}' is missing");

    /// <summary>Returns a KHR or EXT extension object, or null.</summary>
    public GltfValue? Extension(string name) => Find("extensions", name);

    /// <summary>Returns the data that Diorama stores in <c>extras.diorama</c>, or null. Extras of other programs may be any JSON.</summary>
    public GltfValue? Diorama() {
        if (Find("extras") is not { } extras || !extras.IsObject) return null;
        return extras.Find("diorama") is { IsObject: true } ours ? ours : null;
    }

    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>Returns a text, number, true or false as text; null for anything else.</summary>
    public string? Single() => element.ValueKind switch {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    public GltfValue[] Items() {
        if (element.ValueKind != JsonValueKind.Array) throw Wrong("an array");
        var items = new GltfValue[element.GetArrayLength()];
        int i = 0;
        foreach (var item in element.EnumerateArray()) {
            items[i] = new(document, item, $"{path}[{i}]");
            i++;
        }
        return items;
    }

    public IEnumerable<(string Name, GltfValue Value)> Members() {
        if (element.ValueKind != JsonValueKind.Object) throw Wrong("an object");
        foreach (var member in element.EnumerateObject()) yield return (member.Name, new(document, member.Value, $"{path}.{member.Name}"));
    }

    public string Text() => element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Wrong("a string");

    public bool Flag() => element.ValueKind switch {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    public float Number() {
        if (element.ValueKind != JsonValueKind.Number) throw Wrong("a number");
        float value = element.TryGetDouble(out double d) ? (float)d : float.NaN;
        return float.IsFinite(value) ? value : throw document.Bad(path, $"{element.GetRawText()} is too large for a number");
    }

    /// <summary>Returns a non-negative integer; glTF allows it to be written as 3.0.</summary>
    public int Count() {
        if (element.ValueKind != JsonValueKind.Number) throw Wrong("a non-negative integer");
        if (element.TryGetInt32(out int i) && i >= 0) return i;
        if (element.TryGetDouble(out double d) && d >= 0 && d <= int.MaxValue && Math.Floor(d) == d) return (int)d;
        throw Wrong("a non-negative integer below 2147483648");
    }

    public float[] Numbers(int length) {
        var items = Items();
        if (items.Length != length) throw document.Bad(path, $"{length} numbers were expected, found {items.Length}");
        return Array.ConvertAll(items, item => item.Number());
    }

    public float[] Numbers() => Array.ConvertAll(Items(), item => item.Number());

    /// <summary>Returns the numbers in double precision, after <see cref="Numbers()"/> has found them to be finite.</summary>
    public double[] Doubles() => Array.ConvertAll(Items(), item => item.Precise());

    private double Precise() => element.GetDouble();

    public Vector3 Vector3() => Numbers(3) is var v ? new(v[0], v[1], v[2]) : default;

    public Vector2 Vector2() => Numbers(2) is var v ? new(v[0], v[1]) : default;

    public int? Count(string name) => Find(name)?.Count();
    public string? Text(string name) => Find(name)?.Text();
    public float Number(string name, float fallback) => Find(name)?.Number() ?? fallback;
    public bool Flag(string name, bool fallback = false) => Find(name)?.Flag() ?? fallback;
    public Vector3 Vector3(string name, Vector3 fallback) => Find(name)?.Vector3() ?? fallback;
    public Vector2 Vector2(string name, Vector2 fallback) => Find(name)?.Vector2() ?? fallback;

    /// <summary>Returns a number in [0, 1]; values outside are clamped with a warning.</summary>
    public float Fraction(string name, float fallback) {
        float value = Number(name, fallback), clamped = Math.Clamp(value, 0, 1);
        if (value != clamped) document.Warn($"{path}.{name}", $"{value} was clamped to the range from 0 to 1");
        return clamped;
    }

    /// <summary>Returns an index into a top-level array, checked against its length; null if it is missing.</summary>
    public int? Index(string name, string table) => Find(name)?.Index(table);

    public int Index(string table) {
        int index = Count();
        document.Item(table, index, path);
        return index;
    }
}
