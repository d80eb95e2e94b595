using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Rendering.SceneFiles;

/// <summary>Reads whole scene files into memory.</summary>
internal static class SourceText {
    /// <summary>Largest file that is read: an array has at most 2³¹ elements.</summary>
    public const long MaxBytes = int.MaxValue - 64;

    /// <exception cref="BadInputException">The file is no regular file, or too large.</exception>
    public static byte[] Read(string path) {
        using FileStream stream = RegularFile.Open(path);
        if (stream.Length > MaxBytes) throw TooLarge(path, stream.Length);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static BadInputException TooLarge(string path, long length) =>
        new($"{path} has {length:N0} bytes; at most {MaxBytes:N0} can be read.");
}
