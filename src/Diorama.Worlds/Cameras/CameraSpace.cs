using System.Numerics;
using Diorama.Assets;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Cameras;

/// <summary>Where the cameras of a world may be, and what there is to see. World space, metres.</summary>
public sealed class CameraSpace {
    /// <summary>Rooms, doorways, or the ground of a street; not used when there is a <see cref="Focus"/>.</summary>
    public IReadOnlyList<CameraArea> Areas { get; init; } = [];
    /// <summary>Box around the thing in the middle (studio, tabletop, bin): cameras stand around it and look at it. Its bottom is the floor or table top.</summary>
    public (Vector3 Min, Vector3 Max)? Focus { get; init; }
    /// <summary>Roots of the objects that a picture should show; empty takes every object with a class.</summary>
    public IReadOnlyList<Node> Subjects { get; init; } = [];

    /// <summary>The areas of a place, or its focus box where it has no areas; its things are the subjects.</summary>
    public static CameraSpace Of(BuiltPlace place) {
        ArgumentNullException.ThrowIfNull(place);
        return new() {
            Areas = place.Areas, Focus = place.Areas.Count > 0 ? null : (place.FocusMin, place.FocusMax),
            Subjects = [.. place.Objects.Select(o => o.Node).OfType<Node>()],
        };
    }

    /// <summary>The rooms of a plan and the doorways between them.</summary>
    public static IReadOnlyList<CameraArea> AreasOf(FloorPlan plan) {
        ArgumentNullException.ThrowIfNull(plan);
        List<CameraArea> areas = [.. plan.Rooms.Select(r => new CameraArea(r.Outline, 0, r.Height))];
        foreach (Room room in plan.Rooms) {
            foreach (Opening door in room.Openings) {
                if (door.Kind != OpeningKind.Door || door.OtherRoom < room.Index) continue;
                WallSegment wall = room.Wall(door.Wall);
                // From just inside of one room to just inside of the other, so that no gap is left between areas.
                Vector2 into = 0.05f * wall.Inward, across = -(plan.WallThickness + 0.05f) * wall.Inward, from = wall.At(door.Offset), to = wall.At(door.End);
                areas.Add(new([from + into, to + into, to + across, from + across], door.Sill, door.Top, Passage: true));
            }
        }
        return areas;
    }
}

/// <summary>A level piece of ground with free air above.</summary>
/// <param name="Outline">Simple polygon, either way round.</param>
/// <param name="Floor">Height of the ground, metres.</param>
/// <param name="Ceiling">Infinite outdoors.</param>
/// <param name="Passage">A doorway: paths lead through it, but no camera starts in it.</param>
public sealed record CameraArea(Vector2[] Outline, float Floor = 0, float Ceiling = float.PositiveInfinity, bool Passage = false) {
    public float Extent {
        get {
            float twice = 0;
            for (int i = 0, j = Outline.Length - 1; i < Outline.Length; j = i++) twice += Outline[j].X * Outline[i].Y - Outline[i].X * Outline[j].Y;
            return MathF.Abs(twice) / 2;
        }
    }

    public (Vector2 Min, Vector2 Max) Bounds {
        get {
            Vector2 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
            foreach (Vector2 p in Outline) (min, max) = (Vector2.Min(min, p), Vector2.Max(max, p));
            return (min, max);
        }
    }

    /// <summary>Even-odd rule.</summary>
    public bool Contains(Vector2 p) {
        bool inside = false;
        for (int i = 0, j = Outline.Length - 1; i < Outline.Length; j = i++) {
            Vector2 a = Outline[i], b = Outline[j];
            if (a.Y > p.Y != b.Y > p.Y && p.X < (b.X - a.X) * (p.Y - a.Y) / (b.Y - a.Y) + a.X) inside = !inside;
        }
        return inside;
    }
}
