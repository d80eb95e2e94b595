using System.Numerics;
using Diorama.Core;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Distances;

/// <summary>
/// How far a surface that was found is from the true one. Distances are Euclidean, in metres and not squared: from points of the truth to
/// what was found, and back. Which points, and to what, is told by how the comparison was made; tables say which. All sums run in the order
/// of the points, so the number of threads changes no bit.
/// </summary>
public sealed class SurfaceComparison {
    private double[] fromTruth = [], fromFound = [];

    private SurfaceComparison(double longestSide) => LongestSide = longestSide;

    /// <summary>
    /// Compares surfaces by even samples on both, each with the other surface itself (the evaluation of ICON, Xiu et al. 2022, and of
    /// PIFu's line of work).
    /// </summary>
    /// <param name="found">Mesh that was found, in metres.</param>
    /// <param name="truth">True mesh.</param>
    /// <param name="samples">Number of samples on each; ICON takes 1000.</param>
    /// <param name="key">Key of the samples.</param>
    /// <param name="threads">Threads that work; 0 takes all.</param>
    /// <exception cref="BadInputException">A mesh has no triangles or no area, or something in it cannot be used.</exception>
    public static SurfaceComparison OfSurfaces(Mesh found, Mesh truth, int samples, Keyed key, int threads = 0) {
        (SurfaceSamples ofFound, SurfaceSamples ofTruth) = Samples(found, truth, samples, key, threads);
        SurfacePoint[] toFound = SurfaceTree.Of(found, threads).Nearest(ofTruth.Points, threads),
            toTruth = SurfaceTree.Of(truth, threads).Nearest(ofFound.Points, threads);
        return new(LongestSideOf(truth)) {
            fromTruth = Distances(toFound), fromFound = Distances(toTruth),
            NormalConsistency = (MeanCosine(ofTruth.Normals, toFound, Normals(found))
                + MeanCosine(ofFound.Normals, toTruth, Normals(truth))) / 2,
        };
    }

    /// <summary>
    /// Compares surfaces by even samples on both, each with the nearest sample of the other: distances of point sets, which do not become 0
    /// for equal surfaces.
    /// </summary>
    /// <inheritdoc cref="OfSurfaces"/>
    public static SurfaceComparison OfSamples(Mesh found, Mesh truth, int samples, Keyed key, int threads = 0) {
        (SurfaceSamples ofFound, SurfaceSamples ofTruth) = Samples(found, truth, samples, key, threads);
        SurfacePoint[] toFound = SurfaceTree.OfPoints(ofFound.Points, threads).Nearest(ofTruth.Points, threads),
            toTruth = SurfaceTree.OfPoints(ofTruth.Points, threads).Nearest(ofFound.Points, threads);
        return new(LongestSideOf(truth)) {
            fromTruth = Distances(toFound), fromFound = Distances(toTruth),
            NormalConsistency = (MeanCosine(ofTruth.Normals, toFound, ofFound.Normals)
                + MeanCosine(ofFound.Normals, toTruth, ofTruth.Normals)) / 2,
        };
    }

    /// <summary>
    /// Compares two sets of points, such as the vertices of two meshes (the evaluation of BANMo, Yang et al. 2022). They have no normals.
    /// </summary>
    /// <param name="found">Points that were found, in metres.</param>
    /// <param name="truth">True points.</param>
    /// <param name="threads">Threads that work; 0 takes all.</param>
    /// <exception cref="BadInputException">A set is empty, or has coordinates that cannot be used.</exception>
    public static SurfaceComparison OfPoints(Vector3[] found, Vector3[] truth, int threads = 0) {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(truth);
        double[] toFound = Distances(SurfaceTree.OfPoints(found, threads).Nearest(truth, threads)),
            toTruth = Distances(SurfaceTree.OfPoints(truth, threads).Nearest(found, threads));
        Vector3 low = truth[0], high = truth[0];
        foreach (Vector3 point in truth) (low, high) = (Vector3.Min(low, point), Vector3.Max(high, point));
        return new(LongestSideOf(low, high)) { fromTruth = toFound, fromFound = toTruth };
    }

