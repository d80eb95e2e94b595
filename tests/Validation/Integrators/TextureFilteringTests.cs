using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.Validation.Integrators;

public class TextureFilteringTests {
    /// <summary>At one path per pixel a distant checkerboard is an even grey: it is filtered, not sampled.</summary>
    [Fact]
    public void Checkerboard_IsEvenGrey_WhenMinified() {
        string file = Path.Combine(Directory.CreateTempSubdirectory("diorama-test-").FullName, "checker.png");
        var checker = new Image<Rgb8>(256, 256);
        for (int i = 0; i < checker.Pixels.Length; i++) {
            byte v = ((i >> 2) + (i >> 10)) % 2 == 0 ? (byte)255 : (byte)0;
            checker.Pixels[i] = new(v, v, v);
        }
        ImageFile.WritePng(file, checker);
        var board = new Material { Model = MaterialModel.Unlit,
            BaseColorTexture = new() { Texture = new() { Source = file }, Scale = new(200) } };
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(new(200)), board);
        Image<Vector3> far = scene.Picture(new(0, -60, 15), new(0, 0, 0), 0.2f, 32, new() { Samples = 1 });
        Image<Vector3> near = scene.Picture(new(0, 0, 0.2f), new(0.013f, 0.017f, 0), 0.2f, 32, new() { Samples = 1 });
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        Assert.All(far.Pixels, p => Assert.InRange(p.X, 0.45f, 0.55f));
        // The same board from near shows its squares.
        Assert.Contains(near.Pixels, p => p.X > 0.95f);
        Assert.Contains(near.Pixels, p => p.X < 0.05f);
    }
}
