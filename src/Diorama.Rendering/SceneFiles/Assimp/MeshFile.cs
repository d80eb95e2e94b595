using System.Text;
using Diorama.Core;

namespace Diorama.Rendering.SceneFiles.Assimp;

/// <summary>A file opened by Assimp, checked and triangulated; owns what the shim's pointers show.</summary>
internal sealed unsafe class MeshFile : IDisposable {
    public string Path { get; }
    public nint Handle { get; private set; }
    public MeshFileShim.Counts Counts { get; }

    public MeshFile(string path) {
        Path = path;
        ThrowIfEndless(path);
        const int errorSize = 1024;
        byte* error = stackalloc byte[errorSize];
        fixed (byte* utf8 = ZeroTerminated(System.IO.Path.GetFullPath(path))) Handle = MeshFileShim.diorama_mesh_file_open(utf8, error, errorSize);
        if (Handle == 0) throw new BadInputException($"{path}: {OneSentence(MeshFileShim.Text(error))}");
        MeshFileShim.diorama_mesh_file_count(Handle, out var counts);
        Counts = counts;
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
