using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Tests.Rooms;

public class RoomShellTests {
    private static Scene Build(FloorPlan plan) {
        var scene = new Scene();
        RoomShell.Build(plan, scene, new Draw(3, 0));
        return scene;
    }

    private static float Area(Mesh mesh, Func<Vector3, bool>? where = null) {
        float twice = 0;
        for (int t = 0; t < mesh.Indices.Length; t += 3) {
            Vector3 a = mesh.Positions[mesh.Indices[t]], b = mesh.Positions[mesh.Indices[t + 1]], c = mesh.Positions[mesh.Indices[t + 2]];
            if (where is null || where((a + b + c) / 3)) twice += Vector3.Cross(b - a, c - a).Length();
        }
        return twice / 2;
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(2, 1)]
    [InlineData(3, 5)]
    public void AreasAreThoseOfThePlan(int house, ulong seed) {
        FloorPlan plan = FloorPlanTests.Plan(house, seed);
        Scene scene = Build(plan);
        foreach (Room room in plan.Rooms) {
            string name = $"{room.Type.ToString().ToLowerInvariant()} {room.Index + 1}";
            Mesh Find(string what) => Assert.Single(scene.Nodes, n => n.Name == $"{name} {what}").Parts[0].Mesh;
            Assert.Equal(room.Area, Area(Find("ceiling")), 1e-3f);
            Assert.Equal(room.Area, Area(Find("floor"), p => room.Contains(new(p.X, p.Y))), 1e-3f);
            for (int i = 0; i < room.WallCount; i++) {
                WallSegment wall = room.Wall(i);
                float expected = wall.Length * room.Height - room.Openings.Where(o => o.Wall == i).Sum(o => o.Width * o.Height);
                // Reveals lie behind the plane of the face.
                Assert.Equal(expected, Area(Find($"wall {i + 1}"), p => wall.DistanceTo(new(p.X, p.Y)) < 1e-3f), 1e-2f);
            }
        }
    }

