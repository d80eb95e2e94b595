using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>Kitchen units side by side along walls, with the objects that hang above them.</summary>
internal sealed class KitchenFurniture(FurnishingState state) : FurniturePlacement(state) {
    private static bool IsLower(Asset a) => a.Elevation < 0.1f && a.Size.Z is > 0.8f and < 0.95f && a.Size.X < 1
        && a.Size.Y is > 0.58f and < 0.64f
        && !a.Name.Contains("corner", StringComparison.OrdinalIgnoreCase);

    public static bool IsUpper(Asset a) => a.Elevation > 1 && a.Size.Y < 0.5f && !a.Name.Contains("helves", StringComparison.Ordinal)
        && !a.Name.Contains("corner", StringComparison.OrdinalIgnoreCase);

    /// <summary>Author of the kitchen's models; empty if there is no kitchen.</summary>
    public string Maker { get; private set; } = "";

    public override void Place() {
        if (Requested["kitchen cabinet"] == 0) return;
        if (Assets.Pick("kitchen cabinet", IsLower) is not { } first) return;
        // Units by one author have matching fronts and worktops.
        string maker = first.Asset.Author.Split(',', '&')[0].Trim();
        Maker = maker;
        bool SameMaker(Asset a) => a.Author.StartsWith(maker, StringComparison.Ordinal);
        FurnitureItem? sink = Take("kitchen sink", SameMaker) ?? Take("kitchen sink");
        FurnitureItem? stove = Take("stove", a => a.Size.Z > 0.8f && SameMaker(a))
            ?? Take("stove", a => a.Size.Z is < 0.1f and > 0.02f && a.Size.X > 0.3f) ?? Take("stove", a => a.Size.Z > 0.8f);
        FurnitureItem? fridge = Take("refrigerator");
        FurnitureItem? hood = stove is null ? null : Take("range hood", SameMaker) ?? Take("range hood");
        int cabinets = Requested["kitchen cabinet"];
        int uppers = (int)(cabinets * 0.42f), lowers = cabinets - uppers;
        var sequence = new List<FurnitureItem>();
        for (int i = 0; i < lowers; i++) if (Take("kitchen cabinet", a => IsLower(a) && SameMaker(a)) is { } unit) sequence.Add(unit);
        FurnitureItem? hob = stove is { Size.Z: < 0.1f } ? stove : null;
        int hobAt = -1;
        if (hob is not null) {
            int wide = sequence.FindIndex(p => p.Size.X > hob.Size.X + 0.01f);
            if (wide < 0) {
                Requested.Add("stove", 1);
                hob = null;
            } else {
                hobAt = Math.Min(sequence.Count - 1, 1 + (sequence.Count > 3 ? 1 : 0));
                (sequence[wide], sequence[hobAt]) = (sequence[hobAt], sequence[wide]);
            }
        }
        // The sink and the stove are separated by cabinets.
        if (sink is not null) {
            int at = hob is null ? Math.Min(1, sequence.Count) : Math.Max(0, hobAt - 1);
            sequence.Insert(at, sink);
            if (hob is not null && at <= hobAt) hobAt++;
        }
        if (stove is not null && hob is null && stove.Size.Z > 0.8f) sequence.Insert(Math.Min(3, sequence.Count), stove);
        if (fridge is not null) sequence.Insert(0, fridge);
        if (fridge is not null && hobAt >= 0) hobAt++;

        bool mirrored = Space.Next() < 0.5f;
        for (int cut = sequence.Count; cut >= 2; cut--) {
            FurnitureGroup run = Run(sequence[..cut], hob, hobAt, hood, maker, uppers, mirrored);
            if (Space.Place(run, RunsAtWalls(run), out PlacementReason reason) is not { } placed) {
                foreach (PlacedItem m in run.Items) if (m.On is null && m.Support == SupportKind.Wall && m.Item != hood)
                    Requested.Add("kitchen cabinet", 1);
                if (cut > 2) continue;
                foreach (FurnitureItem p in sequence) Fail(p.Class, reason);
                if (hob is not null) Fail("stove", reason);
                if (hood is not null) Fail("range hood", reason);
                return;
            }
            GiveBack(run, placed);
            PlaceRestOfRun(sequence[cut..], hob, hobAt - cut, hood is not null && !run.Items.Exists(m => m.Item == hood) ? hood : null,
                maker, mirrored);
            return;
        }
        foreach (FurnitureItem p in sequence) Requested.Add(p.Class, 1);
        if (hob is not null) Requested.Add("stove", 1);
        if (hood is not null) Requested.Add("range hood", 1);
    }

