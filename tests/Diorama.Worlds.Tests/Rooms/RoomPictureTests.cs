using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Lighting;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Rooms;
using Diorama.Worlds.Tests.Pictures;

namespace Diorama.Worlds.Tests.Rooms;

public class RoomPictureTests {
    private sealed record Shot(ulong Seed, RoomType Type, RoomShape Shape, SurfaceKind Floor, SurfaceKind Walls, SkyKind Sky, double Time,
        double Lamps, string Panorama = "city");

    /// <summary>
    /// Empty rooms of every shape by day, in the evening and at night, with doors and windows of the packs where they are installed.
    /// </summary>
    [Fact]
    public void EmptyRoomsUnderAllSkies() {
        Shot[] shots = [
            new(1, RoomType.Living, RoomShape.Rectangle, SurfaceKind.Wood, SurfaceKind.Paint, SkyKind.Sun, 10, 0),
            new(2, RoomType.Kitchen, RoomShape.Rectangle, SurfaceKind.Tiles, SurfaceKind.Plaster, SkyKind.Night, 22, 1),
            new(3, RoomType.Living, RoomShape.L, SurfaceKind.Wood, SurfaceKind.Plaster, SkyKind.Overcast, 14, 0),
            new(4, RoomType.Living, RoomShape.T, SurfaceKind.Carpet, SurfaceKind.Paint, SkyKind.Panorama, 12, 0, "courtyard"),
            new(5, RoomType.Bath, RoomShape.Rectangle, SurfaceKind.Tiles, SurfaceKind.Tiles, SkyKind.Sun, 15, 1),
            new(6, RoomType.Office, RoomShape.Rectangle, SurfaceKind.Carpet, SurfaceKind.Paint, SkyKind.Overcast, 17, 1),
            new(7, RoomType.Bed, RoomShape.Rectangle, SurfaceKind.Wood, SurfaceKind.Paint, SkyKind.Sun, 18.5, 1),
            new(8, RoomType.Living, RoomShape.Rectangle, SurfaceKind.Concrete, SurfaceKind.Brick, SkyKind.Sun, 12, 0),
            new(9, RoomType.Living, RoomShape.L, SurfaceKind.Wood, SurfaceKind.Paint, SkyKind.Night, 22, 1),
            new(10, RoomType.Dining, RoomShape.Rectangle, SurfaceKind.Wood, SurfaceKind.Plaster, SkyKind.Panorama, 12, 0, "sunset"),
            new(11, RoomType.Bed, RoomShape.T, SurfaceKind.Carpet, SurfaceKind.Paint, SkyKind.Panorama, 12, 0, "forest"),
            new(12, RoomType.Living, RoomShape.Rectangle, SurfaceKind.Tiles, SurfaceKind.Paint, SkyKind.Sun, 9, 0),
        ];
        (int width, int height, int samples) = Sheet.Wanted ? (192, 144, 96) : (48, 36, 16);
        var sheet = new Sheet("rooms-shell", 4, width, height);
        AssetLibrary? library = Sheet.Wanted ? AssetLibrary.Open() : null;
        foreach (Shot shot in Sheet.Wanted ? shots : shots[..3]) {
            var scene = new Scene();
            Room room = Build(shot, scene, library);
            (Vector3 eye, Vector3 target) = View(room);
            Image<Vector3> image = Sheet.Render(scene, eye, target, 72, width, height, samples);
            Assert.All(image.Pixels, p => Assert.True(float.IsFinite(p.X + p.Y + p.Z)));
            // Something is to be seen: 5 to 5,000 lux in the mean, in cd/m² of a white wall.
            Assert.InRange(image.Pixels.Average(p => Luminance.Of(p)) * Luminance.LumensPerWatt, 1, 20_000);
            sheet.Add(image);
        }
        sheet.Write();
    }

    private static Room Build(Shot shot, Scene scene, AssetLibrary? library) {
        bool small = shot.Type is RoomType.Bath or RoomType.Kitchen;
        var recipe = new RoomsRecipe {
            Rooms = [new() { Type = shot.Type, Shape = shot.Shape, Floor = shot.Floor, Walls = shot.Walls, Width = small ? 3.2 : 5.4,
                Depth = small ? 2.6 : 4.4, Windows = small ? 1 : 2 }],
        };
        var light = new LightRecipe { Sky = shot.Sky, TimeOfDay = shot.Time, LampsOn = shot.Lamps, Panorama = shot.Panorama };
        var draw = new Draw(shot.Seed, 0);
        FloorPlan plan = FloorPlan.Sample(recipe, draw.At("world"), library);
        var objects = new List<PlacedObject>(RoomShell.Build(plan, scene, draw.At("world"), library));
        if (library is not null && shot.Lamps > 0 && !small) AddLamps(scene, plan.Rooms[0], objects, library, shot.Seed);
        RoomLighting.Add(scene, plan, objects, light, draw.At("light"), library);
        return plan.Rooms[0];
    }

    private static void AddLamps(Scene scene, Room room, List<PlacedObject> objects, AssetLibrary library, ulong seed) {
        (string Class, Vector2 At)[] wanted = [("floor lamp", new(0.3f, 0.3f)), ("table lamp", new(-0.4f, 0)),
            ("ceiling lamp", new(0, 0.2f))];
        for (int i = 0; i < wanted.Length; i++) {
            IReadOnlyList<Asset> known = library.OfClass(wanted[i].Class);
            Asset asset = known[(int)(seed * 7 % (ulong)known.Count)];
            (Vector2 min, Vector2 max) = room.Bounds;
            Vector2 at = (min + max) / 2 + wanted[i].At * (max - min) / 2;
            if (!room.Contains(at, 0.3f)) continue;
            float z = wanted[i].Class == "ceiling lamp" ? room.Height - asset.Size.Z : wanted[i].Class == "table lamp" ? 0.6f : 0;
            var lamp = new PlacedObject { Asset = asset, Model = library.Load(asset), WorldFromAsset = Affine3.Translation(new(at, z)),
                Support = SupportKind.Floor, Room = 0 };
            lamp.Node = new Node { Name = asset.Id, Class = asset.Class, Matrix = lamp.WorldFromAsset };
            lamp.Node.Parts.AddRange(lamp.Model.Parts);
            scene.Nodes.Add(lamp.Node);
            objects.Add(lamp);
        }
    }

    /// <summary>From the place farthest from a window towards it.</summary>
    private static (Vector3 Eye, Vector3 Target) View(Room room) {
        Opening? window = room.Openings.FirstOrDefault(o => o.Kind == OpeningKind.Window);
        Vector2 middle = window is null ? (room.Bounds.Min + room.Bounds.Max) / 2
            : room.Wall(window.Wall).At((window.Offset + window.End) / 2), eye = middle;
        for (float y = room.Bounds.Min.Y; y < room.Bounds.Max.Y; y += 0.2f) {
            for (float x = room.Bounds.Min.X; x < room.Bounds.Max.X; x += 0.2f) {
                var p = new Vector2(x, y);
                if (room.Contains(p, 0.35f) && room.Contains((p + middle) / 2)
                    && Vector2.Distance(p, middle) > Vector2.Distance(eye, middle)) eye = p;
            }
        }
        return (new(eye, 1.5f), new(Vector2.Lerp(middle, (room.Bounds.Min + room.Bounds.Max) / 2, 0.4f), 1.15f));
    }
}
