using System.Globalization;

namespace Diorama.Core.Files;

/// <summary>Reads whole files from untrusted sources.</summary>
public static class WholeFile {
    /// <summary>Reads as many bytes as the file reports as its length.</summary>
    /// <exception cref="IOException">The file cannot be read, or has more bytes than an array can hold.</exception>
    /// <exception cref="BadInputException">The path leads to something that is not a regular file.</exception>
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
