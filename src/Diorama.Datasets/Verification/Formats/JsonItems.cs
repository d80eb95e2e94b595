using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Json;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// Reads the arrays of a large JSON object item by item, with only one item in memory: annotation files may have gigabytes.
/// </summary>
internal static class JsonItems {
    /// <summary>
    /// Returns every item of the named arrays of the root object, with the array's name. An item is valid until the next is read.
    /// </summary>
    /// <exception cref="BadInputException">The file is not a JSON object, or is truncated.</exception>
    public static IEnumerable<(string Array, JsonElement Item)> Read(string path, params IReadOnlyList<string> arrays) {
        using FileStream stream = RegularFile.Open(path);
        var cursor = new Cursor(stream, path, arrays);
        while (cursor.Next() is { } item) {
            using (item.Document) yield return (item.Array, item.Document.RootElement);
        }
    }

    private sealed class Cursor(FileStream stream, string path, IReadOnlyList<string> arrays) {
        private byte[] buffer = new byte[1 << 16];
        private int used;
        private bool ended;
        private JsonReaderState state;
        private string? array;

        public (string Array, JsonDocument Document)? Next() {
            while (true) {
                var reader = new Utf8JsonReader(buffer.AsSpan(0, used), ended, state);
                try {
                    if (Step(ref reader, out JsonDocument? item)) {
                        string name = array!;
                        Keep(reader);
                        if (item is not null) return (name, item);
                        ExpectNothingMore();
                        return null;
                    }
                } catch (JsonException e) {
                    throw new BadInputException($"{path} is no JSON: {JsonRecord.Reason(e)}.", e);
                } catch (InvalidOperationException e) {
                    throw new BadInputException($"{path} is no JSON: the name of a member holds half of a character.", e);
                }
                Keep(reader);
                if (ended) throw new BadInputException($"{path} ends too early.");
                if (used == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                int read = stream.Read(buffer, used, buffer.Length - used);
                used += read;
                ended = read == 0;
            }
        }

        /// <summary>Expects blanks alone behind the end of the root.</summary>
        private void ExpectNothingMore() {
            do {
                if (buffer.AsSpan(0, used).IndexOfAnyExcept(" \t\r\n"u8) >= 0)
                    throw new BadInputException($"{path} is no JSON: something stands behind its end.");
            } while ((used = stream.Read(buffer, 0, buffer.Length)) > 0);
        }

        /// <summary>Reads on to the next item: true with an item, or with null at the end; false if more bytes are needed.</summary>
        private bool Step(ref Utf8JsonReader reader, out JsonDocument? item) {
            item = null;
            while (true) {
                Utf8JsonReader before = reader;
                if (!reader.Read()) {
                    reader = before;
                    // After the root's end, nothing more is needed.
                    return reader.CurrentDepth == 0 && reader.TokenType == JsonTokenType.EndObject;
                }
                if (reader.CurrentDepth == 0) {
                    if (reader.TokenType is JsonTokenType.StartObject) continue;
                    if (reader.TokenType is JsonTokenType.EndObject) return true;
                    throw new BadInputException($"{path} is no JSON object but {(reader.TokenType == JsonTokenType.StartArray ? "a list"
                        : "a single value")}.");
                }
                if (array is not null) {
                    if (reader.TokenType == JsonTokenType.EndArray && reader.CurrentDepth == 1) {
                        array = null;
                        continue;
                    }
                    // An item begins at the token that was just read: it is parsed whole, or again from its beginning when more bytes are
                    // there.
                    if (JsonDocument.TryParseValue(ref reader, out item)) return true;
                    reader = before;
                    return false;
                }
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                string name = reader.GetString()!;
                Utf8JsonReader ahead = reader;
                if (!ahead.Read()) {
                    reader = before;
                    return false;
                }
                if (ahead.TokenType == JsonTokenType.StartArray && arrays.Contains(name)) {
                    reader = ahead;
                    array = name;
                    continue;
                }
                if (!reader.TrySkip()) {
                    reader = before;
                    return false;
                }
            }
        }

        private void Keep(in Utf8JsonReader reader) {
            state = reader.CurrentState;
            int consumed = (int)reader.BytesConsumed;
            Buffer.BlockCopy(buffer, consumed, buffer, 0, used -= consumed);
        }
    }
}
