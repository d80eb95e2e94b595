using Diorama.Core.Spaces;

namespace Diorama.Rendering.SceneFiles;

/// <summary>
/// Vertices of a file in double precision, and where the scene's origin is put: single precision has steps of half a metre at UTM
/// coordinates, so geometry far away is moved to the origin before it is rounded (<see cref="Scenes.Scene.Origin"/>).
/// </summary>
internal static class FarGeometry {
    /// <summary>Distance from the origin, in metres, up to which coordinates stay as they are: their steps are below 0.1 mm.</summary>
    public const double Far = 1000;

    /// <summary>
    /// Returns the point that becomes the origin of a set of points: a whole number of metres near their middle, or zero if that is not
    /// far.
    /// </summary>
    /// <param name="points">Points in the file's unit.</param>
    /// <param name="metres">Metres of that unit.</param>
    public static Double3 OriginFor(ReadOnlySpan<Double3> points, double metres) {
        if (points.IsEmpty) return Double3.Zero;
        Double3 min = points[0], max = points[0];
        foreach (Double3 p in points) (min, max) = (Double3.Min(min, p), Double3.Max(max, p));
        Double3 middle = (min + max) * 0.5;
        return metres * middle.MaxAbs > Far && double.IsFinite(middle.MaxAbs) ? Whole(middle, metres) : Double3.Zero;
    }

    /// <summary>Returns the nearest point that is a whole number of metres from the origin along each axis.</summary>
    public static Double3 Whole(Double3 point, double metres) => (point * metres).Rounded() * (1 / metres);
}
