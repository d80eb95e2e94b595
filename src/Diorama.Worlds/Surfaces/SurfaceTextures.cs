using System.Collections.Concurrent;
using System.Numerics;
using Diorama.Worlds.Caches;
using Diorama.Worlds.Surfaces.Patterns;

namespace Diorama.Worlds.Surfaces;

internal enum PatternKind { Planks, WidePlanks, GlazedTiles, MetroTiles, StoneTiles, MarbleTiles, Paint, Plaster, RoughPlaster, Carpet,
    LoopCarpet, Concrete, Brick, Asphalt, Paving, Grass }

/// <summary>
/// All procedural textures: a few variants of each pattern, computed when first needed and then kept, in memory and in the cache of the
/// data folder, so that any number of scenes shares about 80 MB. The colour comes from the materials that use them.
/// </summary>
internal static class SurfaceTextures {
    private static readonly ConcurrentDictionary<(PatternKind, int), Lazy<SurfaceMaps>> painted = [];

    public static int Variants(PatternKind kind) => kind switch {
        PatternKind.Planks or PatternKind.Brick => 4,
        PatternKind.Paint or PatternKind.Plaster or PatternKind.RoughPlaster or PatternKind.Asphalt or PatternKind.Paving
            or PatternKind.Grass => 2,
        _ => 3,
    };

    /// <summary>Returns the maps of a variant, from 0 up to but excluding <see cref="Variants"/>; the same object every time.</summary>
    public static SurfaceMaps Get(PatternKind kind, int variant) {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(variant, Variants(kind));
        return painted.GetOrAdd((kind, variant), static key =>
            new(() => SurfaceFile.Of($"{key.Item1} {key.Item2}", Pattern(key.Item1, key.Item2), ComputedCache.Default))).Value;
    }

    internal static ISurfacePattern Pattern(PatternKind kind, int variant) {
        uint seed = 1000 * (uint)kind + 37 * (uint)variant + 1;
        return kind switch {
            PatternKind.Planks => new WoodPlanks(seed, variant % 2 == 0 ? 0.12f : 0.09f, variant % 2 == 0 ? 14 : 18),
            PatternKind.WidePlanks => new WoodPlanks(seed, 0.19f, 9),
            PatternKind.GlazedTiles => new Tiles(seed, new(0.2f), 5, 5, TileFinish.Glazed, false, variant == 1 ? 0.2f : 0.5f),
            PatternKind.MetroTiles => new Tiles(seed, new(0.2f, 0.1f), 5, 10, TileFinish.Glazed, true, variant == 1 ? 0.15f : 0.5f),
            PatternKind.StoneTiles => new Tiles(seed, variant == 2 ? new(0.6f, 0.3f) : new(0.45f), 4, variant == 2 ? 8 : 4,
                TileFinish.Stone, variant == 2, variant == 1 ? 0.2f : 0.42f),
            PatternKind.MarbleTiles => new Tiles(seed, new(0.6f), 4, 4, TileFinish.Marble, false, 0.6f),
            PatternKind.Paint => new RolledPaint(seed),
            PatternKind.Plaster => new Plaster(seed, 0.4f),
            PatternKind.RoughPlaster => new Plaster(seed, 1),
            PatternKind.Carpet => new Carpet(seed, false, 0.15f * variant),
            PatternKind.LoopCarpet => new Carpet(seed, true, 0.2f * variant),
            PatternKind.Concrete => new Concrete(seed),
            PatternKind.Brick => new Brick(seed, (BrickColor)variant),
            PatternKind.Asphalt => new Asphalt(seed),
            PatternKind.Paving => new Tiles(seed, variant == 0 ? new(0.4f) : new(0.2f, 0.1f), variant == 0 ? 5 : 10, variant == 0 ? 5 : 20,
                TileFinish.Stone, variant == 1, 0.3f),
            PatternKind.Grass => new Grass(seed),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
    }

    /// <summary>Returns the mean colour of a pattern, by which a tint is divided to be met on average.</summary>
    public static Vector3 Mean(PatternKind kind, int variant) => Get(kind, variant).Mean;
}
