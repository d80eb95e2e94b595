using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Core.Names;
using Diorama.Rendering.SceneFiles.Gltf.Compression;

namespace Diorama.Rendering.SceneFiles.Gltf;

/// <summary>
/// An opened .gltf or .glb file: its JSON, and its buffers and buffer views on demand (glTF 2.0 sections 3.6.1 and 4). glTF is read from
/// its JSON because Assimp's importer drops second UV sets, morph target names, KHR materials, texture transforms, light units and extras,
/// all of which a <see cref="Scenes.Scene"/> keeps.
/// </summary>
internal sealed class GltfDocument {
    /// <summary>Largest depth of nested objects and arrays.</summary>
    private const int MaxDepth = 512;
    private const uint GlbMagic = 0x46546C67, JsonChunk = 0x4E4F534A, BinaryChunk = 0x004E4942;

    /// <summary>Decoded bytes of compressed buffer views, by index.</summary>
    public Dictionary<int, ReadOnlyMemory<byte>> DecodedViews { get; } = [];
    /// <summary>Decoded values of compressed accessors, by index.</summary>
    public Dictionary<int, DecodedAccessor> DecodedAccessors { get; } = [];

    private readonly Dictionary<string, GltfValue[]> tables = [];
    private readonly Dictionary<int, ReadOnlyMemory<byte>> buffers = [];
    private readonly string folder;
    private readonly string? within;
    private readonly JsonElement json;
    private ReadOnlyMemory<byte>? binary;

    /// <summary>Path as it was given, for messages.</summary>
    public string FileName { get; }
    public string FullPath { get; }
    public Warnings Warnings { get; }
    public GltfValue Root => new(this, json, "");

    private GltfDocument(string path, Warnings warnings, string? within) {
        this.within = within;
        FullPath = Path.GetFullPath(path);
        FileName = path;
        folder = Path.GetDirectoryName(FullPath) ?? ".";
        Warnings = warnings;
        json = Parse(JsonPart(Load(FullPath, path, "")));
        if (json.ValueKind != JsonValueKind.Object) throw Bad("", "not a glTF scene, its JSON is not an object");
        if (Root.Find("asset") is not { } asset) throw Bad("", "not a glTF scene, its JSON has no 'asset'");
        string version = asset.Need("version").Text();
        if (!version.StartsWith("2.", StringComparison.Ordinal)) throw Bad("asset.version", $"glTF 2.0 was expected, found '{version}'");
        // Section 3.2: a client that does not support this version must not load the file.
        if (asset.Find("minVersion")?.Text() is { } least && least != "2.0")
            throw Bad("asset.minVersion", $"at most glTF 2.0 can be read, found '{least}'");
    }

    /// <param name="path">Path of the file.</param>
    /// <param name="warnings">Receives messages about what is left out.</param>
    /// <param name="within">Folder in and below which other files may be read; null allows any.</param>
    public static GltfDocument Open(string path, Warnings warnings, string? within = null) => new(path, warnings, within);

    /// <summary>
    /// Returns the exception for an error in the element at JSON path <paramref name="where"/> (empty: the file as a whole).
    /// </summary>
    public BadInputException Bad(string where, string what) =>
        new(where.Length == 0 ? $"{FileName}: {what}" : $"{FileName}: {where}: {what}");

    public void Warn(string where, string what) => Warnings.Add($"{FileName}: {where}: {what}");

    /// <summary>Returns a top-level array such as <c>nodes</c>; empty if the file has none.</summary>
    public GltfValue[] Table(string name) {
        if (!tables.TryGetValue(name, out var table)) tables[name] = table = Root.Find(name)?.Items() ?? [];
        return table;
    }

    /// <summary>Returns element <paramref name="index"/> of a top-level array, which is referred to at <paramref name="where"/>.</summary>
    public GltfValue Item(string name, int index, string where) {
        var table = Table(name);
        if ((uint)index < (uint)table.Length) return table[index];
        throw Bad(where, $"{name}[{index}] does not exist, the file has {table.Length} {name}");
    }

    /// <summary>Returns the bytes of a buffer view and its byte stride (0: tightly packed).</summary>
    public ReadOnlyMemory<byte> View(int index, string where, out int stride) {
        var view = Item("bufferViews", index, where);
        stride = view.Count("byteStride") ?? 0;
        if (DecodedViews.TryGetValue(index, out var decoded)) return decoded;
        return Slice(view, view.Index("buffer", "buffers") ?? throw Bad(view.Path, "'buffer' is missing"));
    }

    /// <summary>Returns the part of a buffer that <c>byteOffset</c> and <c>byteLength</c> of an object name.</summary>
    public ReadOnlyMemory<byte> Slice(GltfValue view, int bufferIndex) {
        var buffer = Buffer(bufferIndex);
        int offset = view.Count("byteOffset") ?? 0;
        int length = view.Count("byteLength") ?? throw Bad(view.Path, "'byteLength' is missing");
        if ((long)offset + length > buffer.Length) {
            throw Bad(view.Path, $"runs {(long)offset + length - buffer.Length} bytes past the end of buffers[{bufferIndex}], which has "
                + $"{buffer.Length} bytes");
        }
        return buffer.Slice(offset, length);
    }

