using System.Numerics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Geometry.Distances;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Distances;

public class SurfaceComparisonTests {
    private const int Samples = 20_000;
    private static readonly Keyed key = Keyed.Start(0).With("comparison");

    private static SurfaceComparison Compare(Mesh found, Mesh truth) => SurfaceComparison.OfSurfaces(found, truth, Samples, key);

    [Fact]
    public void ParallelPlanes_AreAsFarAsTheyAre() {
        Mesh plane = Primitives.Quad(new(2, 1));
        SurfaceComparison comparison = Compare(plane.Translated(new(0, 0, 0.25f)), plane);
        Assert.Equal(0.25, comparison.PointToSurface, 1e-12);
        Assert.Equal(0.25, comparison.FoundToTruth, 1e-12);
        Assert.Equal(0.25, comparison.Chamfer, 1e-12);
        Assert.Equal(0.5, comparison.ChamferSum, 1e-12);
        Assert.Equal(1, comparison.NormalConsistency, 1e-12);
        Assert.Equal(2, comparison.LongestSide);
        // A distance that equals the threshold is not below it.
        Assert.Equal([0, 0, 1], [comparison.FScore(0.24), comparison.FScore(0.25), comparison.FScore(0.26)]);
        Assert.Equal([0, 1], [comparison.FScoreAtShare(0.12), comparison.FScoreAtShare(0.13)]);
    }

    [Fact]
    public void ConcentricSpheres_AreAsFarAsTheirRadii() {
        SurfaceComparison comparison = Compare(Primitives.Icosphere(1.25f, 5), Primitives.Icosphere(1, 5));
        Assert.Equal(0.25, comparison.PointToSurface, 0.001);
        Assert.Equal(0.25, comparison.FoundToTruth, 0.001);
        Assert.Equal(1, comparison.NormalConsistency, 0.001);
        Assert.Equal(2, comparison.LongestSide, 1e-6);
    }

    /// <summary>
    /// Cubes of 1 m, one moved by s = ¼ along x. Of each, one face is s away everywhere; the opposite face lies inside, min(s, distance to
    /// its border) away, whose integral is (1 − (1 − 2s)³)/6; the other four lie on the other cube but for a strip of mean s/2.
    /// </summary>
    [Fact]
    public void ShiftedCubes_AreAsFarAsTheIntegral() {
        const double s = 0.25, expected = (s + (1 - (1 - 2 * s) * (1 - 2 * s) * (1 - 2 * s)) / 6 + 4 * s * s / 2) / 6;
        Mesh cube = Primitives.Box(Vector3.One);
        SurfaceComparison comparison = Compare(cube.Translated(new((float)s, 0, 0)), cube);
        Assert.Equal(expected, comparison.PointToSurface, 0.001);
        Assert.Equal(expected, comparison.FoundToTruth, 0.001);
        Assert.Equal(expected, comparison.Chamfer, 0.001);
        Assert.Equal(2 * expected, comparison.ChamferSum, 0.002);
        // Below 0.1 m: of the inner face the frame of that width, of the other four 1 − 0.15.
        Assert.Equal((1 - 0.8 * 0.8 + 4 * 0.85) / 6, comparison.FScore(0.1), 0.003);
        Assert.Equal(0, Compare(cube, cube).Chamfer, 1e-7);
    }

    [Fact]
    public void TiltedPlanes_HaveTheCosineOfTheirAngle_OnWhicheverSide() {
        Mesh plane = Primitives.Quad(Vector2.One);
        Matrix4x4 turn = Matrix4x4.CreateRotationX(MathF.PI / 6);
        Mesh tilted = plane.With(Array.ConvertAll(plane.Positions, p => Vector3.Transform(p, turn)));
        Assert.Equal(Math.Cos(Math.PI / 6), Compare(tilted, plane).NormalConsistency, 1e-6);
        Mesh turned = new() { Positions = tilted.Positions, Indices = [.. tilted.Indices.Reverse()] };
        Assert.Equal(Math.Cos(Math.PI / 6), Compare(turned, plane).NormalConsistency, 1e-6);
    }

