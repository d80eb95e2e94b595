using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Scenes;

namespace Diorama.Validation.Integrators;

/// <summary>A glowing square one metre wide before a black void, seen by a parallel camera with ten pixels to the metre.</summary>
public class MotionTests {
    private const int Width = 40, Height = 16, PixelsPerMetre = 10;
    private const float Second = 1;

    private static Camera Parallel(float shutter, float readout = 0) => new() {
        Lens = new OrthographicLens(PixelsPerMetre, PixelsPerMetre, Width / 2f, Height / 2f), Width = Width, Height = Height,
        ShutterSeconds = shutter, ReadoutSeconds = readout,
    };

    private static Node LookingDown(Camera camera) => AnalyticScene.CameraNode(camera, new(0, 0, 5), Vector3.Zero);

    /// <summary>
    /// Moves <paramref name="node"/> along +X at one speed for ever, at <paramref name="origin"/> when the clock shows 0.
    /// </summary>
    private static void Move(AnalyticScene scene, Node node, Vector3 origin, float metresPerSecond) {
        Vector3 a = origin - new Vector3(10 * metresPerSecond, 0, 0), b = origin + new Vector3(10 * metresPerSecond, 0, 0);
        if (scene.Scene.Animations.Count == 0) scene.Scene.Animations.Add(new());
        scene.Scene.Animations[0].Channels.Add(new() {
            Node = node, Target = AnimationTarget.Translation, Interpolation = Interpolation.Linear,
            Times = [-10 * Second, 10 * Second], Values = [a.X, a.Y, a.Z, b.X, b.Y, b.Z],
        });
    }

    private static double[] Columns(Image<Vector3> image, int firstRow = 4, int rows = 8) {
        var mean = new double[image.Width];
        for (int x = 0; x < image.Width; x++) {
            for (int y = firstRow; y < firstRow + rows; y++) mean[x] += image[x, y].Y / rows;
        }
        return mean;
    }

    /// <summary>The triangle that a square moving by its own width leaves: 1 at x = 0, 0 at ±1 m; mean over each column.</summary>
    private static double[] Smear() {
        static double Area(double x) => x <= -1 ? 0 : x >= 1 ? 1 : x < 0 ? (x + 1) * (x + 1) / 2 : 1 - (1 - x) * (1 - x) / 2;
        return [.. Enumerable.Range(0, Width).Select(i => {
            double left = (i - Width / 2.0) / PixelsPerMetre;
            return (Area(left + 1.0 / PixelsPerMetre) - Area(left)) * PixelsPerMetre;
        })];
    }

    private static void ShouldBe(double[] expected, double[] columns) {
        for (int i = 0; i < Width; i++) Assert.InRange(columns[i], expected[i] - 0.01, expected[i] + 0.01);
    }

    private static readonly RenderSettings Settings = new() { Samples = 256, MaxBounces = 0 };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void MovingSquare_CoversPixelsLinearly(bool instanced) {
        var scene = new AnalyticScene();
        Mesh square = Primitives.Quad(Vector2.One);
        Move(scene, scene.Add(square, AnalyticScene.HiddenLamp(1)), Vector3.Zero, 2);
        // A second use, out of sight, so that the mesh may be instanced.
        scene.Add(square, AnalyticScene.HiddenLamp(1), Affine3.Translation(new(100, 0, 0)));
        var options = new PrepareOptions { MotionSeconds = 0.5, FlattenedTriangles = instanced ? 0 : 1000 };
        ShouldBe(Smear(), Columns(scene.Picture(LookingDown(Parallel(0.5f)), Settings, options)));
    }

    [Fact]
    public void MovingSquare_IsSharp_WithoutAShutter() {
        var scene = new AnalyticScene();
        Move(scene, scene.Add(Primitives.Quad(Vector2.One), AnalyticScene.HiddenLamp(1)), Vector3.Zero, 2);
        double[] columns = Columns(scene.Picture(LookingDown(Parallel(0)), Settings));
        for (int i = 0; i < Width; i++) Assert.Equal(i is >= 15 and < 25 ? 1 : 0, columns[i]);
    }

