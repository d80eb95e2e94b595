using System.Numerics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Distances;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Distances;

public class SurfaceTreeTests {
    private static Vector3 Random(ref KeyedGenerator random, float size) =>
        new Vector3(random.NextFloat() - 0.5f, random.NextFloat() - 0.5f, random.NextFloat() - 0.5f) * size;

    private static Mesh Of(params Vector3[] corners) =>
        new() { Name = "test", Positions = corners, Indices = [.. Enumerable.Range(0, corners.Length)] };

    /// <summary>Triangles of all shapes: small, large, slivers, some of them lines and points.</summary>
    private static Mesh Soup(int count, Vector3 origin) {
        KeyedGenerator random = Keyed.Start(1).With("soup").Generator();
        var corners = new Vector3[3 * count];
        for (int t = 0; t < count; t++) {
            Vector3 centre = origin + Random(ref random, 4);
            float size = t % 7 == 0 ? 3 : 0.3f;
            for (int k = 0; k < 3; k++) corners[3 * t + k] = centre + Random(ref random, size);
            if (t % 11 == 0) corners[3 * t + 1] = corners[3 * t] + (corners[3 * t + 2] - corners[3 * t]) * 0.3f;
            if (t % 13 == 0) corners[3 * t + 1] = corners[3 * t];
            if (t % 17 == 0) corners[3 * t + 1] = corners[3 * t + 2] = corners[3 * t];
        }
        return Of(corners);
    }

