using System.Globalization;

namespace Diorama.Core.Files;

/// <summary>Files of strangers, read whole: a name may lead to a device that never ends.</summary>
public static class WholeFile {
    /// <summary>As many bytes as the file says that it has; devices say that they have none.</summary>
    /// <exception cref="IOException">It cannot be read, has more bytes than an array holds, or is a pipe.</exception>
    public static byte[] Read(string path) {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        if (!stream.CanSeek) throw new IOException($"'{path}' is a pipe or a terminal, expected a file");
        if (stream.Length > Array.MaxLength) {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"'{path}' has {stream.Length} bytes, expected at most {Array.MaxLength}"));
        }
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
        stream.ReadExactly(bytes);
        return bytes;
    }
}