    /// <summary>Places the units for which the first wall had no space along other walls, in as many parts as necessary.</summary>
    private void PlaceRestOfRun(List<FurnitureItem> rest, FurnitureItem? hob, int hobAt, FurnitureItem? hood, string maker, bool mirrored) {
        while (rest.Count > 0) {
            bool done = false;
            for (int cut = rest.Count; cut >= 1 && !done; cut--) {
                int uppers = Requested["kitchen cabinet"];
                FurnitureGroup run = Run(rest[..cut], hob, hobAt, hood, maker, uppers, mirrored);
                if (Space.Place(run, RunsAtWalls(run), out _) is not { } placed) {
                    foreach (PlacedItem m in run.Items) if (m.Support == SupportKind.Wall && m.Item != hood)
                        Requested.Add("kitchen cabinet", 1);
                    continue;
                }
                GiveBack(run, placed);
                if (run.Items.Exists(m => m.Item == hood)) hood = null;
                rest = rest[cut..];
                hobAt -= cut;
                done = true;
            }
            if (done) continue;
            Fail(rest[0].Class, PlacementReason.NoFreeSpace);
            if (hobAt == 0) Fail("stove", PlacementReason.NoSupport);
            rest = rest[1..];
            hobAt--;
        }
        if (hood is not null) Fail("range hood", PlacementReason.NoSupport);
    }

    /// <summary>Arranges units with their backs in line, upper cabinets above the low ones, and the hood above the stove.</summary>
    private FurnitureGroup Run(List<FurnitureItem> units, FurnitureItem? hob, int hobAt, FurnitureItem? hood, string maker, int uppers,
        bool mirrored) {
        var run = new FurnitureGroup(units[0], Approach.Front);
        float back = units[0].Back, sign = mirrored ? -1 : 1;
        float x = units[0].Size.X / 2;
        float hot = float.NaN, hotWidth = 0;
        var low = new List<(float From, float To)>();
        for (int i = 0; i < units.Count; i++) {
            FurnitureItem unit = units[i];
            float middle = i == 0 ? 0 : x + unit.Size.X / 2;
            if (i > 0) {
                run.Add(unit, new(new(sign * middle, back - unit.Back, 0), Vector2.UnitX), optional: false, Approach.Front);
                x += unit.Size.X + 0.001f;
            }
            if (unit.Class == "stove" || hob is not null && i == hobAt) (hot, hotWidth) = (middle, unit.Size.X);
            else if (unit.Size.Z < 1.3f) low.Add((middle - unit.Size.X / 2, middle + unit.Size.X / 2));
            if (hob is not null && i == hobAt) {
                var place = new PlanarPose(new(sign * middle, back - unit.Size.Y / 2 - 0.01f, 0), Vector2.UnitX);
                PlanarPose below = run.Items[i].Pose;
                run.Add(hob, place.Raised(RestOn(hob, place, unit, below)), optional: false, on: run.Items[i]);
            }
        }
        float wall = back + FurnishedRoom.WallGap - 0.001f;
        if (hood is not null && !float.IsNaN(hot)) {
            float z = Math.Clamp(hood.Asset.Elevation, 1.55f, Room.Height - hood.Size.Z - 0.01f);
            run.Add(hood, new(new(sign * hot, wall - hood.Back, z), Vector2.UnitX), optional: false, support: SupportKind.Wall);
        }
        AddUppers(run, low, hot, MathF.Max(hotWidth, hood?.Size.X ?? 0), wall, sign, maker, uppers);
        float left = run.Items.Min(m => m.Pose.Position.X - m.Item.Size.X / 2),
            right = run.Items.Max(m => m.Pose.Position.X + m.Item.Size.X / 2);
        run.Clear.Add((new(left + 0.05f, -units.Max(u => u.Size.Y) + back - 0.75f), new(right - 0.05f, -units.Max(u => u.Size.Y) + back)));
        return run;
    }

    private void AddUppers(FurnitureGroup run, List<(float From, float To)> low, float hot, float hotWidth, float wall, float sign,
        string maker,
        int uppers) {
        if (low.Count == 0) return;
        float end = low[^1].To + 0.02f, x = low[0].From;
        for (int i = 0; i < uppers; i++) {
            if (Take("kitchen cabinet", a => IsUpper(a) && a.Author.StartsWith(maker, StringComparison.Ordinal)) is not { } unit) return;
            float z = MathF.Min(MathF.Max(unit.Asset.Elevation, 1.4f), Room.Height - unit.Size.Z - 0.01f);
            if (!float.IsNaN(hot) && x + unit.Size.X > hot - hotWidth / 2 && x < hot + hotWidth / 2) x = hot + hotWidth / 2 + 0.001f;
            if (x + unit.Size.X > end) {
                Requested.Add("kitchen cabinet", 1);
                return;
            }
            run.Add(unit, new(new(sign * (x + unit.Size.X / 2), wall - unit.Back, z), Vector2.UnitX), support: SupportKind.Wall);
            x += unit.Size.X + 0.001f;
        }
    }

    private List<Candidate> RunsAtWalls(FurnitureGroup run) {
        var result = new List<Candidate>();
        float left = -run.Items.Min(m => m.Pose.Position.X - m.Item.Size.X / 2),
            right = run.Items.Max(m => m.Pose.Position.X + m.Item.Size.X / 2);
        foreach ((PlanarPose at, int wall, float along) in Space.AlongWalls(left, right, run.Anchor.Back, 0.08f)) {
            float length = Room.Wall(wall).Length;
            float corner = MathF.Min(along - right, length - along - left);
            float score = (corner < 0.03f ? 0.6f : corner < 0.5f ? -0.4f : 0) + (WallHas(wall, OpeningKind.Door) ? -0.2f : 0);
            result.Add(new(at, score + Space.Next(0, 0.5f)));
        }
        return result;
    }
}
