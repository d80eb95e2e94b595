using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Lights;

public enum EmitterKind : byte { Triangle, Point, Spot, Rectangle, Disc }

/// <summary>
/// One light source of finite distance in world space (metres), as the sampler stores it. Area emitters emit into the hemisphere of
/// <see cref="Normal"/>, or into both if <see cref="TwoSided"/> is true.
/// </summary>
public struct Emitter {
    public EmitterKind Kind;
    public bool TwoSided;
    /// <summary>
    /// Whether the emission is textured: <see cref="Radiance"/> is only its mean, and the caller evaluates the radiance at the sampled
    /// barycentrics.
    /// </summary>
    public bool Textured;
    /// <summary>Whether the edges of a rectangle are perpendicular (otherwise it is a parallelogram, sampled by area).</summary>
    public bool Orthogonal;
    /// <summary>Whether the emitter moves while the shutter is open; this is then its state at the frame time.</summary>
    public bool Moves;
    /// <summary>Vertex 0 of a triangle, a corner of a rectangle, the centre of a disc, or the position of a point or spot light.</summary>
    public Vector3 Position;
    /// <summary>Vertex 1 − vertex 0 of a triangle, an edge of a rectangle, or a radius of a disc.</summary>
    public Vector3 EdgeU;
    /// <summary>Vertex 2 − vertex 0 of a triangle, the other edge of a rectangle, or the perpendicular radius of a disc.</summary>
    public Vector3 EdgeV;
    /// <summary>Unit normal of an area emitter (along EdgeU × EdgeV); unit axis of a spot.</summary>
    public Vector3 Normal;
    /// <summary>
    /// Radiance of area emitters (W·sr⁻¹·m⁻²), radiant intensity of point and spot lights (W·sr⁻¹), per channel of linear Rec.709.
    /// </summary>
    public Vector3 Radiance;
    /// <summary>Area of one side in square metres; 0 for point and spot lights.</summary>
    public float Area;
    public float CosInner, CosOuter;
    /// <summary>Distance in metres at which point and spot lights have faded out (KHR_lights_punctual).</summary>
    public float Range;

    public readonly bool IsDelta => Kind is EmitterKind.Point or EmitterKind.Spot;

    public readonly Vector3 Centre => Kind switch {
        EmitterKind.Triangle => Position + (EdgeU + EdgeV) / 3,
        EmitterKind.Rectangle => Position + (EdgeU + EdgeV) / 2,
        _ => Position,
    };

    /// <summary>Creates a triangle emitter; the side whose vertices are counter-clockwise emits.</summary>
    public static Emitter Triangle(Vector3 p0, Vector3 p1, Vector3 p2, Vector3 radiance, bool twoSided = false, bool textured = false) =>
        Flat(EmitterKind.Triangle, p0, p1 - p0, p2 - p0, 0.5f, radiance, twoSided) with { Textured = textured };

    /// <summary>Creates a rectangle emitter that emits along <paramref name="edgeU"/> × <paramref name="edgeV"/>.</summary>
    public static Emitter Rectangle(Vector3 corner, Vector3 edgeU, Vector3 edgeV, Vector3 radiance, bool twoSided = false) =>
        Flat(EmitterKind.Rectangle, corner, edgeU, edgeV, 1, radiance, twoSided);

    public static Emitter Disc(Vector3 centre, Vector3 normal, float radius, Vector3 radiance, bool twoSided = false) {
        var basis = new Basis(Vector3.Normalize(normal));
        return Flat(EmitterKind.Disc, centre, basis.Tangent * radius, basis.Bitangent * radius, MathF.PI, radiance, twoSided);
    }

    public static Emitter Point(Vector3 position, Vector3 intensity, float range = float.PositiveInfinity) =>
        new() { Kind = EmitterKind.Point, Position = position, Radiance = intensity, Normal = Vector3.UnitZ, Range = range, CosInner = -1,
        CosOuter = -1 };

