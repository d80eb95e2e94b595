using System.Numerics;
using Diorama.Assets.Animals;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Tests.Animals;

/// <summary>
/// Pictures of animals in rows: each on its own ground under the sky, seen from ahead and to its left, as large as the cell.
/// </summary>
internal static class AnimalSheet {
    public sealed record Cell(AnimalModel Model, AnimalClip? Clip, double Seconds);

    public static Image<Rgb8> Draw(IReadOnlyList<Cell> cells, int columns, int width, int height, int samples) {
        int rows = (cells.Count + columns - 1) / columns;
        var sheet = new Image<Rgb8>(columns * width, rows * height);
        for (int i = 0; i < cells.Count; i++) {
            var picture = Draw(cells[i], width, height, samples);
            for (int y = 0; y < height; y++) picture.Row(y).CopyTo(sheet.Row(i / columns * height + y)[(i % columns * width)..]);
        }
        return sheet;
    }

    public static Image<Rgb8> Draw(Cell cell, int width, int height, int samples) {
        var scene = new Scene {
            Environment = new() { SunSky = new() { SunDirection = Vector3.Normalize(new(0.5f, -0.7f, 0.9f)), Scale = 0.05f } } };
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach (var part in cell.Model.Pose(cell.Clip, cell.Seconds)) {
            var node = new Node { Name = part.Mesh.Name };
            node.Parts.Add(part);
            scene.Nodes.Add(node);
            foreach (var p in part.Mesh.Positions) (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
        }
        float radius = Vector3.Distance(min, max) / 2;
        var ground = new Node { Name = "ground", Translation = new(0, 0, min.Z) };
        ground.Parts.Add(new(Primitives.Quad(new(60 * radius)),
            new() { Name = "ground", BaseColor = new(0.22f, 0.2f, 0.15f), Roughness = 1 }));
        scene.Nodes.Add(ground);

        var centre = (min + max) / 2;
        var eye = centre + Vector3.Normalize(new(1, -0.75f, 0.32f)) * radius * 3.3f;
        var camera = new Camera { Lens = PerspectiveLens.FromVerticalFov(0.49f, width, height), Width = width, Height = height };
        using var prepared = RenderScene.Prepare(scene);
        var image = PathTracer.Render(prepared, new CameraRays(camera, Affine3.CameraLookingAt(eye, centre, Vector3.UnitZ)),
            new() { Samples = samples, MaxBounces = 3 });
        return ImageFile.Encode(image.Radiance, 1);
    }
}
