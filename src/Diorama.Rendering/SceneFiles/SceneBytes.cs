using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Rendering.SceneFiles;

/// <summary>Reads whole scene files and material libraries into memory.</summary>
internal static class SceneBytes {
    /// <exception cref="BadInputException">There is no such file, or it cannot be read.</exception>
    public static byte[] Read(string path) {
        ArgumentNullException.ThrowIfNull(path);
        if (!File.Exists(path)) throw new BadInputException($"{path} {FileException.Absent(path)}");
        try {
            return WholeFile.Read(path);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} {FileException.Reading(path, e)}", e);
        }
    }
}
