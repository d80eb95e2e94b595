using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Integrators;

/// <summary>A room with a little of everything: glossy, glass, blended, skin, fog, a lamp, a sky through the open front.</summary>
public sealed class PathTracerTests : IDisposable {
    private readonly RenderScene scene;
    private readonly CameraRays camera;

    public PathTracerTests() {
        var source = new Scene { Environment = new() { Scale = new(0.5f, 0.6f, 0.8f) }, Fog = new() { Density = 0.02f, ScaleHeight = 3 } };
        void Add(Mesh mesh, Material material, Vector3 at) {
            var node = new Node { Name = mesh.Name, Translation = at };
            node.Parts.Add(new(mesh, material));
            source.Nodes.Add(node);
        }
        Add(Primitives.Quad(new(6)), new() { BaseColor = new(0.7f), Roughness = 0.4f }, Vector3.Zero);
        Add(Primitives.Box(new(6, 0.1f, 3)), new() { BaseColor = new(0.6f, 0.3f, 0.2f) }, new(0, 3, 1.5f));
        Mesh ball = Primitives.Icosphere(0.4f, 2);
        Add(ball, new() { Metallic = 1, Roughness = 0.2f }, new(-1, 0, 0.4f));
        Add(ball, new() { Roughness = 0, Transmission = 1, Thickness = 1 }, new(0, 0, 0.4f));
        Add(ball, new() { Model = MaterialModel.Subsurface, BaseColor = new(0.8f, 0.5f, 0.4f), MeanFreePath = new(0.05f) },
            new(1, 0, 0.4f));
        Add(ball, new() { Alpha = 0.5f, AlphaMode = AlphaMode.Blend, Clearcoat = 1 }, new(0, 1, 1.2f));
        source.Nodes.Add(new() { Name = "lamp", Light = new() { Kind = LightKind.Rectangle, Intensity = 6 },
            Translation = new(0, 0, 2.8f) });
        var eye = new Node {
            Name = "eye", Matrix = Node.PoseLookingAt(new(0, -4, 1.5f), new(0, 0, 0.6f)),
            Camera = new() { Lens = PerspectiveLens.FromVerticalFov(0.7f, 50, 40), Width = 50, Height = 40, ApertureRadius = 0.01f,
                FocusDistance = 4 },
        };
        source.Nodes.Add(eye);
        scene = RenderScene.Prepare(source);
        camera = scene.CameraAt(eye);
    }

    public void Dispose() => scene.Dispose();

    private Vector3[] Pixels(int threads, uint seed = 0) =>
        PathTracer.Render(scene, camera, new() { Samples = 4, Threads = threads, Seed = seed }).Radiance.Pixels;

    [Fact]
    public void Image_IsBitIdentical_ForAnyThreadCount() {
        Vector3[] one = Pixels(1);
        Assert.Contains(one, p => p.X > 0);
        Assert.All(one, p => Assert.True(float.IsFinite(p.X + p.Y + p.Z)));
        Assert.Equal(one, Pixels(2));
        Assert.Equal(one, Pixels(3));
        Assert.Equal(one, Pixels(1));
    }

    [Fact]
    public void Image_DependsOnTheSeed() {
        Vector3[] zero = Pixels(2), one = Pixels(2, 1);
        int same = zero.Zip(one).Count(p => p.First == p.Second);
        // Only pixels that see nothing but the even sky can be equal.
        Assert.InRange(same, 0, zero.Length / 2);
    }

    [Fact]
    public void SplitLight_SumsToTheRadiance() {
        RenderedImage image = PathTracer.Render(scene, camera, new() { Samples = 8, SplitLight = true });
        Assert.Equal(PathTracer.Render(scene, camera, new() { Samples = 8 }).Radiance.Pixels, image.Radiance.Pixels);
        var parts = new[] { image.Emission!, image.DiffuseDirect!, image.DiffuseIndirect!, image.SpecularDirect!, image.SpecularIndirect! };
        Assert.All(parts, part => Assert.Contains(part.Pixels, p => p.X > 0));
        for (int i = 0; i < image.Radiance.Pixels.Length; i++) {
            Vector3 total = image.Radiance.Pixels[i], sum = default;
            foreach (var part in parts) sum += part.Pixels[i];
            Assert.True(Vector3.Distance(sum, total) <= 1e-5f * total.Length(), $"pixel {i}: {sum} is not {total}");
        }
    }

    [Fact]
    public void Progress_EndsAtOne_AndCancellationStops() {
        double last = 0;
        PathTracer.Render(scene, camera, new() { Samples = 1, Threads = 1, Progress = share => last = Math.Max(last, share) });
        Assert.Equal(1, last);
        using var cancel = new CancellationTokenSource();
        cancel.Cancel();
        Assert.Throws<OperationCanceledException>(() => PathTracer.Render(scene, camera,
            new() { Samples = 1, Cancellation = cancel.Token }));
    }
}
