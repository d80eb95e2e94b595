using System.Numerics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Geometry.Distances;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Distances;

public class SurfaceSamplesTests {
    private static readonly Keyed key = Keyed.Start(0).With("samples");

    /// <summary>Areas of ½, 0 (a line) and 1½ m²; the last faces down.</summary>
    private static readonly Mesh triangles = new() {
        Positions = [new(0, 0, 0), new(1, 0, 0), new(0, 1, 0), new(5, 5, 0), new(6, 6, 0), new(7, 7, 0), new(0, 0, 2), new(0, 1, 2),
            new(3, 0, 2)],
        Indices = [0, 1, 2, 3, 4, 5, 6, 7, 8],
    };

    [Fact]
    public void Triangles_GetPointsByTheirArea() {
        SurfaceSamples samples = SurfaceSamples.On(triangles, 4000, key);
        Assert.Equal(1000, samples.Triangles.Count(t => t == 0));
        Assert.Equal(3000, samples.Triangles.Count(t => t == 2));
        for (int i = 0; i < 4000; i++) {
            bool isFirst = samples.Triangles[i] == 0;
            Assert.Equal(isFirst ? Vector3.UnitZ : -Vector3.UnitZ, samples.Normals[i]);
            Vector3 p = samples.Points[i];
            Assert.Equal(isFirst ? 0 : 2, p.Z);
            Assert.True(p.X >= 0 && p.Y >= 0 && p.X / (isFirst ? 1 : 3) + p.Y <= 1 + 1e-6);
        }
    }

    [Fact]
    public void Points_LieEvenlyInATriangle() {
        const int Count = 100_000;
        Vector3[] points = SurfaceSamples.On(new() { Positions = triangles.Positions, Indices = [0, 1, 2] }, Count, key).Points;
        // Integrals over the triangle x, y ≥ 0, x + y ≤ 1 of x, x² and xy, divided by its area.
        Assert.Equal(1.0 / 3, points.Average(p => (double)p.X), 0.004);
        Assert.Equal(1.0 / 3, points.Average(p => (double)p.Y), 0.004);
        Assert.Equal(1.0 / 6, points.Average(p => (double)p.X * p.X), 0.004);
        Assert.Equal(1.0 / 6, points.Average(p => (double)p.Y * p.Y), 0.004);
        Assert.Equal(1.0 / 12, points.Average(p => (double)p.X * p.Y), 0.002);
    }

    [Fact]
    public void AnyNumberOfThreads_DrawsTheSame_AndAnotherKeyOthers() {
        Mesh sphere = Primitives.Icosphere(1, 3);
        SurfaceSamples one = SurfaceSamples.On(sphere, 10_000, key, 1), four = SurfaceSamples.On(sphere, 10_000, key, 4);
        Assert.Equal(one.Points, four.Points);
        Assert.Equal(one.Normals, four.Normals);
        Assert.Equal(one.Triangles, four.Triangles);
        Assert.NotEqual(one.Points, SurfaceSamples.On(sphere, 10_000, key.With(1)).Points);
    }

    [Fact]
    public void WhatHasNoArea_IsRefused() {
        Assert.Contains("no area", Assert.Throws<BadInputException>(() => SurfaceSamples.On(
            new() { Positions = triangles.Positions, Indices = [3, 4, 5] }, 1, key)).Message, StringComparison.Ordinal);
        Assert.Contains("no triangles", Assert.Throws<BadInputException>(() => SurfaceSamples.On(
            new() { Positions = [], Indices = [] }, 1, key)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SurfaceSamples.On(triangles, 0, key));
    }
}
