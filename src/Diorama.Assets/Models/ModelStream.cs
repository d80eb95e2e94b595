using System.Runtime.InteropServices;
using System.Text;

namespace Diorama.Assets.Models;

/// <summary>
/// Reads or writes, depending on how it was created: <see cref="Value{T}(T)"/> writes its argument and returns it, or ignores it and
/// returns the value read. So one function describes a format, and reading and writing cannot differ.
/// </summary>
internal sealed class ModelStream(string path, string packFolder, byte[]? content) : IDisposable {
    private readonly MemoryStream? output = content is null ? new() : null;
    private int at;

    public bool Reading => content is not null;
    public long Bytes => content?.Length ?? output!.Length;

    public T Value<T>(T value) where T : unmanaged {
        if (content is null) {
            output!.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));
            return value;
        }
        var result = MemoryMarshal.Read<T>(content.AsSpan(at));
        at += System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        return result;
    }

    /// <summary>Reserves the position of the file's length, which <see cref="Save"/> fills in.</summary>
    public void Length() => Value(0L);

    public string Value(string text) {
        byte[] bytes = Values<byte>(content is null ? Encoding.UTF8.GetBytes(text) : null)!;
        return content is null ? text : Encoding.UTF8.GetString(bytes);
    }

    public T[]? Values<T>(T[]? values) where T : unmanaged {
        int count = Value(values?.Length ?? -1);
        if (count < 0) return null;
        if (content is null) {
            output!.Write(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
        var result = MemoryMarshal.Cast<byte, T>(content.AsSpan(at, count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>())).ToArray();
        at += count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        return result;
    }

    /// <summary>
    /// A path of a file in the pack, stored relative to the pack's folder so that the cache survives a move of the folder.
    /// </summary>
    public string File(string full) {
        string stored = Value(content is null && full.StartsWith(packFolder, StringComparison.Ordinal)
            ? Path.GetRelativePath(packFolder, full) : full);
        return content is null ? full : Path.Combine(packFolder, stored);
    }

    public void Save() {
        byte[] bytes = output!.ToArray();
        BitConverter.TryWriteBytes(bytes.AsSpan(8), bytes.LongLength);
        System.IO.File.WriteAllBytes(path, bytes);
    }

    public void Dispose() => output?.Dispose();
}
