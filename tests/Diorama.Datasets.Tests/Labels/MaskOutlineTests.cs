using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Labels;

namespace Diorama.Datasets.Tests.Labels;

public class MaskOutlineTests {
    [Fact]
    public void PixelsThatTouchAtACorner_AreApart() {
        var mask = new Image<byte>(3, 3, [1, 0, 0, 0, 1, 0, 0, 0, 0]);
        IReadOnlyList<Outline> outlines = MaskOutline.Of(mask);
        Assert.Equal(["1 0 1 1 0 1 0 0", "2 1 2 2 1 2 1 1"], outlines.Select(o => string.Join(' ', o.Points)));
        Assert.DoesNotContain(outlines, o => o.IsHole);
    }

    [Fact]
    public void Hole_RunsTheOtherWay() {
        var mask = new Image<byte>(3, 3, [1, 1, 1, 1, 0, 1, 1, 1, 1]);
        Assert.Equal([("3 0 3 3 0 3 0 0", false), ("2 2 2 1 1 1 1 2", true)],
            MaskOutline.Of(mask).Select(o => (string.Join(' ', o.Points), o.IsHole)));
    }

    /// <summary>Random masks of all densities: the rings, filled as COCO's clients fill them, less the holes, are the mask.</summary>
    [Fact]
    public void FilledRings_LessHoles_AreTheMask() {
        var random = Keyed.Start(1).With("outlines").Generator();
        for (int n = 0; n < 300; n++) {
            var mask = new Image<byte>(1 + random.NextInt(20), 1 + random.NextInt(20));
            float density = random.NextFloat();
            for (int i = 0; i < mask.Pixels.Length; i++) mask.Pixels[i] = random.NextFloat() < density ? (byte)1 : (byte)0;
            var filled = new int[mask.Pixels.Length];
            foreach (Outline o in MaskOutline.Of(mask)) {
                var one = new Image<byte>(mask.Width, mask.Height);
                CocoPolygon.Fill([.. o.Points.Select(v => (double)v)], one);
                for (int i = 0; i < filled.Length; i++) filled[i] += o.IsHole ? -one.Pixels[i] : one.Pixels[i];
            }
            Assert.Equal(mask.Pixels.Select(p => (int)p), filled);
        }
    }
}
