using System.Globalization;

namespace Diorama.Core.Files;

/// <summary>Files of strangers, read whole.</summary>
public static class WholeFile {
    /// <summary>As many bytes as the file says that it has.</summary>
    /// <exception cref="IOException">It cannot be read or has more bytes than an array holds.</exception>
    /// <exception cref="BadInputException">It is not a regular file.</exception>
    public static byte[] Read(string path) {
        using var stream = new FileStream(RegularFile.At(path), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1,
            FileOptions.SequentialScan);
        if (stream.Length > Array.MaxLength) {
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"'{path}' has {stream.Length} bytes, expected at most {Array.MaxLength}"));
        }
        byte[] bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
        stream.ReadExactly(bytes);
        return bytes;
    }
}
