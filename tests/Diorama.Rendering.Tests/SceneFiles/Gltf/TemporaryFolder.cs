namespace Diorama.Rendering.Tests.SceneFiles.Gltf;

/// <summary>A folder that disappears with the test.</summary>
internal sealed class TemporaryFolder : IDisposable {
    public string Path { get; } = Directory.CreateTempSubdirectory("diorama-gltf-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
