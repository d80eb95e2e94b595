using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Placement;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Tests.Caches;

public sealed class ComputedCacheTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-computed").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    private static byte[] BytesOf(AssetColumns columns) {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory)) columns.To(writer);
        return memory.ToArray();
    }

    private string File() => Assert.Single(Directory.GetFiles(folder, "*.bin", SearchOption.AllDirectories));

    [Fact]
    public void Columns_AreTheSameFromTheFile_AndOtherGeometryHasAnother() {
        var cache = new ComputedCache(folder);
        MeshPart[] stool = [new(Primitives.Icosphere(0.3f, 3), new Material()), new(Primitives.Box(new(0.2f, 0.3f, 0.9f)), new Material())];
        byte[] built = BytesOf(ColumnBuilder.Build(stool));
        Assert.Equal(built, BytesOf(ColumnFile.Of(stool, cache)));
        string file = File();
        Assert.Equal(built, BytesOf(ColumnFile.Of(stool, cache)));
        // It is read: a moved height is believed, a cut file is not.
        byte[] bytes = System.IO.File.ReadAllBytes(file), changed = [.. bytes];
        changed[^1] ^= 1;
        System.IO.File.WriteAllBytes(file, changed);
        Assert.NotEqual(built, BytesOf(ColumnFile.Of(stool, cache)));
        System.IO.File.WriteAllBytes(file, bytes[..^3]);
        Assert.Equal(built, BytesOf(ColumnFile.Of(stool, cache)));
        Assert.Equal(bytes, System.IO.File.ReadAllBytes(file));
        MeshPart[] other = [new(Primitives.Icosphere(0.3f, 3), new Material()),
            new(Primitives.Box(new(0.2f, 0.3f, 0.901f)), new Material())];
        Assert.Equal(BytesOf(ColumnBuilder.Build(other)), BytesOf(ColumnFile.Of(other, cache)));
        Assert.Equal(2, Directory.GetFiles(folder, "*.bin", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Surfaces_AreTheSameFromTheFile() {
        var cache = new ComputedCache(folder);
        ISurfacePattern plaster = SurfaceTextures.Pattern(PatternKind.Plaster, 1);
        SurfaceMaps painted = SurfaceMaps.Paint("plaster", plaster), first = SurfaceFile.Of("plaster", plaster, cache);
        File();
        SurfaceMaps again = SurfaceFile.Of("plaster", plaster, cache);
        Assert.All([first, again], maps => {
            Assert.Equal((painted.Size, painted.Mean), (maps.Size, maps.Mean));
            Assert.Equal(painted.Color.Encoded!, maps.Color.Encoded!);
            Assert.Equal(painted.Roughness.Encoded!, maps.Roughness.Encoded!);
            Assert.Equal(painted.Normal.Encoded!, maps.Normal.Encoded!);
            Assert.Equal(painted.Normal.Name, maps.Normal.Name);
        });
        // Another variant of the same size is another file.
        SurfaceFile.Of("plaster", SurfaceTextures.Pattern(PatternKind.Plaster, 0), cache);
        Assert.Equal(2, Directory.GetFiles(folder, "*.bin", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void AFolderThatCannotBeMade_KeepsNothing() {
        string inTheWay = Path.Combine(folder, "file");
        System.IO.File.WriteAllText(inTheWay, "");
        MeshPart[] box = [new(Primitives.Box(Vector3.One), new Material())];
        Assert.Equal(BytesOf(ColumnBuilder.Build(box)), BytesOf(ColumnFile.Of(box, new ComputedCache(inTheWay))));
    }
}
