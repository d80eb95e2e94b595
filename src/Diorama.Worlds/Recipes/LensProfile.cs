using Diorama.Rendering.Cameras;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// Properties of one lens of a recipe: the values that it accepts, and how it is made from them. A new lens of recipes is a member of
/// <see cref="LensKind"/> and a profile here.
/// </summary>
internal sealed record LensProfile {
    /// <summary>Creates a lens from focal lengths and principal point, in pixels, and coefficients of distortion.</summary>
    public delegate Lens Maker(float fx, float fy, float cx, float cy, float[] distortion);

    public required LensKind Kind { get; init; }

    /// <summary>Largest field of view, degrees.</summary>
    public double MaxFieldOfView { get; init; } = 179;

    /// <summary>Largest number of coefficients of distortion.</summary>
    public int MaxDistortion { get; init; } = 8;

    /// <summary>
    /// Computes the distance from the principal point, in focal lengths, at which an angle from the axis in radians is imaged; null for
    /// lenses that show everything, which have no field of view and no calibration.
    /// </summary>
    public Func<float[], double, double>? HalfImage { get; init; }

    public required Maker Create { get; init; }

    /// <summary>Returns the profile of a lens.</summary>
    public static LensProfile Of(LensKind kind) => ByKind[kind];

    private static readonly SortedDictionary<LensKind, LensProfile> ByKind = new(All().ToDictionary(p => p.Kind));

    private static IEnumerable<LensProfile> All() => [
        new() {
            Kind = LensKind.Perspective, HalfImage = (_, angle) => Math.Tan(angle),
            Create = (fx, fy, cx, cy, _) => new PerspectiveLens(fx, fy, cx, cy),
        },
        new() {
            // In OpenCV's order k1 k2 p1 p2 k3 k4 k5 k6.
            Kind = LensKind.BrownConrady, HalfImage = (d, angle) => {
                double x = Math.Tan(angle), r = x * x;
                return x * (1 + r * (d[0] + r * (d[1] + r * d[4]))) / (1 + r * (d[5] + r * (d[6] + r * d[7])));
            },
            Create = (fx, fy, cx, cy, d) => new BrownConradyLens(fx, fy, cx, cy, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]),
        },
        new() {
            Kind = LensKind.Fisheye, MaxFieldOfView = 360, MaxDistortion = 4, HalfImage = (d, angle) => {
                double t = angle * angle;
                return angle * (1 + t * (d[0] + t * (d[1] + t * (d[2] + t * d[3]))));
            },
            Create = (fx, fy, cx, cy, d) => new KannalaBrandtLens(fx, fy, cx, cy, d[0], d[1], d[2], d[3]),
        },
        new() {
            Kind = LensKind.Equirectangular, MaxFieldOfView = 360,
            Create = (_, _, cx, cy, _) => new EquirectangularLens((int)(2 * cx), (int)(2 * cy)),
        },
    ];
}
