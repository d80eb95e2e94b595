using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Labels;
using Diorama.Rendering.Labels;
using Diorama.Sensors.Profiles;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Frames;

public sealed class SensorPicturesTests : IDisposable {
    private readonly TemporaryFolder folder = new();
    private readonly CameraProfiles cameras;

    public SensorPicturesTests() {
        File.WriteAllText(folder["noiseprofiles.json"], """
            {"noiseprofiles": [{"maker": "Canon", "models": [{"model": "EOS 80D", "profiles": [
              {"iso": 100, "a": [5e-6, 4e-6, 1e-5], "b": [1e-8, 1e-8, 1e-8]},
              {"iso": 25600, "a": [5.6e-4, 5.4e-4, 1.3e-3], "b": [4e-5, 4e-5, 4e-5]}]}]}]}
            """);
        File.WriteAllText(folder["wb_presets.json"], """{"wb_presets": []}""");
        cameras = CameraProfiles.Read(folder.Path);
    }

    public void Dispose() => folder.Dispose();

    private World Build(double iso) =>
        Boxes.Build(0, 1, sensor: new() { Profile = cameras.Find("EOS 80D"), Iso = iso, JpegQuality = 0 });

    private static RenderedFrame Render(World world, int threads = 2, bool depth = false) {
        using var frames = new SceneFrames(world, 0, new() { Samples = 16, Bounces = 2, Threads = threads, Seed = 3,
            SensorDepth = depth, Labels = LabelTable.Instance });
        return frames.Render(0, 0);
    }

    [Fact]
    public void Picture_IsTakenByTheCamera_OnAnyNumberOfThreads() {
        using World high = Build(25600), again = Build(25600), low = Build(100), none = Boxes.Build(0);
        Rgb8[] noisy = Render(high, 1).Picture!.Pixels;
        Assert.Equal(noisy, Render(again, 3).Picture!.Pixels);
        double Difference(Rgb8[] a, Rgb8[] b) => a.Zip(b, (p, q) => Math.Abs(p.G - q.G)).Average();
        Rgb8[] plain = Render(none).Picture!.Pixels, fine = Render(low).Picture!.Pixels;
        Assert.True(Difference(noisy, fine) > 3);
        // What a camera makes of light at its lowest sensitivity differs from the rendered image by tones and corners, not by noise.
        Assert.InRange(Difference(plain, fine), 0.5, 25);
    }

    [Fact]
    public void Depth_OfTheSensor_IsAnOutputOfItsOwn() {
        using World world = Boxes.Build(0);
        using var frames = new SceneFrames(world, 0, new() { Samples = 0, Seed = 3, SensorDepth = true, Labels = LabelTable.DepthZ });
        RenderedFrame frame = frames.Render(0, 0);
        Image<float> measured = frame.SensorDepth!, exact = frame.Labels.DepthZ!;
        int near = 0;
        for (int i = 0; i < exact.Pixels.Length; i++) {
            if (measured.Pixels[i] > 0 && Math.Abs(measured.Pixels[i] - exact.Pixels[i]) < 0.3f * exact.Pixels[i]) near++;
        }
        Assert.InRange(near, exact.Pixels.Length / 2, exact.Pixels.Length - 1);
        Assert.NotEqual(exact.Pixels, measured.Pixels);
        LabelFiles.Write(folder["depth.exr"], LabelTable.SensorDepth, measured);
        Assert.Equal(measured.Pixels, ImageFile.ReadScalar(folder["depth.exr"]).Pixels);
    }
}