    /// <summary>Half of the truth is missing, and what was found has no fault: each direction shows one of the two.</summary>
    [Fact]
    public void WhatIsMissing_CountsFromTheTruthOnly() {
        Mesh one = Primitives.Quad(Vector2.One), other = one.Translated(new(0, 0, 3));
        Mesh both = new() { Positions = [.. one.Positions, .. other.Positions],
            Indices = [.. one.Indices, .. other.Indices.Select(i => i + one.VertexCount)] };
        SurfaceComparison comparison = Compare(one, both);
        Assert.Equal(1.5, comparison.PointToSurface, 1e-9);
        Assert.Equal(0, comparison.FoundToTruth, 1e-9);
        Assert.Equal(0.75, comparison.Chamfer, 1e-9);
        Assert.Equal([1, 0.5], [comparison.Precision(0.1), comparison.Recall(0.1)]);
        Assert.Equal(2.0 / 3, comparison.FScore(0.1), 1e-12);
        comparison = Compare(both, one);
        Assert.Equal(0, comparison.PointToSurface, 1e-9);
        Assert.Equal(1.5, comparison.FoundToTruth, 1e-9);
        Assert.Equal([0.5, 1], [comparison.Precision(0.1), comparison.Recall(0.1)]);
    }

    [Fact]
    public void Points_AreComparedAsBanmoDoes() {
        Vector3[] truth = [new(0, 0, 0), new(4, 0, 0), new(0, 2, 0)], found = [new(0, 0, 1), new(4, 3, 0)];
        // From the truth 1, 3 and √5; from what was found 1 and 3 (to the second).
        SurfaceComparison comparison = SurfaceComparison.OfPoints(found, truth);
        double fromTruth = (1 + 3 + Math.Sqrt(5)) / 3, fromFound = 2;
        Assert.Equal(fromTruth, comparison.PointToSurface, 1e-12);
        Assert.Equal(fromTruth + fromFound, comparison.ChamferSum, 1e-12);
        Assert.Equal((fromTruth + fromFound) / 2, comparison.Chamfer, 1e-12);
        Assert.Equal(4, comparison.LongestSide);
        // Half the side of 4 m: precision ½, recall ⅓.
        Assert.Equal(2 * (1.0 / 2 * 1 / 3) / (1.0 / 2 + 1.0 / 3), comparison.FScoreAtShare(0.5), 1e-12);
        Assert.Equal(double.NaN, comparison.NormalConsistency);
    }

    /// <summary>Two sets of n points on one area A: nearest neighbours of independent points are ½√(A/n) apart on average.</summary>
    [Fact]
    public void SamplesOfOneSurface_DoNotCoincide() {
        Mesh plane = Primitives.Quad(Vector2.One);
        SurfaceComparison comparison = SurfaceComparison.OfSamples(plane, plane, Samples, key);
        double expected = 0.5 / Math.Sqrt(Samples);
        Assert.InRange(comparison.PointToSurface, 0.9 * expected, 1.1 * expected);
        Assert.InRange(comparison.FoundToTruth, 0.9 * expected, 1.1 * expected);
        Assert.Equal(1, comparison.NormalConsistency, 1e-12);
        Assert.Equal(0, Compare(plane, plane).Chamfer, 1e-12);
    }

    [Fact]
    public void TrianglesWithoutAnArea_HaveNoNormalToCount() {
        Mesh plane = Primitives.Quad(Vector2.One);
        // A line along an edge comes first, and is as near as the quad's own triangles for points beside it.
        Mesh edged = new() { Positions = plane.Positions, Indices = [0, 1, 1, .. plane.Indices] };
        SurfaceComparison comparison = Compare(edged, Primitives.Quad(new(3, 3)));
        Assert.Equal(1, comparison.NormalConsistency, 1e-12);
    }

    [Fact]
    public void AnyNumberOfThreads_MeasuresTheSame() {
        Mesh found = Primitives.Torus(1, 0.3f, 90, 60), truth = Primitives.Icosphere(1.1f, 5);
        SurfaceComparison one = SurfaceComparison.OfSurfaces(found, truth, Samples, key, 1),
            four = SurfaceComparison.OfSurfaces(found, truth, Samples, key, 4);
        Assert.Equal([one.PointToSurface, one.FoundToTruth, one.NormalConsistency, one.FScore(0.1)],
            [four.PointToSurface, four.FoundToTruth, four.NormalConsistency, four.FScore(0.1)]);
    }

    [Fact]
    public void EmptyMeshes_AreRefused() {
        Mesh empty = new() { Name = "found", Positions = [], Indices = [] }, plane = Primitives.Quad(Vector2.One);
        foreach (Action compare in new Action[] { () => Compare(empty, plane), () => Compare(plane, empty),
            () => SurfaceComparison.OfSamples(empty, plane, 10, key) })
            Assert.Equal("The mesh 'found' has no triangles, expected one or more", Assert.Throws<BadInputException>(compare).Message);
        Assert.Throws<BadInputException>(() => SurfaceComparison.OfPoints([], [Vector3.Zero]));
        Assert.Throws<BadInputException>(() => SurfaceComparison.OfPoints([Vector3.Zero], []));
    }
}
