using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Worlds.Caches;

namespace Diorama.Worlds.Physics;

/// <summary>A rigid body: its surface, its convex parts, and its pose.</summary>
public sealed class RigidBody {
    public required TriangleTree Surface { get; init; }
    public required ConvexParts Parts { get; init; }
    /// <summary>Pose; a rigid transform without scale.</summary>
    public required Affine3 WorldFromModel { get; init; }
    /// <summary>Density of the convex parts, kg/m³; hollow and wooden household objects are around 500.</summary>
    public double Density { get; init; } = 500;
    public double Friction { get; init; } = 0.6;
    public double Restitution { get; init; } = 0.1;
    /// <summary>Time from the start at which the object is released, seconds; before, nothing is in its place.</summary>
    public double ReleaseTime { get; init; }

    /// <summary>Creates the rigid body of a placed asset.</summary>
    public static RigidBody Of(AssetModel model, in Affine3 worldFromModel, ComputedCache? cache = null) =>
        new() { Surface = TriangleTree.Of(model), Parts = ConvexParts.Of(model, cache), WorldFromModel = worldFromModel };

    /// <summary>Creates a box in world space, for floors and walls.</summary>
    public static RigidBody Box(Vector3 min, Vector3 max) =>
        new() { Surface = TriangleTree.Box(min, max), Parts = ConvexParts.Box(min, max), WorldFromModel = Affine3.Identity };

    internal double Mass => Math.Max(0.02, Parts.Volume * Density);
}
