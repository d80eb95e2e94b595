using System.Numerics;
using Diorama.Assets.Animals;
using Diorama.Core;

namespace Diorama.Assets.Tests.Animals;

public sealed class PsaFileTests {
    [Fact]
    public void AMotionHasAStatePerFrameAndBone() {
        var file = PsaFile.Read("walk.psa", GameFileBytes.Psa());
        Assert.Equal((2, 3, 6), (file.BoneCount, file.FrameCount, file.States.Count));
        Assert.Equal(new Vector3(0, 2, 2), file.At(2, 1).Translation);
        Assert.Equal(Vector3.Zero, file.At(2, 0).Translation);
    }

    [Fact]
    public void AMotionCutOffIsASentence() {
        var e = Assert.Throws<BadInputException>(() => PsaFile.Read("walk.psa", GameFileBytes.Psa(frames: 2)));
        Assert.Equal("walk.psa ends early: 2 bones over 3 frames were announced, the file has 144 bytes.", e.Message);
    }

    [Fact]
    public void AMotionOfNothingIsRefused() {
        var e = Assert.Throws<BadInputException>(() => PsaFile.Read("walk.psa", GameFileBytes.Psa(bones: 0)));
        Assert.Equal("walk.psa moves 0 bones over 3 frames, expected at least one of each.", e.Message);
    }
}
