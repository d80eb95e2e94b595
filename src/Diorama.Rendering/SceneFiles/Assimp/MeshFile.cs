using System.Text;
using Diorama.Core;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>A file opened by Assimp, checked and triangulated; owns what the shim's pointers show.</summary>
internal sealed unsafe class MeshFile : IDisposable {
    public string Path { get; }
    public nint Handle { get; private set; }
    public MeshFileShim.Counts Counts { get; }

    /// <summary>The file has morph targets that could not be read.</summary>
    public bool LeftOutMorphs { get; }

    public MeshFile(string path) {
        Path = path;
        ThrowIfEndless(path);
        if (path.EndsWith(".dae", StringComparison.OrdinalIgnoreCase) && ColladaMorphs.Remove(path) is { } collada) {
            var folder = Directory.CreateTempSubdirectory("diorama-collada-");
            try {
                string copy = System.IO.Path.Combine(folder.FullName, "scene.dae");
                collada.Save(copy);
                Handle = Open(copy);
            } finally {
                folder.Delete(true);
            }
            LeftOutMorphs = true;
        } else {
            Handle = Open(path);
        }
        MeshFileShim.diorama_mesh_file_count(Handle, out var counts);
        Counts = counts;
    }

    private nint Open(string path) {
        const int errorSize = 1024;
        byte* error = stackalloc byte[errorSize];
        nint handle;
        fixed (byte* utf8 = ZeroTerminated(System.IO.Path.GetFullPath(path))) handle = MeshFileShim.diorama_mesh_file_open(utf8, error, errorSize);
        return handle != 0 ? handle : throw new BadInputException($"{Path}: {OneSentence(MeshFileShim.Text(error))}");
    }

    /// <summary>Assimp 5.2 looks for the end of a PLY header for ever if there is none.</summary>
    private static void ThrowIfEndless(string path) {
        if (!path.EndsWith(".ply", StringComparison.OrdinalIgnoreCase)) return;
        const int longestHeader = 1 << 16;
        var start = new byte[longestHeader];
        using FileStream stream = File.OpenRead(path);
        int length = stream.ReadAtLeast(start, longestHeader, throwOnEndOfStream: false);
        if (start.AsSpan(0, length).IndexOf("end_header"u8) < 0) throw new BadInputException($"{path}: the PLY header has no end, expected a line 'end_header'");
    }

    public double? Metadata(string key) {
        fixed (byte* utf8 = ZeroTerminated(key)) {
            return MeshFileShim.diorama_mesh_file_metadata(Handle, utf8, out double value) != 0 ? value : null;
        }
    }

    public IEnumerable<string> MissingFiles() {
        for (int i = 0; i < Counts.MissingFiles; i++) yield return Missing(i);
    }

    /// <summary>An image file held in the scene file itself that <paramref name="reference"/> means; bare pixels come out as null bytes.</summary>
    public bool TryFindEmbedded(string reference, out string name, out byte[]? encoded) {
        (name, encoded) = ("", null);
        int index;
        fixed (byte* utf8 = ZeroTerminated(reference)) index = MeshFileShim.diorama_mesh_file_find_texture(Handle, utf8);
        if (index < 0) return false;
        MeshFileShim.diorama_mesh_file_get_texture(Handle, index, out var entry);
        string own = MeshFileShim.Text(entry.Name);
        name = own.Length > 0 ? own : $"embedded image {index}";
        if (entry.Bytes != null) encoded = new ReadOnlySpan<byte>(entry.Bytes, entry.Size).ToArray();
        return true;
    }

    public void Dispose() {
        if (Handle != 0) MeshFileShim.diorama_mesh_file_close(Handle);
        Handle = 0;
    }

    private string Missing(int index) => MeshFileShim.Text(MeshFileShim.diorama_mesh_file_missing(Handle, index));

    private static byte[] ZeroTerminated(string text) => Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>Assimp's messages come with prefixes, line breaks and full stops of its own.</summary>
    private static string OneSentence(string message) {
        string line = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', ' ');
        return line.Length == 0 ? "the file cannot be read as a scene" : line.Length > 300 ? line[..300] + "…" : line;
    }
}