    /// <summary>From inside, every ray ends on the shell of its room or leaves through a hole exactly where the plan has one.</summary>
    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, 3)]
    [InlineData(3, 5)]
    public void NothingLeaks(int house, ulong seed) {
        FloorPlan plan = FloorPlanTests.Plan(house, seed);
        Scene scene = Build(plan);
        scene.Nodes.RemoveAll(n => n.Class is "door" or "window" or "building");
        using RenderScene prepared = RenderScene.Prepare(scene);
        using Tracer tracer = prepared.NewTracer();
        KeyedGenerator random = Keyed.Start(9).Generator();
        int outside = 0;
        foreach (Room room in plan.Rooms) {
            (Vector2 min, Vector2 max) = room.Bounds;
            for (int i = 0; i < 3000; i++) {
                var place = new Vector2(float.Lerp(min.X, max.X, random.NextFloat()), float.Lerp(min.Y, max.Y, random.NextFloat()));
                if (!room.Contains(place, 0.05f)) continue;
                var from = new Vector3(place, 0.1f + (room.Height - 0.2f) * random.NextFloat());
                float z = 2 * random.NextFloat() - 1, r = MathF.Sqrt(1 - z * z), phi = 2 * MathF.PI * random.NextFloat();
                var direction = new Vector3(r * MathF.Cos(phi), r * MathF.Sin(phi), z);
                ref readonly RayHit hit = ref tracer.Intersect(from, direction, 0, float.PositiveInfinity, 0);
                float end = 1000;
                if (!hit.Missed) {
                    prepared.Resolve(hit, out SurfaceHit surface);
                    end = surface.Distance;
                }
                (float toShell, bool throughHole) = Leaves(room, from, direction);
                if (hit.Missed) outside++;
                if (throughHole) Assert.True(end > toShell - 0.02f);
                else Assert.True(MathF.Abs(end - toShell) < 0.06f || end < toShell && end > toShell * 0.3f,
                    $"a ray of {room.Type} goes {end} where the wall is at {toShell}");
            }
        }
        Assert.InRange(outside, 1, 2000);
    }

    /// <summary>Where a ray meets the room's prism, and whether there is a hole.</summary>
    private static (float Distance, bool Hole) Leaves(Room room, Vector3 from, Vector3 direction) {
        float nearest = direction.Z > 0 ? (room.Height - from.Z) / direction.Z : -from.Z / direction.Z;
        bool hole = false;
        for (int i = 0; i < room.WallCount; i++) {
            WallSegment wall = room.Wall(i);
            var inward = new Vector3(wall.Inward, 0);
            float closing = -Vector3.Dot(direction, inward);
            if (closing <= 1e-6f) continue;
            float distance = Vector3.Dot(from - new Vector3(wall.From, 0), inward) / closing;
            Vector3 p = from + distance * direction;
            float along = Vector2.Dot(new Vector2(p.X, p.Y) - wall.From, wall.Direction);
            if (distance < 0 || distance >= nearest || along < 0 || along > wall.Length) continue;
            nearest = distance;
            hole = room.Openings.Any(o => o.Wall == i && along > o.Offset - 1e-3f && along < o.End + 1e-3f && p.Z > o.Sill - 1e-3f
                && p.Z < o.Top + 1e-3f);
        }
        return (nearest, hole);
    }

    /// <summary>From outside no ray gets to the back of an inner face except through a hole: the hull is closed.</summary>
    [Fact]
    public void TheHouseIsClosedFromOutside() {
        FloorPlan plan = FloorPlanTests.Plan(3, 5);
        Scene scene = Build(plan);
        // Records come in the order of nodes and their parts.
        string?[] kinds = [.. scene.Nodes.SelectMany(n => n.Parts.Select(_ => n.Class))];
        using RenderScene prepared = RenderScene.Prepare(scene);
        using Tracer tracer = prepared.NewTracer();
        KeyedGenerator random = Keyed.Start(4).Generator();
        int facade = 0, joinery = 0, other = 0;
        for (int i = 0; i < 4000; i++) {
            float phi = 2 * MathF.PI * random.NextFloat();
            Vector3 from = new(30 * MathF.Cos(phi), 30 * MathF.Sin(phi), 2),
                to = new(6 * random.NextFloat() - 3, 6 * random.NextFloat() - 3, 2 * random.NextFloat());
            ref readonly RayHit hit = ref tracer.Intersect(from, Vector3.Normalize(to - from), 0, float.PositiveInfinity, 0);
            if (hit.Missed) continue;
            prepared.Resolve(hit, out SurfaceHit surface);
            string? kind = kinds[surface.Record];
            if (kind == "building") {
                facade++;
                Assert.True(surface.FrontFace);
            } else if (kind is "window" or "door") joinery++;
            else other++;
        }
        // Reveals may be seen at a slant; nothing else of the inside.
        Assert.InRange(other, 0, (facade + joinery) / 50);
        Assert.True(facade > 1000 && joinery > 20);
    }

    [Fact]
    public void DoorsAndWindowsFillTheirHoles() {
        FloorPlan plan = FloorPlanTests.Plan(3, 5);
        var scene = new Scene();
        IReadOnlyList<PlacedObject> placed = RoomShell.Build(plan, scene, new Draw(3, 0));
        int doors = plan.Rooms.Sum(r => r.Openings.Count(o => o.Kind == OpeningKind.Door && (o.OtherRoom < 0 || o.SwingsIn)));
        int windows = plan.Rooms.Sum(r => r.Openings.Count(o => o.Kind == OpeningKind.Window));
        Assert.Equal(doors, placed.Count(p => p.Asset.Class == "door"));
        Assert.Equal(windows, placed.Count(p => p.Asset.Class == "window"));
        foreach (PlacedObject p in placed) {
            Assert.Equal(1, p.WorldFromAsset.Determinant, 1e-4f);
            Vector3 min = new(float.PositiveInfinity), max = -min;
            foreach (Vector3 v in p.Model.Parts.SelectMany(part => part.Mesh.Positions))
                (min, max) = (Vector3.Min(min, v), Vector3.Max(max, v));
            Assert.Equal(p.Asset.Size.X, max.X - min.X, 1e-3f);
            Assert.Equal(0, min.Z, 1e-4f);
            Room room = plan.Rooms[p.Room];
            Assert.Contains(room.Openings,
                o => Vector2.Distance(room.Wall(o.Wall).At((o.Offset + o.End) / 2),
                    new(p.WorldFromAsset.Origin.X, p.WorldFromAsset.Origin.Y)) < 0.3f);
        }
    }
}