    [Fact]
    public void MovingCamera_SmearsWhatStandsStill() {
        var scene = new AnalyticScene();
        scene.Add(Primitives.Quad(Vector2.One), AnalyticScene.HiddenLamp(1));
        // At rest a node looks down −Z.
        var camera = new Node { Name = "camera", Camera = Parallel(0.5f) };
        Move(scene, camera, new(0, 0, 5), 2);
        ShouldBe(Smear(), Columns(scene.Picture(camera, Settings, new() { MotionSeconds = 0.5 })));
    }

    /// <summary>Each row is exposed a little after the one above: the edge moves on by speed × time between rows.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.1f)]
    public void RollingShutter_SkewsAMovingEdge(float shutter) {
        const float readout = 0.3f, speed = 2;
        var scene = new AnalyticScene();
        Move(scene, scene.Add(Primitives.Quad(new(1, 4)), AnalyticScene.HiddenLamp(1)), Vector3.Zero, speed);
        var image = scene.Picture(LookingDown(Parallel(shutter, readout)), Settings, new() { MotionSeconds = readout + shutter });
        // The centre of light of each row.
        double Centre(int y) {
            double sum = 0, weighted = 0;
            for (int x = 0; x < Width; x++) (sum, weighted) = (sum + image[x, y].Y, weighted + (x + 0.5) * image[x, y].Y);
            Assert.Equal(10, sum, 0.2);
            return weighted / sum - Width / 2.0;
        }
        for (int y = 0; y < Height; y++) {
            double time = readout * ((double)y / (Height - 1) - 0.5);
            // The first and last half row lie outside of the interval for which motion is kept.
            Assert.Equal(speed * time * PixelsPerMetre, Centre(y), y is 0 or Height - 1 ? 0.12 : 0.05);
        }
    }

    public enum MovingLamp { Mesh, Instance, Bending, Rectangle, Disc, Point, Spot }

