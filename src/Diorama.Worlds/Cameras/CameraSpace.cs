using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Cameras;

/// <summary>Where the cameras of a world may be, and what there is to see. World space, metres.</summary>
public sealed class CameraSpace {
    /// <summary>Rooms, doorways, or the ground of a street; not used when there is a <see cref="Focus"/>.</summary>
    public IReadOnlyList<CameraArea> Areas { get; init; } = [];
    /// <summary>
    /// Box around the thing in the middle (studio, tabletop, bin): cameras stand around it and look at it. Its bottom is the floor or table
    /// top.
    /// </summary>
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
                Vector2 into = 0.05f * wall.Inward, across = -(plan.WallThickness + 0.05f) * wall.Inward, from = wall.At(door.Offset),
                    to = wall.At(door.End);
                areas.Add(new([from + into, to + into, to + across, from + across], door.Sill, door.Top, Passage: true));
            }
        }
        return areas;
    }
}
