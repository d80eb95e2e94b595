using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Pictures;

/// <summary>Renders a model on a pale floor from all sides; the first view shows its front.</summary>
public static class Turntable {
    private const float FieldOfView = 0.5f, Elevation = 0.35f;

    /// <summary>
    /// Renders <paramref name="views"/> images of <paramref name="size"/> × <paramref name="size"/> pixels, in which the model turns
    /// counter-clockwise.
    /// </summary>
    public static IReadOnlyList<Image<Rgb8>> Render(AssetModel model, int views, int size, int samples, int threads = 0) {
        ArgumentNullException.ThrowIfNull(model);
        Vector3 box = model.Asset.Size, centre = new(0, 0, box.Z / 2);
        float radius = box.Length() / 2;
        var scene = new Scene { Environment = new() { Scale = new(0.55f) } };
        var thing = new Node { Name = model.Asset.Id, Class = model.Asset.Class };
        thing.Parts.AddRange(model.Parts);
        scene.Nodes.Add(thing);
        var floor = new Material { Name = "floor", BaseColor = new(0.35f), Roughness = 1, Specular = 0 };
        scene.Nodes.Add(new() { Name = "floor", Parts = { new(Primitives.Quad(new(200 * radius)), floor) },
            Translation = new(0, 0, -0.001f * radius) });
        scene.Nodes.Add(new() {
            Name = "sun", Matrix = Node.PoseLookingAt(new(-0.6f, -0.8f, 1.4f), Vector3.Zero),
            Light = new() { Kind = LightKind.Directional, Intensity = 1.6f, AngularDiameter = 0.3f },
        });
        var cameras = new Node[views];
        for (int k = 0; k < views; k++) {
            var (sin, cos) = MathF.SinCos(2 * MathF.PI * k / views);
            var (up, flat) = MathF.SinCos(Elevation);
            // Negative, so that the model seems to turn counter-clockwise.
            Vector3 eye = centre + new Vector3(-sin * flat, -cos * flat, up) * (1.05f * radius / MathF.Sin(FieldOfView / 2));
            scene.Nodes.Add(cameras[k] = new() {
                Name = $"view {k}", Matrix = Node.PoseLookingAt(eye, centre),
                Camera = new() { Lens = PerspectiveLens.FromVerticalFov(FieldOfView, size, size), Width = size, Height = size },
            });
        }
        using var prepared = RenderScene.Prepare(scene, new());
        return [.. cameras.Select(camera => ImageFile.Encode(
            PathTracer.Render(prepared, prepared.CameraAt(camera),
                new() { Samples = samples, MaxBounces = 6, Threads = threads }).Radiance))];
    }
}