    /// <summary>Creates a spot light; cone angles are in radians from the axis.</summary>
    public static Emitter Spot(Vector3 position, Vector3 axis, Vector3 intensity, float inner, float outer,
        float range = float.PositiveInfinity) =>
        new() {
            Kind = EmitterKind.Spot, Position = position, Radiance = intensity, Normal = Vector3.Normalize(axis), Range = range,
            CosInner = MathF.Cos(MathF.Min(inner, outer)), CosOuter = MathF.Cos(outer),
        };

    /// <summary>
    /// Creates the emitter of a light of the scene, except a directional one, which is a <see cref="DirectionalEmitter"/>.
    /// </summary>
    public static Emitter FromLight(Light light, in Affine3 worldFromNode) {
        Vector3 shine = light.Color * light.Intensity, axis = -Vector3.Normalize(worldFromNode.Z);
        switch (light.Kind) {
            case LightKind.Point:
                return Point(worldFromNode.Origin, shine, light.Range);
            case LightKind.Spot:
                return Spot(worldFromNode.Origin, axis, shine, light.InnerConeAngle, light.OuterConeAngle, light.Range);
            case LightKind.Disc:
                return Disc(worldFromNode.Origin, axis, light.Size.X / 2 * worldFromNode.X.Length(), shine);
            case LightKind.Rectangle:
                Vector3 u = worldFromNode.Y * light.Size.Y, v = worldFromNode.X * light.Size.X;
                if (Vector3.Dot(Vector3.Cross(u, v), axis) < 0) (u, v) = (v, u);
                return Rectangle(worldFromNode.Origin - (u + v) / 2, u, v, shine);
            default:
                throw new ArgumentException($"a {light.Kind} light is not a finite emitter", nameof(light));
        }
    }

    /// <summary>
    /// Returns the emitter at a normalised shutter time, interpolated between states at uniform steps: vertices move linearly, as Embree
    /// moves them.
    /// </summary>
    internal static Emitter At(ReadOnlySpan<Emitter> steps, float time) {
        float step = time * (steps.Length - 1);
        int k = Math.Clamp((int)step, 0, steps.Length - 2);
        ref readonly Emitter a = ref steps[k], b = ref steps[k + 1];
        float f = step - k;
        Vector3 position = Vector3.Lerp(a.Position, b.Position, f);
        if (a.Kind is EmitterKind.Triangle or EmitterKind.Rectangle) {
            return Flat(a.Kind, position, Vector3.Lerp(a.EdgeU, b.EdgeU, f), Vector3.Lerp(a.EdgeV, b.EdgeV, f),
                a.Kind == EmitterKind.Triangle ? 0.5f : 1, a.Radiance, a.TwoSided) with { Textured = a.Textured };
        }
        Vector3 axis = Vector3.Lerp(a.Normal, b.Normal, f);
        axis = axis.LengthSquared() > 1e-8f ? Vector3.Normalize(axis) : a.Normal;
        return a.Kind == EmitterKind.Disc
            ? Disc(position, axis, float.Lerp(a.EdgeU.Length(), b.EdgeU.Length(), f), a.Radiance, a.TwoSided)
            : a with { Position = position, Normal = axis };
    }

    private static Emitter Flat(EmitterKind kind, Vector3 position, Vector3 u, Vector3 v, float areaFactor, Vector3 radiance,
        bool twoSided) {
        Vector3 cross = Vector3.Cross(u, v);
        float length = cross.Length();
        return new() {
            Kind = kind, Position = position, EdgeU = u, EdgeV = v, Radiance = radiance, TwoSided = twoSided,
            Normal = length > 0 ? cross / length : Vector3.UnitZ, Area = length * areaFactor, Range = float.PositiveInfinity,
            Orthogonal = MathF.Abs(Vector3.Dot(u, v)) <= 1e-4f * u.Length() * v.Length(),
        };
    }

    /// <summary>
    /// Weight of the emitter in the light tree: mean of the channels of its intensity along its axis; for point and spot lights of their
    /// intensity.
    /// </summary>
    internal readonly float Strength {
        get {
            float mean = (Radiance.X + Radiance.Y + Radiance.Z) / 3;
            float strength = IsDelta ? mean : mean * Area;
            return strength > 0 && float.IsFinite(strength) ? strength : 0;
        }
    }
}
