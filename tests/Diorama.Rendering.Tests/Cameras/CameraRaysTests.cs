using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Tests.Cameras;

public class CameraRaysTests {
    public static TheoryData<string> Names => Lenses.Names;

    private static Camera CameraWith(Lens lens, float shutter = 0, float readout = 0) => new() {
        Lens = lens, Width = Lenses.Width, Height = Lenses.Height, ShutterSeconds = shutter, ReadoutSeconds = readout,
    };

    /// <summary>Turns by 1 rad/s about an oblique axis while it moves by 2 m/s.</summary>
    private static Affine3 Moving(double t) =>
        Affine3.Translation(new Vector3(1, -2, 0.5f) + (float)t * new Vector3(1.2f, 0, 1.6f))
        * Affine3.Rotation(Vector3.Normalize(new(1, 2, 0.5f)), 0.7f + (float)t);

    [Theory]
    [MemberData(nameof(Names))]
    public void Project_ReturnsThePixel_WhenTheSensorIsReadRowByRowInMotion(string name) {
        var rays = new CameraRays(CameraWith(Lenses.ByName[name], 0.01f, 0.03f), Moving);
        Assert.True(rays.IsMoving);
        var random = Keyed.Start(7).With(name).Generator();
        int imaged = 0;
        for (int i = 0; i < 2000; i++) {
            var pixel = new Vector2(random.NextFloat() * Lenses.Width, random.NextFloat() * Lenses.Height);
            if (!rays.Pinhole(pixel, out var ray)) continue;
            Assert.Equal(rays.TimeOfRow(pixel.Y), ray.Time);
            float distance = 1 + 5 * random.NextFloat();
            bool found = rays.Project(ray.Origin + ray.Direction * distance, out var back, out float depth);
            // A direction next to the edge of the field may leave it while the camera turns; those near the pole of a panorama jump.
            if (!found || (rays.Camera.Lens is EquirectangularLens && MathF.Abs(pixel.Y - 240) > 200)) continue;
            imaged++;
            if (rays.Camera.Lens is EquirectangularLens && MathF.Abs(back.X - pixel.X) > 600) continue;
            Assert.InRange(Vector2.Distance(pixel, back), 0, 1.5e-3f);
            var world = Moving(ray.Time);
            Assert.Equal(Vector3.Dot(world.Z, ray.Origin + ray.Direction * distance - world.Origin), depth, 1e-3);
        }
        Assert.InRange(imaged, 1300, 2000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Project_ReturnsThePixel_WhenNothingMoves(string name) {
        var pose = Affine3.CameraLookingAt(new(0.3f, -2, 1), new(0, 1, 0.4f), Vector3.UnitZ);
        var rays = new CameraRays(CameraWith(Lenses.ByName[name], 0.01f, 0.03f), pose);
        Assert.False(rays.IsMoving);
        var random = Keyed.Start(8).With(name).Generator();
        for (int i = 0; i < 2000; i++) {
            var pixel = new Vector2(1 + random.NextFloat() * (Lenses.Width - 2), 20 + random.NextFloat() * (Lenses.Height - 40));
            if (!rays.Generate(pixel, new(0.3f, 0.8f), 0.5f, out var ray)) continue;
            Assert.True(rays.Project(ray.Origin + 4 * ray.Direction, out var back, out _));
            Assert.InRange(Vector2.Distance(pixel, back), 0, 1e-3f);
        }
    }

    [Fact]
    public void TimeOfRow_IsCentredOnTheFrameTime() {
        var rays = new CameraRays(CameraWith(Lenses.ByName["perspective"], 0.01f, 0.03f), Affine3.Identity);
        Assert.Equal(-0.015f, rays.TimeOfRow(0.5f), 1e-7);
        Assert.Equal(0, rays.TimeOfRow(240), 1e-7);
        Assert.Equal(0.015f, rays.TimeOfRow(479.5f), 1e-7);
        Assert.Equal(rays.TimeOfRow(480), rays.TimeOfRow(900));
        Assert.Equal(0, new CameraRays(CameraWith(Lenses.ByName["perspective"]), Affine3.Identity).TimeOfRow(17));
    }

    [Fact]
    public void Generate_SpreadsTimesOverTheExposureOfTheRow() {
        var rays = new CameraRays(CameraWith(Lenses.ByName["perspective"], 0.01f, 0.03f), Moving);
        Assert.True(rays.Generate(new(10, 0.5f), default, 0, out var first));
        Assert.True(rays.Generate(new(10, 0.5f), default, 0.75f, out var later));
        Assert.Equal(-0.02f, first.Time, 1e-7);
        Assert.Equal(-0.0125f, later.Time, 1e-7);
        Assert.InRange(Vector3.Distance(Moving(first.Time).Origin, first.Origin), 0, 1e-6f);
        Assert.InRange(Vector3.Distance(Moving(later.Time).Origin, later.Origin), 0, 1e-6f);
    }

    [Fact]
    public void Poses_StayRigid_WhenTheCameraSpinsFast() {
        // Half a turn within the shutter: interpolated columns would shrink, interpolated rotations must not.
        static Affine3 Spin(double t) => Affine3.Rotation(Vector3.UnitZ, (float)(Math.PI * t / 0.1));
        var rays = new CameraRays(CameraWith(Lenses.ByName["perspective"], 0.1f), Spin);
        for (int i = 0; i <= 1000; i++) {
            var pixel = new Vector2(600, 50);
            Assert.True(rays.Generate(pixel, default, i / 1000f, out var ray));
            Lenses.ByName["perspective"].Unproject(pixel, out _, out var direction);
            Assert.InRange(Vector3.Distance(ray.Direction, Spin(ray.Time).Vector(direction)), 0, 2e-6f);
        }
    }

    [Fact]
    public void Project_FollowsAMovingPoint_WhenTheSensorIsReadRowByRow() {
        var rays = new CameraRays(CameraWith(new PerspectiveLens(500, 500, 320, 240), 0, 0.04f), Affine3.Identity);
        // Falls by 3 m/s at 5 m: 300 px/s downwards; the readout runs down at 479/0.04 rows per second.
        Assert.True(rays.Project(t => new(0, 0.5f + 3 * t, 5), out var pixel, out _));
        double rowsPerSecond = 479 / 0.04;
        double expected = (290 - 300 * 240 / rowsPerSecond) / (1 - 300 / rowsPerSecond);
        Assert.Equal(expected, pixel.Y, 1e-3);
        Assert.True(rays.Project(new Vector3(0, 0.5f, 5), out var still, out _));
        Assert.Equal(290, still.Y, 1e-3);
    }

    [Fact]
    public void Project_TakesThePoseOfTheGivenTime_WhateverTheRow() {
        var rays = new CameraRays(CameraWith(Lenses.ByName["perspective"], 0.01f, 0.03f), Moving);
        var point = Moving(0).Point(new(0.2f, 0.1f, 4));
        Assert.True(rays.Project(point, 0.01f, out var pixel, out float depth));
        var expected = Moving(0.01).Inverse().Point(point);
        Lenses.ByName["perspective"].Project(expected, out var expectedPixel);
        Assert.Equal(expected.Z, depth, 1e-5);
        Assert.InRange(Vector2.Distance(expectedPixel, pixel), 0, 1e-3f);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Spread_IsTheAngleBetweenNeighbours(string name) {
        var lens = Lenses.ByName[name];
        var rays = new CameraRays(CameraWith(lens), Affine3.Identity);
        foreach (var pixel in new Vector2[] { new(320, 240), new(90.5f, 60.5f), new(500, 400) }) {
            Assert.True(rays.Pinhole(pixel, out var ray));
            lens.Unproject(pixel - 2 * Vector2.UnitX, out var leftOrigin, out var left);
            lens.Unproject(pixel + 2 * Vector2.UnitX, out var rightOrigin, out var right);
            lens.Unproject(pixel - 2 * Vector2.UnitY, out var aboveOrigin, out var above);
            lens.Unproject(pixel + 2 * Vector2.UnitY, out var belowOrigin, out var below);
            float angle = MathF.Sqrt(0.5f * (Vector3.DistanceSquared(left, right) + Vector3.DistanceSquared(above, below))) / 4;
            float width = MathF.Sqrt(0.5f * (Vector3.DistanceSquared(leftOrigin, rightOrigin)
                + Vector3.DistanceSquared(aboveOrigin, belowOrigin))) / 4;
            Assert.InRange(ray.Spread, 0.98f * angle, 1.02f * angle);
            Assert.InRange(ray.Width, 0.999f * width, 1.001f * width);
        }
    }

    [Fact]
    public void Generate_AllocatesNothing() {
        var rays = new CameraRays(CameraWith(Lenses.ByName["webcam"], 0.01f, 0.03f), Moving);
        rays.Generate(new(1, 1), default, 0, out _);
        rays.Project(new Vector3(0, 0, 3), out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) {
            rays.Generate(new(i * 0.5f, i * 0.4f), new(0.2f, 0.7f), 0.3f, out var ray);
            rays.Project(ray.Origin + ray.Direction, out _, out _);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void CameraRays_IgnoresScale_AsGltfAsks() {
        var scaled = Moving(0) * Affine3.Scaling(new(2, 3, 0.5f));
        var rays = new CameraRays(CameraWith(Lenses.ByName["perspective"]), scaled);
        Assert.True(rays.Pinhole(new(77, 88), out var ray));
        Assert.True(new CameraRays(CameraWith(Lenses.ByName["perspective"]), Moving(0)).Pinhole(new(77, 88), out var expected));
        Assert.InRange(Vector3.Distance(expected.Direction, ray.Direction), 0, 1e-6f);
    }
}