    /// <summary>What a lamp does to a floor while the shutter is open is the mean over the moments of that time.</summary>
    [Theory]
    [InlineData(MovingLamp.Mesh)]
    [InlineData(MovingLamp.Instance)]
    [InlineData(MovingLamp.Bending)]
    [InlineData(MovingLamp.Rectangle)]
    [InlineData(MovingLamp.Disc)]
    [InlineData(MovingLamp.Point)]
    [InlineData(MovingLamp.Spot)]
    public void MovingLamp_LightsLikeTheMeanOfItsMoments(MovingLamp kind) {
        const int moments = 48;
        var scene = new AnalyticScene().WithFloor(0.8f);
        Mesh square = Primitives.Quad(new(0.6f));
        if (kind == MovingLamp.Bending) {
            square = new() { Positions = square.Positions, Indices = square.Indices,
                MorphTargets = [new() { Positions = [.. square.Positions.Select(p => new Vector3(0, 0, p.X))] }] };
        }
        Node lamp = kind switch {
            MovingLamp.Rectangle => scene.Add(new Light { Kind = LightKind.Rectangle, Size = new(0.6f), Intensity = 5 }, default),
            MovingLamp.Disc => scene.Add(new Light { Kind = LightKind.Disc, Size = new(0.6f), Intensity = 5 }, default),
            MovingLamp.Point => scene.Add(new Light { Kind = LightKind.Point, Intensity = 2 }, default),
            MovingLamp.Spot => scene.Add(new Light { Kind = LightKind.Spot, Intensity = 4, InnerConeAngle = 0.3f, OuterConeAngle = 0.7f },
                default),
            _ => scene.Add(square, AnalyticScene.Lamp(5)),
        };
        if (kind == MovingLamp.Instance) scene.Add(square, AnalyticScene.Lamp(5), Affine3.Translation(new(100, 0, 0)));
        lamp.Matrix = null;
        Move(scene, lamp, new(0, 0, 0.5f), 3);
        var channels = scene.Scene.Animations[0].Channels;
        // Meshes shine along +Z, lights along −Z: either is turned over to shine down, tilting through 0.8 rad while the shutter is open.
        float over = lamp.Light is null ? MathF.PI / 2 : 0, tilt = 0.4f;
        float[] Turn(float half) => [0, MathF.Sin(over + half), 0, MathF.Cos(over + half)];
        channels.Add(new() {
            Node = lamp, Target = AnimationTarget.Rotation, Interpolation = Interpolation.Linear, Times = [-0.25f, 0.25f],
            Values = [.. Turn(-tilt / 2), .. Turn(tilt / 2)],
        });
        if (kind == MovingLamp.Bending) {
            channels.Add(new() {
                Node = lamp, Target = AnimationTarget.MorphWeights, Interpolation = Interpolation.Linear, Times = [-0.25f, 0.25f],
                Values = [-0.5f, 0.5f],
            });
        }
        long flattened = kind == MovingLamp.Instance ? 0 : 1000;
        var eye = AnalyticScene.CameraNode(new() {
            Lens = new OrthographicLens(5, 5, 8, 8), Width = 16, Height = 16, ShutterSeconds = 0.5f,
        }, new(0, 0, 0.1f), Vector3.Zero);
        var mean = new Image<Vector3>(16, 16);
        for (int i = 0; i < moments; i++) {
            var moment = scene.Picture(eye, new() { Samples = 64, MaxBounces = 0, Seed = (uint)i },
                new() { FrameTime = 0.5 * ((i + 0.5) / moments - 0.5), FlattenedTriangles = flattened });
            for (int p = 0; p < mean.Pixels.Length; p++) mean.Pixels[p] += moment.Pixels[p] / moments;
        }
        var blurred = scene.Picture(eye, new() { Samples = 4096, MaxBounces = 0 },
            new() { MotionSeconds = 0.5, MotionSteps = 33, FlattenedTriangles = flattened });
        Assert.True(mean.Pixels.Average(p => p.Y) > 0.05f, "the lamp lights the floor");
        Assert.InRange(InstancingTests.Difference(mean, blurred), 0, 0.02);
    }

    /// <summary>Shading too: a turning, shaded ball is the same whether Embree moves it or its vertices do.</summary>
    [Fact]
    public void MovingInstances_LookLikeMovingMeshes() {
        var scene = new AnalyticScene().WithFloor(0.5f).WithSky(0.7f);
        Mesh ball = Primitives.Box(new(0.5f, 0.3f, 0.4f));
        var paint = new Rendering.Materials.Material { BaseColor = new(0.2f, 0.5f, 0.8f), Roughness = 0.3f };
        Node a = scene.Add(ball, paint), b = scene.Add(ball, paint);
        Move(scene, a, new(-0.3f, 0, 0.4f), 1.5f);
        Move(scene, b, new(0.4f, 0.3f, 0.9f), -1);
        b.Scale = new(1, -1, 1.5f);
        scene.Scene.Animations[0].Channels.Add(new() {
            Node = a, Target = AnimationTarget.Rotation, Interpolation = Interpolation.Linear, Times = [-1, 0, 1],
            Values = [0, 0, -MathF.Sin(0.6f), MathF.Cos(0.6f), 0, 0, 0, 1, 0, 0, MathF.Sin(0.6f), MathF.Cos(0.6f)],
        });
        var camera = new Camera { Lens = PerspectiveLens.FromVerticalFov(0.5f, 24, 24), Width = 24, Height = 24, ShutterSeconds = 0.4f };
        Node eye = AnalyticScene.CameraNode(camera, new(0, -3, 2), new(0, 0, 0.5f));
        Image<Vector3> Seen(long flattened) =>
            scene.Picture(eye, new() { Samples = 64 }, new() { MotionSeconds = 0.4, FlattenedTriangles = flattened });
        Assert.InRange(InstancingTests.Difference(Seen(1000), Seen(0)), 0, 0.01);
    }
}
