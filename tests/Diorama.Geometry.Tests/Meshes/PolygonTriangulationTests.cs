using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Meshes;

public class PolygonTriangulationTests {
    private const int Count = 10_000;

    /// <summary>
    /// Outline of random cells of a grid that hang together without holes, with a vertex at each step: many lie on the line between their
    /// neighbours, as in floor plans.
    /// </summary>
    private static List<(double X, double Y)> Rectilinear(ref KeyedGenerator random) {
        const int side = 6;
        // Columns of cells above a common base line: connected, and without holes.
        var outline = new List<(double, double)>();
        int columns = 2 + random.NextInt(side);
        int[] top = new int[columns], bottom = new int[columns];
        for (int i = 0; i < columns; i++) (top[i], bottom[i]) = (1 + random.NextInt(side), -random.NextInt(side));
        for (int i = 0; i < columns; i++) {
            if (i > 0) Climb(i, bottom[i - 1], bottom[i]);
            outline.Add((i, bottom[i]));
            outline.Add((i + 1, bottom[i]));
        }
        Climb(columns, bottom[^1], top[^1]);
        for (int i = columns - 1; i >= 0; i--) {
            outline.Add((i + 1, top[i]));
            outline.Add((i, top[i]));
            if (i > 0) Climb(i, top[i], top[i - 1]);
        }
        Climb(0, top[0], bottom[0]);
        return [.. outline.Where((p, i) => p != outline[(i + 1) % outline.Count])];

        void Climb(int x, int from, int to) {
            for (int y = from; y != to; y += Math.Sign(to - from)) outline.Add((x, y));
        }
    }

    private static List<(double X, double Y)> Star(ref KeyedGenerator random) {
        int count = 4 + random.NextInt(40);
        var outline = new List<(double, double)>();
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * (i + 0.9 * random.NextDouble()) / count, radius = 0.01 + random.NextDouble();
            outline.Add(((float)(radius * Math.Cos(angle)), (float)(radius * Math.Sin(angle))));
        }
        return outline;
    }

    private static double Area(List<(double X, double Y)> p) {
        double twice = 0;
        for (int i = 0; i < p.Count; i++) twice += p[i].X * p[(i + 1) % p.Count].Y - p[(i + 1) % p.Count].X * p[i].Y;
        return twice / 2;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Polygons_KeepTheirArea_WhateverTheirShapeAndPlane(bool rectilinear) {
        KeyedGenerator random = Keyed.Start(rectilinear ? 1ul : 2ul).Generator();
        var triangulation = new PolygonTriangulation();
        for (int k = 0; k < Count; k++) {
            List<(double X, double Y)> outline = rectilinear ? Rectilinear(ref random) : Star(ref random);
            double area = Area(outline);
            if (k % 2 == 1) outline.Reverse();
            Double3[] corners = [.. outline.Select(p => (k % 3) switch {
                0 => new Double3(p.X, p.Y, 3), 1 => new Double3(3, p.X, p.Y), _ => new Double3(p.Y, 3, p.X),
            })];
            var triangles = new List<int>();
            triangulation.Append(corners, triangles);
            double sum = 0;
            for (int t = 0; t < triangles.Count; t += 3) {
                double own = Area([outline[triangles[t]], outline[triangles[t + 1]], outline[triangles[t + 2]]]);
                Assert.True(own * (k % 2 == 1 ? -1 : 1) >= 0, $"polygon {k}: triangle {t / 3} is turned");
                sum += Math.Abs(own);
            }
            Assert.True(Math.Abs(sum - area) <= 1e-6 * area, $"polygon {k} of {outline.Count} corners: area {area}, triangles {sum}");
        }
        Assert.Equal(0, triangulation.Irregular);
    }

    [Fact]
    public void ConvexPolygons_AreFans_AndQuadsKeepTheirFirstDiagonal() {
        var triangles = new List<int>();
        new PolygonTriangulation().Append([new(0, 0, 0), new(1, 0, 0), new(1, 1, 0), new(0, 1, 0)], triangles);
        Assert.Equal([0, 1, 2, 0, 2, 3], triangles);
    }

    [Fact]
    public void ConcaveQuads_AreDividedAtTheirInnerCorner() {
        var triangles = new List<int>();
        new PolygonTriangulation().Append([new(1, 0, 0), new(0, 1, 0), new(0.1, 0.1, 0), new(0, -1, 0)], triangles);
        Assert.Equal(2, triangles.Count(i => i == 2));
    }

    [Fact]
    public void PolygonsThatCrossThemselves_AreCounted() {
        var triangulation = new PolygonTriangulation();
        var triangles = new List<int>();
        triangulation.Append([new(0, 0, 0), new(1, 1, 0), new(1, 0, 0), new(0, 1, 0)], triangles);
        triangulation.Append([new(0, 0, 0), new(1, 0, 0), new(2, 0, 0), new(3, 0, 0)], triangles);
        Assert.Equal(2, triangulation.Irregular);
        Assert.Equal(12, triangles.Count);
    }
}