    /// <summary>The distance by other formulas: to the plane if the foot has no negative weight, otherwise to the nearest side.</summary>
    private static double Distance(Double3 p, Double3 a, Double3 b, Double3 c) {
        Double3 u = b - a, v = c - a, w = p - a;
        double uu = Double3.Dot(u, u), uv = Double3.Dot(u, v), vv = Double3.Dot(v, v), wu = Double3.Dot(w, u), wv = Double3.Dot(w, v),
            det = uu * vv - uv * uv;
        double s = (vv * wu - uv * wv) / det, t = (uu * wv - uv * wu) / det;
        if (det > 1e-12 * uu * vv && s >= 0 && t >= 0 && s + t <= 1) return (w - u * s - v * t).Length;
        return Math.Min(ToSide(a, b), Math.Min(ToSide(b, c), ToSide(c, a)));

        double ToSide(Double3 from, Double3 to) {
            double length = Double3.Dot(to - from, to - from);
            double share = length == 0 ? 0 : Math.Clamp(Double3.Dot(p - from, to - from) / length, 0, 1);
            return (p - from - (to - from) * share).Length;
        }
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1000f)]
    public void Nearest_IsThatOfALookAtEveryTriangle(float offset) {
        var origin = new Vector3(offset, -offset, offset / 2);
        Mesh mesh = Soup(400, origin);
        KeyedGenerator random = Keyed.Start(2).With("queries").Generator();
        var queries = new Vector3[10_000];
        for (int i = 0; i < queries.Length; i++) queries[i] = origin + Random(ref random, 8);
        SurfacePoint[] found = SurfaceTree.Of(mesh).Nearest(queries);
        Vector3[] p = mesh.Positions;
        for (int i = 0; i < queries.Length; i++) {
            double least = double.PositiveInfinity;
            for (int t = 0; t < mesh.TriangleCount; t++)
                least = Math.Min(least, Distance(queries[i], p[3 * t], p[3 * t + 1], p[3 * t + 2]));
            int nearest = found[i].Triangle;
            Assert.Equal(least, found[i].Distance, 1e-9);
            Assert.Equal(least, Distance(queries[i], p[3 * nearest], p[3 * nearest + 1], p[3 * nearest + 2]), 1e-9);
            // The position is rounded to single precision.
            double rounding = 1e-6 + 1e-7 * offset;
            Assert.Equal(least, ((Double3)found[i].Position - queries[i]).Length, rounding);
            Assert.True(Distance(found[i].Position, p[3 * nearest], p[3 * nearest + 1], p[3 * nearest + 2]) < rounding);
        }
    }

    [Fact]
    public void DistanceFromABox_IsTheFormula() {
        SurfaceTree tree = SurfaceTree.Of(Primitives.Box(new(2, 4, 6)));
        KeyedGenerator random = Keyed.Start(3).Generator();
        for (int i = 0; i < 1000; i++) {
            Vector3 q = Random(ref random, 12), beyond = Vector3.Abs(q) - new Vector3(1, 2, 3);
            double outside = Vector3.Max(beyond, Vector3.Zero).Length(),
                inside = -Math.Max(beyond.X, Math.Max(beyond.Y, beyond.Z));
            Assert.Equal(outside > 0 ? outside : inside, tree.Nearest(q).Distance, 1e-5);
        }
    }

    [Fact]
    public void DegenerateTriangles_AreTheLinesAndPointsThatTheyAre() {
        // A line whose middle corner is doubled, one whose corners run 0, 2, 1, and a point.
        SurfaceTree tree = SurfaceTree.Of(Of(new(0, 0, 0), new(1, 0, 0), new(1, 0, 0), new(5, 0, 0), new(7, 0, 0), new(6, 0, 0),
            new(0, 9, 0), new(0, 9, 0), new(0, 9, 0)));
        Assert.Equal(new SurfacePoint(new(0.5f, 0, 0), 2, 0), tree.Nearest(new Vector3(0.5f, 0, 2)));
        Assert.Equal(new SurfacePoint(new(6.5f, 0, 0), 2, 1), tree.Nearest(new Vector3(6.5f, -2, 0)));
        Assert.Equal(new SurfacePoint(new(0, 9, 0), 5, 2), tree.Nearest(new Vector3(3, 13, 0)));
        // Of equally near triangles the first: both lines are 2 m away.
        Assert.Equal(0, tree.Nearest(new Vector3(3, 0, 0)).Triangle);
    }

    [Fact]
    public void ManyTrianglesInOnePlace_AreOneSurface() {
        // No plane parts them: they are halved by number. All of them are equally near.
        var corners = new Vector3[3 * 1000];
        for (int i = 0; i < corners.Length; i++) corners[i] = (i % 3) switch { 0 => new(0, 0, 0), 1 => new(3, 0, 0), _ => new(0, 3, 0) };
        Assert.Equal(new SurfacePoint(new(1, 1, 0), 4, 0), SurfaceTree.Of(Of(corners)).Nearest(new Vector3(1, 1, 4)));
    }

    [Fact]
    public void Points_AreFoundAsTheyAre() {
        KeyedGenerator random = Keyed.Start(4).Generator();
        var points = new Vector3[3000];
        for (int i = 0; i < points.Length; i++) points[i] = Random(ref random, 2);
        SurfaceTree tree = SurfaceTree.OfPoints(points);
        Assert.Equal(3000, tree.Count);
        for (int k = 0; k < 300; k++) {
            Vector3 query = Random(ref random, 3);
            int nearest = Enumerable.Range(0, points.Length).MinBy(i => ((Double3)points[i] - query).Length);
            Assert.Equal(new SurfacePoint(points[nearest], ((Double3)points[nearest] - query).Length, nearest), tree.Nearest(query));
        }
    }

    [Fact]
    public void AnyNumberOfThreads_GivesTheSame() {
        Mesh mesh = Soup(20_000, Vector3.Zero);
        KeyedGenerator random = Keyed.Start(5).Generator();
        var queries = new Vector3[3000];
        for (int i = 0; i < queries.Length; i++) queries[i] = Random(ref random, 6);
        Assert.Equal(SurfaceTree.Of(mesh, 1).Nearest(queries, 1), SurfaceTree.Of(mesh, 4).Nearest(queries, 4));
    }

    [Fact]
    public void WhatHasNoSurface_IsRefusedInOneSentence() {
        Assert.Equal("The mesh 'test' has no triangles, expected one or more",
            Assert.Throws<BadInputException>(() => SurfaceTree.Of(Of())).Message);
        Assert.Contains("no triangles", Assert.Throws<BadInputException>(() => SurfaceTree.Of(
            new Mesh { Positions = [Vector3.One], Indices = [] })).Message, StringComparison.Ordinal);
        Assert.Contains("index 3", Assert.Throws<BadInputException>(() => SurfaceTree.Of(
            new Mesh { Positions = [default, default, default], Indices = [0, 1, 3] })).Message, StringComparison.Ordinal);
        Assert.Contains("empty", Assert.Throws<BadInputException>(() => SurfaceTree.OfPoints([])).Message, StringComparison.Ordinal);
        SurfaceTree tree = SurfaceTree.Of(Primitives.Quad(Vector2.One));
        Assert.Contains("Point 1 is", Assert.Throws<BadInputException>(() => tree.Nearest([default, new(0, float.NaN, 0)])).Message,
            StringComparison.Ordinal);
        Assert.Empty(tree.Nearest([]));
    }
}
