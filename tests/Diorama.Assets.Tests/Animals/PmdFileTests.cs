using System.Numerics;
using Diorama.Assets.Animals;
using Diorama.Core;

namespace Diorama.Assets.Tests.Animals;

public sealed class PmdFileTests {
    [Theory]
    [InlineData(3u)]
    [InlineData(4u)]
    public void AModelTurnsItsFrontToMinusYAndStaysAsItIs(uint version) {
        var file = PmdFile.Read("deer.pmd", GameFileBytes.Pmd(version));

        Assert.Equal([new(0, 0, 0), new(1, 0, 0), new(0, -3, 2)], file.Mesh.Positions);
        Assert.All(file.Mesh.Normals!, n => Assert.Equal(Vector3.UnitZ, n));
        Assert.Equal([0, 1, 2], file.Mesh.Indices);
        Assert.Equal(new Vector2(0.25f, 0.875f), file.Mesh.TexCoords[0][0]);
        Assert.Equal(2, file.Bones.Count);
        Assert.Equal(new Vector3(0, 0, 2), file.Bones[1].Translation);
    }

    /// <summary>
    /// In the left-handed game a turn by +90° about up takes +Z to +X; with Y and Z exchanged that is our +Y to +X, −90° about +Z.
    /// </summary>
    [Fact]
    public void ATurnKeepsItsSense() {
        var bone = PmdFile.Read("deer.pmd", GameFileBytes.Pmd()).Bones[1];
        var image = Vector3.Transform(Vector3.UnitY, bone.Rotation);
        Assert.True(Vector3.Distance(Vector3.UnitX, image) < 1e-6f, $"+Y went to {image}");
    }

    [Fact]
    public void EveryVertexFollowsItsBonesByWeightsThatSumToOne() {
        var skin = PmdFile.Read("deer.pmd", GameFileBytes.Pmd()).Mesh.Skin!;
        Assert.Equal(2, skin.InfluencesPerVertex);
        Assert.Equal([1, 0, 1, 0, 0.25f, 0.75f], skin.Weights);
        Assert.Equal(new ushort[] { 0, 0, 1, 0, 0, 1 }, skin.Joints);
    }

    [Fact]
    public void APropPointKnowsItsBone() {
        var point = Assert.Single(PmdFile.Read("deer.pmd", GameFileBytes.Pmd()).PropPoints);
        Assert.Equal(("antler", 1, new Vector3(0.5f, 0, 0)), (point.Name, point.Bone, point.State.Translation));
    }

    /// <summary>Bone 1 stands at height 2, turned: what lies at (1, 0, 0) of it is at (0, −1, 2) of the model.</summary>
    [Fact]
    public void OldModelsAreTakenOutOfTheFramesOfTheirBones() {
        var positions = PmdFile.Read("deer.pmd", GameFileBytes.Pmd(version: 2)).Mesh.Positions;
        Assert.Equal(Vector3.Zero, positions[0]);
        Assert.True(Vector3.Distance(new(0, -1, 2), positions[1]) < 1e-6f, $"{positions[1]}");
    }

    [Fact]
    public void TheBoneAfterTheLastIsTheModelItselfAndNoneComesAfterThat() {
        Assert.Equal(2, PmdFile.Read("deer.pmd", GameFileBytes.Pmd(lastBone: 2)).Mesh.Skin!.Joints[5]);
        var e = Assert.Throws<BadInputException>(() => PmdFile.Read("deer.pmd", GameFileBytes.Pmd(lastBone: 3)));
        Assert.Equal("deer.pmd: vertex 2 follows bone 3, expected 0 to 2, or 255 for none.", e.Message);
    }

    [Fact]
    public void AFaceWithAVertexThatIsNotThereIsNamed() {
        var e = Assert.Throws<BadInputException>(() => PmdFile.Read("deer.pmd", GameFileBytes.Pmd(lastVertex: 7)));
        Assert.Equal("deer.pmd: face 0 has vertex 7, expected 0 to 2.", e.Message);
    }

    [Fact]
    public void AFileCutOffAnywhereIsASentence() {
        byte[] whole = GameFileBytes.Pmd();
        for (int length = 0; length < whole.Length; length++) {
            byte[] part = whole[..length];
            // With the header's count made right, the reader itself must notice.
            if (length >= 12) BitConverter.TryWriteBytes(part.AsSpan(8), length - 12);
            var e = Assert.Throws<BadInputException>(() => PmdFile.Read("deer.pmd", part));
            Assert.StartsWith(length < 12 ? "deer.pmd does not begin with 'PSMD'." : "deer.pmd ends early: ", e.Message);
        }
    }

    [Fact]
    public void AnotherVersionIsRefused() {
        var e = Assert.Throws<BadInputException>(() => PmdFile.Read("deer.pmd", GameFileBytes.Pmd(version: 5)));
        Assert.Equal("deer.pmd has version 5, expected 1 to 4.", e.Message);
    }
}
