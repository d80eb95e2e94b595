using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Lights;

/// <summary>A light in one direction at infinity, or in a small disc around it such as the sun.</summary>
public readonly struct DirectionalEmitter {
    /// <summary>Direction towards the light, unit, world space.</summary>
    public readonly Vector3 Direction;
    /// <summary>Irradiance of a surface that faces the light, in W/m² per channel.</summary>
    public readonly Vector3 Irradiance;
    /// <summary>Radiance of the disc in W·sr⁻¹·m⁻²; zero if the light has no extent.</summary>
    public readonly Vector3 Radiance;
    /// <summary>1 − cosine of half the angle of the disc; 0 is a delta light.</summary>
    public readonly float OneMinusCos;
    /// <summary>Whether camera rays see the disc.</summary>
    public readonly bool VisibleToCamera;

    public DirectionalEmitter(Vector3 direction, Vector3 irradiance, float angularDiameter = 0, bool visibleToCamera = false) {
        (Direction, Irradiance, VisibleToCamera) = (Vector3.Normalize(direction), irradiance, visibleToCamera);
        double half = Math.Min(angularDiameter, Math.PI) / 2, sin = Math.Sin(half), sinHalf = Math.Sin(half / 2);
        OneMinusCos = (float)(2 * sinHalf * sinHalf);
        // Below 1e-4 rad a disc cannot be distinguished from a point, and single precision cannot represent it.
        if (angularDiameter < 1e-4f) OneMinusCos = 0;
        else Radiance = irradiance / (float)(Math.PI * sin * sin);
    }

    public static DirectionalEmitter FromLight(Light light, in Affine3 worldFromNode) =>
        new(worldFromNode.Z, light.Color * light.Intensity, light.AngularDiameter);

    public bool IsDelta => OneMinusCos == 0;

    /// <summary>
    /// Whether a unit vector points into the disc; compares distances of unit vectors, which resolve small angles, while cosines do not.
    /// </summary>
    public bool Contains(Vector3 direction) => Vector3.DistanceSquared(direction, Direction) <= 2 * OneMinusCos && !IsDelta;

    /// <summary>Sampling density of the disc: 1 / its solid angle.</summary>
    public float Density => 1 / (2 * MathF.PI * OneMinusCos);

    internal float Strength => MathF.Max(0, (Irradiance.X + Irradiance.Y + Irradiance.Z) / 3);
}
