using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Cameras;

/// <summary>Space in which the cameras of a world may be, and the subjects to look at. World space, metres.</summary>
public sealed class CameraSpace {
    /// <summary>Rooms, doorways, or the ground of a street; not used if there is a <see cref="Focus"/>.</summary>
    public IReadOnlyList<CameraArea> Areas { get; init; } = [];
    /// <summary>
    /// Box around the objects in the middle (studio, tabletop, bin): cameras are around it and look at it. Its bottom is the floor or table
    /// top.
    /// </summary>
    public (Vector3 Min, Vector3 Max)? Focus { get; init; }
    /// <summary>Root nodes of the objects that images should show; if empty, every object with a class.</summary>
    public IReadOnlyList<Node> Subjects { get; init; } = [];
    /// <summary>Names of objects that the recipe may name, and that are not in this scene.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];

    /// <summary>Returns the areas of a place, or its focus box if it has no areas; its objects are the subjects.</summary>
    public static CameraSpace Of(BuiltPlace place) {
        ArgumentNullException.ThrowIfNull(place);
        return new() {
            Areas = place.Areas, Focus = place.Areas.Count > 0 ? null : (place.FocusMin, place.FocusMax),
            Subjects = [.. place.Objects.Select(o => o.Node).OfType<Node>()], Hidden = place.Hidden,
        };
    }

    /// <summary>Returns the rooms of a plan and the doorways between them.</summary>
    public static IReadOnlyList<CameraArea> AreasOf(FloorPlan plan) {
        ArgumentNullException.ThrowIfNull(plan);
        List<CameraArea> areas = [.. plan.Rooms.Select(r => new CameraArea(r.Outline, 0, r.Height))];
        foreach (Room room in plan.Rooms) {
            foreach (Opening door in room.Openings) {
                if (door.Kind != OpeningKind.Door || door.OtherRoom < room.Index) continue;
                WallSegment wall = room.Wall(door.Wall);
                // From just inside one room to just inside the other, so that there is no gap between areas.
                Vector2 into = 0.05f * wall.Inward, across = -(plan.WallThickness + 0.05f) * wall.Inward, from = wall.At(door.Offset),
                    to = wall.At(door.End);
                areas.Add(new([from + into, to + into, to + across, from + across], door.Sill, door.Top, Passage: true));
            }
        }
        return areas;
    }
}