    private ReadOnlyMemory<byte> Buffer(int index) {
        if (buffers.TryGetValue(index, out var known)) return known;
        var buffer = Table("buffers")[index];
        int length = buffer.Count("byteLength") ?? throw Bad(buffer.Path, "'byteLength' is missing");
        ReadOnlyMemory<byte> bytes;
        if (buffer.Find("uri") is { } uri) {
            bytes = IsData(uri.Text()) ? Data(uri) : Load(External(uri), uri.Text(), uri.Path);
        } else if (index == 0 && binary is { } chunk) {
            bytes = chunk;
        } else {
            throw Bad(buffer.Path, "has no 'uri' and the file has no binary chunk for it");
        }
        if (bytes.Length < length) throw Bad(buffer.Path, $"'byteLength' says {length} bytes, only {bytes.Length} are there");
        return buffers[index] = bytes[..length];
    }

    public static bool IsData(string uri) => uri.StartsWith("data:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Decodes a base64 <c>data:</c> URI.</summary>
    public byte[] Data(GltfValue uri) {
        string text = uri.Text();
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0 || !text.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase)) {
            throw Bad(uri.Path, "a data URI must be base64");
        }
        byte[] bytes = new byte[(text.Length - comma) / 4 * 3 + 3];
        if (!Convert.TryFromBase64Chars(text.AsSpan(comma + 1), bytes, out int written))
            throw Bad(uri.Path, "the data URI is not valid base64");
        return bytes[..written];
    }

    /// <summary>Returns the full path of a file that a relative URI names; the file need not exist.</summary>
    public string External(GltfValue uri) {
        string text = uri.Text();
        string name = Uri.UnescapeDataString(text);
        if (text.Contains("://", StringComparison.Ordinal)) throw Bad(uri.Path, $"'{text}' is not a path relative to the file");
        if (name.Length == 0 || name.Contains('\0', StringComparison.Ordinal)) throw Bad(uri.Path, "does not name a file");
        string full = Path.GetFullPath(Path.Combine(folder, name));
        if (within is not null && !PathBelow.IsIn(within, full))
            throw Bad(uri.Path, $"'{text}' lies outside of the folder {within}; only files in it or below are taken along");
        return full;
    }

    private byte[] Load(string path, string shown, string where) {
        try {
            return WholeFile.Read(path);
        } catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException) {
            throw new BadInputException(where.Length == 0 ? $"{shown}: no such file" : $"{FileName}: {where}: there is no file '{shown}'",
                e);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException(
                $"{(where.Length == 0 ? shown : $"{FileName}: {where}: '{shown}'")} {FileException.Reading(path, e)}",
                e);
        }
    }

    private ReadOnlyMemory<byte> JsonPart(byte[] file) {
        if (file.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(file) != GlbMagic) {
            ReadOnlySpan<byte> text = file;
            int start = text.StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
            if (text[start..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..]) return file.AsMemory(start);
            throw Bad("", "not a glTF scene, it starts neither with a GLB header nor with a JSON object");
        }
        if (file.Length < 12) throw Bad("", $"truncated, a GLB header has 12 bytes and the file {file.Length}");
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)),
            length = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(8));
        if (version != 2) throw Bad("", $"GLB version 2 was expected, found {version}");
        if (length > file.Length) throw Bad("", $"truncated, the GLB header says {length} bytes and the file has {file.Length}");
        if (length < file.Length) Warnings.Add($"{FileName}: {file.Length - length} bytes behind the end of the GLB are ignored");

        ReadOnlyMemory<byte>? text1 = null;
        for (long at = 12, chunk = 0; at < length; chunk++) {
            if (at + 8 > length) throw Bad("", $"truncated, chunk {chunk} at byte {at} has no complete header");
            uint size = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)at)),
                type = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan((int)at + 4));
            if (at + 8 + size > length) {
                throw Bad("", $"truncated, chunk {chunk} at byte {at} says {size} bytes and {length - at - 8} are left");
            }
            var bytes = file.AsMemory((int)at + 8, (int)size);
            if (chunk == 0 && type != JsonChunk) throw Bad("", "the first GLB chunk is not JSON");
            if (type == JsonChunk) text1 ??= bytes;
            if (type == BinaryChunk) binary ??= bytes;
            at += 8 + size;
        }
        return text1 ?? throw Bad("", "truncated, the GLB has no JSON chunk");
    }

    private JsonElement Parse(ReadOnlyMemory<byte> text) {
        if (!Utf8.IsValid(text.Span)) throw Bad("", "its JSON is not valid UTF-8");
        try {
            CheckEscapes(text.Span);
            using var document = JsonDocument.Parse(text, new() { MaxDepth = MaxDepth });
            return document.RootElement.Clone();
        } catch (JsonException e) when (IsTooDeep(text.Span)) {
            throw new BadInputException($"{FileName}: its JSON is nested more than {MaxDepth} deep", e);
        } catch (JsonException e) {
            throw new BadInputException($"{FileName}: line {e.LineNumber + 1}, position {e.BytePositionInLine + 1}: not valid JSON", e);
        }
    }

    private static bool IsTooDeep(ReadOnlySpan<byte> text) {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        try {
            while (reader.Read()) {
                // The depth of an object or array is reported from inside it.
                if (reader.CurrentDepth >= MaxDepth) return true;
            }
        } catch (JsonException) {
        }
        return false;
    }

    /// <summary>
    /// Checks escaped strings: JSON can escape half a surrogate pair, and reading such a string would throw much later without naming the
    /// place.
    /// </summary>
    private void CheckEscapes(ReadOnlySpan<byte> text) {
        if (text.IndexOf("\\u"u8) < 0) return;
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = MaxDepth });
        while (reader.Read()) {
            if (!reader.ValueIsEscaped || reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName)) continue;
            try {
                reader.GetString();
            } catch (InvalidOperationException e) {
                throw new BadInputException($"{FileName}: the string at byte {reader.TokenStartIndex} of its JSON is not valid Unicode", e);
            }
        }
    }
}