    /// <summary>
    /// Mean distance from points of the truth to what was found (P2S, as ICON counts it), metres: grows with what is missing.
    /// </summary>
    public double PointToSurface => Mean(fromTruth);

    /// <summary>Mean distance from points of what was found to the truth, metres: grows with what is too much.</summary>
    public double FoundToTruth => Mean(fromFound);

    /// <summary>Half the sum of both means, metres: the Chamfer distance of PIFu's line of work (ICON).</summary>
    public double Chamfer => (PointToSurface + FoundToTruth) / 2;

    /// <summary>The sum of both means, metres: the Chamfer distance of BANMo.</summary>
    public double ChamferSum => PointToSurface + FoundToTruth;

    /// <summary>
    /// Mean |cos| of the angle between the normal of a triangle at a sample and that at the nearest point of the other surface, half the
    /// sum of both directions (Mescheder et al. 2019, Occupancy Networks): 1 for surfaces that are parallel everywhere. Samples whose
    /// nearest triangle has no area do not count; NaN if none do, or there are no normals.
    /// </summary>
    public double NormalConsistency { get; private init; } = double.NaN;

    /// <summary>Longest side of the box around the truth, metres; for a mesh, around its triangles.</summary>
    public double LongestSide { get; }

    /// <summary>Returns the share of points of what was found that are nearer to the truth than a threshold in metres, 0 to 1.</summary>
    public double Precision(double threshold) => Share(fromFound, threshold);

    /// <summary>Returns the share of points of the truth that are nearer to what was found than a threshold in metres, 0 to 1.</summary>
    public double Recall(double threshold) => Share(fromTruth, threshold);

    /// <summary>
    /// Returns the harmonic mean of precision and recall at a threshold in metres (Knapitsch et al. 2017, Tanks and Temples, section 3.3),
    /// 0 to 1.
    /// </summary>
    public double FScore(double threshold) {
        double precision = Precision(threshold), recall = Recall(threshold);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    /// <summary>Returns the F-score at a share of the longest side of the truth's box, as BANMo counts it at 0.01, 0.02 and 0.05.</summary>
    public double FScoreAtShare(double share) => FScore(share * LongestSide);

    private static (SurfaceSamples Found, SurfaceSamples Truth) Samples(Mesh found, Mesh truth, int samples, Keyed key, int threads) =>
        (SurfaceSamples.On(found, samples, key.With("found"), threads), SurfaceSamples.On(truth, samples, key.With("truth"), threads));

    private static double[] Distances(SurfacePoint[] points) => Array.ConvertAll(points, p => p.Distance);

    /// <summary>Returns the unit normals of all triangles, 0 for those without an area.</summary>
    private static Vector3[] Normals(Mesh mesh) {
        var normals = new Vector3[mesh.TriangleCount];
        for (int t = 0; t < normals.Length; t++) {
            Double3 normal = SurfaceSamples.Normal(mesh, t);
            if (normal.Length > 0) normals[t] = (Vector3)(normal * (1 / normal.Length));
        }
        return normals;
    }

    private static double MeanCosine(Vector3[] normals, SurfacePoint[] nearest, Vector3[] others) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < normals.Length; i++) {
            Vector3 other = others[nearest[i].Triangle];
            if (other == Vector3.Zero) continue;
            sum += Math.Abs(Double3.Dot(normals[i], other));
            count++;
        }
        return count == 0 ? double.NaN : sum / count;
    }

    private static double LongestSideOf(Mesh mesh) {
        Vector3 low = mesh.Positions[mesh.Indices[0]], high = low;
        foreach (int vertex in mesh.Indices) {
            (low, high) = (Vector3.Min(low, mesh.Positions[vertex]), Vector3.Max(high, mesh.Positions[vertex]));
        }
        return LongestSideOf(low, high);
    }

    private static double LongestSideOf(Vector3 low, Vector3 high) => ((Double3)high - low).MaxAbs;

    private static double Mean(double[] values) {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }

    private static double Share(double[] values, double threshold) {
        int near = 0;
        foreach (double value in values) {
            if (value < threshold) near++;
        }
        return (double)near / values.Length;
    }
}
