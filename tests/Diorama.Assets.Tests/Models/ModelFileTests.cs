using System.Numerics;
using System.Reflection;
using Diorama.Assets.Index;
using Diorama.Assets.Models;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Textures;

namespace Diorama.Assets.Tests.Models;

public sealed class ModelFileTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>A material in which every property has a value of its own, those that come later included.</summary>
    private static Material Everything(string packFolder) {
        var material = new Material();
        int n = 0;
        foreach (var property in typeof(Material).GetProperties().Where(p => p.CanWrite)) {
            n++;
            object value = property.PropertyType switch {
                var t when t == typeof(string) => $"name {n}",
                var t when t == typeof(float) => n / 64f,
                var t when t == typeof(bool) => true,
                var t when t == typeof(Vector3) => new Vector3(n, n + 0.25f, n + 0.5f),
                var t when t.IsEnum => Enum.GetValues(t).GetValue(1)!,
                var t when t == typeof(TextureSlot) => new TextureSlot {
                    Texture = new() {
                        Name = $"texture {n}", Source = n % 2 == 0 ? Path.Combine(packFolder, $"sub/{n}.png") : "embedded",
                        Encoded = n % 2 == 0 ? null : [1, (byte)n],
                        WrapU = TextureWrap.ClampToEdge, WrapV = TextureWrap.MirroredRepeat, Linear = false,
                    },
                    TexCoord = 1, Offset = new(n, 1), Rotation = n / 8f, Scale = new(2, n),
                },
                var t => throw new InvalidOperationException($"the test does not know {t}"),
            };
            property.SetValue(material, value);
        }
        return material;
    }

    [Fact]
    public void Model_ComesBackAsItWas_FromAnotherPlace() {
        var mesh = new Mesh {
            Name = "mesh", Positions = [Vector3.Zero, Vector3.UnitX, Vector3.UnitY], Indices = [0, 1, 2],
            Normals = [Vector3.UnitZ, Vector3.UnitZ, Vector3.UnitZ],
            Tangents = [new(1, 0, 0, 1), new(1, 0, 0, -1), new(0, 1, 0, 1)], Colors = [Vector4.One, Vector4.UnitX, Vector4.UnitW],
            TexCoords = [[Vector2.Zero, Vector2.UnitX, Vector2.UnitY], [Vector2.One, Vector2.One, Vector2.Zero]],
        };
        var bare = new Mesh { Positions = mesh.Positions, Indices = mesh.Indices };
        var asset = new Asset { Id = "x-1", Name = "x", Class = "object", Pack = "own", Size = Vector3.One, Licence = "", Author = "",
            Model = "x.glb" };
        Material given = Everything("/pack"), plain = new();
        ModelFile.Write(folder.File("a.model"), new() { Asset = asset, Parts = [new(mesh, given), new(bare, plain), new(bare, given)] },
            "/pack");

        var read = ModelFile.TryRead(folder.File("a.model"), asset, "/moved")!;
        Assert.Equal(3, read.Parts.Count);
        Assert.Same(read.Parts[0].Material, read.Parts[2].Material);
        Same(Everything("/moved"), read.Parts[0].Material);
        Same(new Material(), read.Parts[1].Material);
        var m = read.Parts[0].Mesh;
        Assert.Equal("mesh", m.Name);
        Assert.Equal(mesh.Positions, m.Positions);
        Assert.Equal(mesh.Indices, m.Indices);
        Assert.Equal(mesh.Normals, m.Normals);
        Assert.Equal(mesh.Tangents, m.Tangents);
        Assert.Equal(mesh.Colors, m.Colors);
        Assert.Equal(mesh.TexCoords, m.TexCoords);
        Assert.Null(read.Parts[1].Mesh.Normals);
        Assert.Equal(new FileInfo(folder.File("a.model")).Length, read.Bytes);
    }

    [Fact]
    public void FileCutShort_IsNotAModel() {
        var library = AssetLibrary.Open(new() { MayInstall = false });
        var asset = library.Find("cube-1");
        ModelFile.Write(folder.File("a.model"), library.Load(asset), "/pack");
        byte[] bytes = File.ReadAllBytes(folder.File("a.model"));
        File.WriteAllBytes(folder.File("b.model"), bytes[..^1]);
        Assert.NotNull(ModelFile.TryRead(folder.File("a.model"), asset, "/pack"));
        Assert.Null(ModelFile.TryRead(folder.File("b.model"), asset, "/pack"));
        Assert.Null(ModelFile.TryRead(folder.File("none.model"), asset, "/pack"));
    }

    private static void Same(object expected, object actual) {
        foreach (PropertyInfo property in expected.GetType().GetProperties()) {
            object? a = property.GetValue(expected), b = property.GetValue(actual);
            if (a is TextureSlot or Texture) Same(a, b!);
            else Assert.True(Equals(a, b) || a is byte[] x && b is byte[] y && x.SequenceEqual(y), $"{property.Name}: {b} is not {a}");
        }
    }
}
