using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Spaces;
using Diorama.Worlds.Caches;

namespace Diorama.Worlds.Physics;

/// <summary>A solid thing in physics: its surface, its convex parts, and where it is.</summary>
public sealed class RigidThing {
    public required TriangleTree Surface { get; init; }
    public required ConvexParts Parts { get; init; }
    /// <summary>Rigid: no scale.</summary>
    public required Affine3 WorldFromModel { get; init; }
    /// <summary>Kilograms per cubic metre of the convex parts; hollow and wooden things of a home are around 500.</summary>
    public double Density { get; init; } = 500;
    public double Friction { get; init; } = 0.6;
    public double Restitution { get; init; } = 0.1;
    /// <summary>Seconds from the start at which it is let go; nothing is in its place before.</summary>
    public double ReleaseTime { get; init; }

    /// <summary>A placed asset.</summary>
    public static RigidThing Of(AssetModel model, in Affine3 worldFromModel, ComputedCache? cache = null) =>
        new() { Surface = TriangleTree.Of(model), Parts = ConvexParts.Of(model, cache), WorldFromModel = worldFromModel };

    /// <summary>A box in the world, for floors and walls.</summary>
    public static RigidThing Box(Vector3 min, Vector3 max) =>
        new() { Surface = TriangleTree.Box(min, max), Parts = ConvexParts.Box(min, max), WorldFromModel = Affine3.Identity };

    internal double Mass => Math.Max(0.02, Parts.Volume * Density);
}
