using System.Numerics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Distances;

/// <summary>Random points on the triangles of a mesh, evenly by area.</summary>
public sealed class SurfaceSamples {
    private const int SamplesAtOnce = 4096;

    /// <summary>The points, metres.</summary>
    public Vector3[] Points { get; }

    /// <summary>Unit normals of their triangles, which point to where corners run counter-clockwise.</summary>
    public Vector3[] Normals { get; }

    /// <summary>Indices of their triangles.</summary>
    public int[] Triangles { get; }

    private SurfaceSamples(int count) => (Points, Normals, Triangles) = (new Vector3[count], new Vector3[count], new int[count]);

    /// <summary>
    /// Draws points on a mesh. Its triangles, in their order, are cut into as many shares of equal area as there are points, and each share
    /// gets one, at random within it: every place of the surface is equally likely, and the points lie more evenly than independent ones.
    /// A point depends on the key and on its index only. In a triangle points follow Turk 1990, "Generating Random Points in Triangles".
    /// </summary>
    /// <param name="mesh">Mesh whose triangles have an area, in metres.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="key">Key of the random numbers.</param>
    /// <param name="threads">Threads that draw; 0 takes all. The points are the same for any number.</param>
    /// <exception cref="BadInputException">The mesh has no triangles or no area, or something in it cannot be used.</exception>
    public static SurfaceSamples On(Mesh mesh, int count, Keyed key, int threads = 0) {
        SurfaceTree.ThrowIfUnusable(mesh);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        double[] areas = AreasUpTo(mesh);
        if (!(areas[^1] > 0)) throw new BadInputException($"The mesh '{mesh.Name}' has no area, expected triangles that are no lines");
        var samples = new SurfaceSamples(count);
        int blocks = (count + SamplesAtOnce - 1) / SamplesAtOnce;
        Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = SurfaceTree.Threads(threads) }, block => {
            int end = Math.Min(count, (block + 1) * SamplesAtOnce);
            for (int i = block * SamplesAtOnce; i < end; i++) samples.Draw(i, mesh, areas, key.With(i).Generator());
        });
        return samples;
    }

    /// <summary>Returns the area of each triangle and those before it, m².</summary>
    private static double[] AreasUpTo(Mesh mesh) {
        double[] areas = new double[mesh.TriangleCount];
        double sum = 0;
        for (int t = 0; t < areas.Length; t++) areas[t] = sum += Normal(mesh, t).Length / 2;
        return areas;
    }

    /// <summary>Returns the normal of a triangle, whose length is twice its area, m².</summary>
    internal static Double3 Normal(Mesh mesh, int triangle) {
        Double3 a = mesh.Positions[mesh.Indices[3 * triangle]], b = mesh.Positions[mesh.Indices[3 * triangle + 1]],
            c = mesh.Positions[mesh.Indices[3 * triangle + 2]];
        return Double3.Cross(b - a, c - a);
    }

    private void Draw(int i, Mesh mesh, double[] areas, KeyedGenerator random) {
        // Rounding must not lead to the very end, where no triangle is.
        double area = Math.Min((i + random.NextDouble()) / Points.Length * areas[^1], Math.BitDecrement(areas[^1]));
        int triangle = FirstAbove(areas, area);
        double root = Math.Sqrt(random.NextDouble()), share = random.NextDouble();
        Double3 a = mesh.Positions[mesh.Indices[3 * triangle]], b = mesh.Positions[mesh.Indices[3 * triangle + 1]],
            c = mesh.Positions[mesh.Indices[3 * triangle + 2]], normal = Normal(mesh, triangle);
        Points[i] = (Vector3)(a * (1 - root) + b * (root * (1 - share)) + c * (root * share));
        Normals[i] = (Vector3)(normal * (1 / normal.Length));
        Triangles[i] = triangle;
    }

    /// <summary>Returns the index of the first of ascending values that is above one: that of no triangle without an area.</summary>
    private static int FirstAbove(double[] values, double value) {
        int low = 0, high = values.Length - 1;
        while (low < high) {
            int middle = (low + high) / 2;
            if (values[middle] > value) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
