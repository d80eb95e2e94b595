using System.Text;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Isolation;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>A file read by Assimp, checked and triangulated; owns the memory that the shim's pointers refer to.</summary>
internal sealed unsafe class MeshFile : IDisposable {
    /// <summary>Name of <see cref="Parse"/> in a <see cref="ParserServer"/>.</summary>
    public const string Parser = "mesh";

    private const int ErrorSize = 1024;

    public string Path { get; }
    public nint Handle { get; private set; }
    public MeshFileShim.Counts Counts { get; }

    private MeshFile(string path, nint handle) {
        (Path, Handle) = (path, handle);
        MeshFileShim.diorama_mesh_file_count(Handle, out var counts);
        Counts = counts;
    }

    /// <param name="path">Path of the file.</param>
    /// <param name="trusted">Whether Assimp reads the file in this process even if there is a parser process.</param>
    /// <exception cref="BadInputException">The file cannot be read.</exception>
    public static MeshFile Open(string path, bool trusted) {
        if (!trusted && ParserProcess.IsUsed)
            return ParserProcess.Read(Parser, path, path, 1, result => new MeshFile(path, Load(path, result)));
        try {
            return new(path, Import(path));
        } catch (BadInputException e) {
            throw new BadInputException($"{path}: {e.Message}", e);
        }
    }

    /// <summary>Reads a file with Assimp and writes the result to another file, for <see cref="Open"/> in the requesting process.</summary>
    /// <exception cref="BadInputException">The file cannot be read; the message does not name it.</exception>
    public static void Parse(string path, string output) {
        using var file = new MeshFile(path, Import(path, System.IO.Path.GetDirectoryName(output)));
        byte* error = stackalloc byte[ErrorSize];
        fixed (byte* utf8 = ZeroTerminated(output)) {
            if (MeshFileShim.diorama_mesh_file_save(file.Handle, utf8, error, ErrorSize) == 0)
                throw FileException.Writing(output, new IOException(MeshFileShim.Text(error)));
        }
    }

    private static nint Load(string path, string result) {
        byte* error = stackalloc byte[ErrorSize];
        fixed (byte* utf8 = ZeroTerminated(result)) {
            nint handle = MeshFileShim.diorama_mesh_file_load(utf8, error, ErrorSize);
            return handle != 0 ? handle : throw new BadInputException($"{path}: {OneSentence(MeshFileShim.Text(error))}");
        }
    }

    /// <param name="path">Path of the file.</param>
    /// <param name="scratch">
    /// Folder for copies, which the caller removes even if the process does not survive; null for a temporary folder.
    /// </param>
    private static nint Import(string path, string? scratch = null) {
        if (path.EndsWith(".dae", StringComparison.OrdinalIgnoreCase)) ColladaAccessors.Check(path);
        if (!path.EndsWith(".dae", StringComparison.OrdinalIgnoreCase) || ColladaRepairs.Of(path) is not var (collada, losesMorphs))
            return ImportFile(path);
        using ScratchFolder? own = scratch is null ? new("collada") : null;
        string copy = System.IO.Path.Combine(scratch ?? own!.Path, "scene.dae");
        collada.Save(copy);
        nint handle = ImportFile(copy);
        if (!losesMorphs) return handle;
        fixed (byte* text = "its morph targets cannot be read, meshes keep their base shapes; glTF and FBX files keep them\0"u8) {
            MeshFileShim.diorama_mesh_file_warn(handle, text);
        }
        return handle;
    }

    private static nint ImportFile(string path) {
        byte* error = stackalloc byte[ErrorSize];
        nint handle;
        fixed (byte* utf8 =
            ZeroTerminated(System.IO.Path.GetFullPath(path))) handle = MeshFileShim.diorama_mesh_file_open(utf8, error, ErrorSize);
        return handle != 0 ? handle : throw new BadInputException(OneSentence(MeshFileShim.Text(error)));
    }

    public double? Metadata(string key) {
        fixed (byte* utf8 = ZeroTerminated(key)) {
            return MeshFileShim.diorama_mesh_file_metadata(Handle, utf8, out double value) != 0 ? value : null;
        }
    }

    public IEnumerable<string> MissingFiles() {
        for (int i = 0; i < Counts.MissingFiles; i++) yield return Missing(i);
    }

    /// <summary>Returns messages about what was left out of the file.</summary>
    public IEnumerable<string> Warnings() {
        for (int i = 0; i < Counts.Warnings; i++) yield return Warning(i);
    }

    /// <summary>
    /// Returns name and bytes of the image embedded in the scene file that <paramref name="reference"/> refers to, or null; the bytes of
    /// raw pixels are null.
    /// </summary>
    public (string Name, byte[]? Encoded)? Embedded(string reference) {
        int index;
        fixed (byte* utf8 = ZeroTerminated(reference)) index = MeshFileShim.diorama_mesh_file_find_texture(Handle, utf8);
        if (index < 0) return null;
        MeshFileShim.diorama_mesh_file_get_texture(Handle, index, out var entry);
        string own = MeshFileShim.Text(entry.Name);
        return (own.Length > 0 ? own : $"embedded image {index}",
            entry.Bytes != null ? new ReadOnlySpan<byte>(entry.Bytes, entry.Size).ToArray() : null);
    }

    public void Dispose() {
        if (Handle != 0) MeshFileShim.diorama_mesh_file_close(Handle);
        Handle = 0;
    }

    private string Missing(int index) => MeshFileShim.Text(MeshFileShim.diorama_mesh_file_missing(Handle, index));

    private string Warning(int index) => MeshFileShim.Text(MeshFileShim.diorama_mesh_file_warning(Handle, index));

    private static byte[] ZeroTerminated(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>Returns an error message of Assimp as one sentence, without line breaks and full stop.</summary>
    private static string OneSentence(string message) {
        string line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ' ');
        return line.Length == 0 ? "the file cannot be read as a scene" : line.Length > 300 ? line[..300] + "…" : line;
    }
}
