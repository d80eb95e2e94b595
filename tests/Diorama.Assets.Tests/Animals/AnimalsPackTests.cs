using Diorama.Assets.Animals;
using Diorama.Assets.Taxonomy;
using Diorama.Core.Images;

namespace Diorama.Assets.Tests.Animals;

/// <summary>Facts of 0 A.D. 0.0.26.</summary>
public sealed class AnimalsPackTests {
    [AnimalsPackFact]
    public void TheIndexListsEveryAnimalInLifeSize() {
        var index = AnimalIndex.Build(AnimalsPackFactAttribute.Pack!);
        Assert.Equal(AnimalCatalogue.All.Count, index.Assets.Count);
        Assert.Equal(index.Assets.Count, index.Assets.Select(a => a.Id).Distinct().Count());
        Assert.All(index.Assets, a => Assert.Equal("animal", ClassSet.Taxonomy.Find(a.Class).Group));
        Assert.All(index.Assets, a => Assert.InRange(MathF.Max(a.Size.X, MathF.Max(a.Size.Y, a.Size.Z)), 0.3f, 20));
        Assert.InRange(index.Assets.First(a => a.Name == "Horse, brown").Size.Z, 1.9f, 2.2f);
        Assert.InRange(index.Assets.First(a => a.Name == "Giraffe, light").Size.Z, 4.5f, 5.5f);
        Assert.InRange(index.Assets.First(a => a.Class == "rabbit").Size.Z, 0.25f, 0.4f);
    }

    [AnimalsPackFact]
    public void ADeerHasItsBonesAndAntlers() {
        using var files = GameFiles.Open(AnimalsPackFactAttribute.Pack!);
        const string name = "art/meshes/skeletal/deer_mesh.dae.cached.pmd";
        var file = PmdFile.Read(name, files.Read(name));
        Assert.Equal((239, 29, 306), (file.Mesh.VertexCount, file.Bones.Count, file.Mesh.TriangleCount));
        for (int v = 0; v < 239; v++) {
            int n = file.Mesh.Skin!.InfluencesPerVertex;
            Assert.Equal(1, file.Mesh.Skin.Weights[(v * n)..(v * n + n)].Sum(), 1e-5f);
        }
        var stag = AnimalModel.Load(files, AnimalCatalogue.All.First(a => a.Name == "Stag"));
        Assert.Equal(["deer_mesh", "deer_antlers"], stag.Pose(stag.Idle, 0).Select(p => p.Mesh.Name));
        // The antlers are the highest part, and at the front.
        var antlers = stag.Pose(stag.Idle, 0)[1].Mesh.Positions;
        Assert.Equal(stag.Size.Z, antlers.Max(p => p.Z), 1e-4f);
        Assert.True(antlers.Average(p => p.Y) < -0.3f * stag.Size.Y);
    }

    [AnimalsPackFact]
    public void EveryAnimalHasAPictureThatIsNotBlack() {
        using var files = GameFiles.Open(AnimalsPackFactAttribute.Pack!);
        foreach (var animal in AnimalCatalogue.All.DistinctBy(a => a.Class)) {
            Assert.True(MeanRed(AnimalModel.Load(files, animal), _ => true) > 8, animal.Name);
        }
    }

    /// <summary>Alpha of a sheep's picture says where a player's colour goes (DXT5): it must not darken the wool.</summary>
    [AnimalsPackFact]
    public void ColourIsNotMultipliedByAlpha() {
        using var files = GameFiles.Open(AnimalsPackFactAttribute.Pack!);
        var sheep = AnimalModel.Load(files, AnimalCatalogue.All.First(a => a.Class == "sheep"));
        Assert.True(MeanRed(sheep, alpha => alpha < 16) > 60);
    }

    private static double MeanRed(AnimalModel model, Func<byte, bool> where) {
        var texture = model.Pose(null, 0)[0].Material.BaseColorTexture!.Texture;
        using var reader = texture.Encoded is { } bytes ? ImageReader.Open(texture.Source, bytes) : ImageReader.Open(texture.Source);
        byte[] pixels = reader.ReadBytes();
        int red = reader.ColorChannels().R, alpha = reader.AlphaChannel, stride = reader.Channels;
        return Enumerable.Range(0, reader.Width * reader.Height).Where(i => where(alpha < 0 ? (byte)255 : pixels[i * stride + alpha]))
            .Average(i => (double)pixels[i * stride + red]);
    }
}
