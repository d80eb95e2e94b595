using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Desks and dressing tables with their chairs.</summary>
internal sealed class DeskFurniture(FurnishingState state) : FurniturePlacement(state) {
    private static readonly string[] DeskKinds = ["desk", "dressing table"];

    public override void Place() {
        FurnitureItem? chair = null;
        foreach (string kind in DeskKinds) {
            while (Requested[kind] > 0) {
                if (Take(kind) is not { } desk) break;
                for (;;) {
                    string seat = Requested["office chair"] > 0 ? "office chair"
                        : kind == "desk" && Requested["chair"] > 0 ? "chair" : Requested["stool"] > 0 ? "stool" : "";
                    var group = new FurnitureGroup(desk);
                    if (seat.Length > 0) {
                        if (chair?.Class != seat) chair = Assets.Pick(seat);
                        if (chair is not null && AddDeskChair(group, desk, chair)) Requested.Take(seat);
                        group.Clear.Add((new(-0.35f, -desk.Front - 0.75f), new(0.35f, -desk.Front)));
                    }
                    if (Space.Place(group, DesksAtWalls(desk), out PlacementReason reason) is { } placed) {
                        GiveBack(group, placed);
                        break;
                    }
                    for (int i = 1; i < group.Items.Count; i++) Requested.Add(seat, 1);
                    if (Assets.Smaller(desk) is not { } smaller) {
                        Fail(kind, reason);
                        break;
                    }
                    desk = smaller;
                }
            }
        }
    }

    /// <summary>Adds a chair where there is space for knees under the top: in the middle, otherwise left or right of the drawers.</summary>
    private bool AddDeskChair(FurnitureGroup group, FurnitureItem desk, FurnitureItem chair) {
        float turn = (Space.Next() - 0.5f) * 0.5f, tuck = Space.Next(0.05f, 0.25f);
        PlanarPose best = default;
        float deepest = float.PositiveInfinity;
        foreach (float x in (ReadOnlySpan<float>)[0, -0.2f, 0.2f]) {
            for (float back = -tuck; back < 0.3f; back += 0.04f) {
                var place = PlanarPose.Facing(new(x * desk.Size.X, -desk.Front - chair.Front - back),
                    new(MathF.Sin(turn), MathF.Cos(turn)));
                if (group.Clashes(chair, place) || group.Clashes(chair, place.Moved(new(0, 0.015f)))) continue;
                if (back < deepest - 0.03f) (deepest, best) = (back, place);
                break;
            }
        }
        if (float.IsPositiveInfinity(deepest)) return false;
        group.Add(chair, best, optional: false);
        return true;
    }

    private List<Candidate> DesksAtWalls(FurnitureItem desk) {
        var result = new List<Candidate>();
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(desk.Size.X / 2, desk.Size.X / 2, desk.Back)) {
            float corner = ToCorner(wall, along, desk.Size.X);
            float score = (WallHas(wall, OpeningKind.Window) ? 0.4f : 0) + (corner < 0.05f ? 0.3f : corner < 0.4f ? -0.2f : 0);
            result.Add(new(at, score + Space.Next(0, 0.6f)));
        }
        return result;
    }
}
