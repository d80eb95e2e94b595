using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Lighting;

/// <summary>
/// Adds ceiling lights to rooms without any: flat panels in kitchens, offices and bathrooms, round lamps in other rooms. Lengths in metres.
/// </summary>
internal static class CeilingLights {
    private const float Panel = 0.6f, PanelHeight = 0.012f, Round = 0.36f, RoundHeight = 0.07f;

    /// <param name="scene">Scene to which a node of class "ceiling lamp" is added per light.</param>
    /// <param name="room">Room in which the lights are.</param>
    /// <param name="lumens">Luminous flux of all lights together; 0 leaves them off.</param>
    /// <param name="color">Colour, linear Rec.709 of luminance 1.</param>
    public static void Add(Scene scene, Room room, float lumens, Vector3 color) {
        bool panels = room.Profile.HasCeilingPanels;
        List<Vector2> places = Places(room, Math.Clamp((int)MathF.Round(room.Area / (panels ? 9 : 30)), 1, 9), panels ? Panel : Round);
        foreach (Vector2 place in places) {
            float side = panels ? Panel : Round, height = panels ? PanelHeight : RoundHeight;
            var node = new Node { Name = $"ceiling lamp of room {room.Index + 1}", Class = "ceiling lamp",
                Translation = new(place, room.Height - height) };
            Mesh housing = panels ? Primitives.Box(new(side, side, height)) : Primitives.Cylinder(side / 2, height, 48);
            for (int v = 0; v < housing.VertexCount; v++) housing.Positions[v].Z += height / 2;
            node.Parts.Add(new(housing, new Material { Name = "lamp housing", BaseColor = new(0.8f), Roughness = 0.4f }));
            scene.Nodes.Add(node);
            if (lumens <= 0) continue;
            float size = side - 0.03f, area = panels ? size * size : MathF.PI * size * size / 4;
            scene.Nodes.Add(new Node {
                Name = "light", Parent = node, Matrix = Affine3.Translation(new(0, 0, -0.001f)),
                Light = new Light {
                    Name = "light", Kind = panels ? LightKind.Rectangle : LightKind.Disc, Size = new(size), Color = color,
                    Intensity = LampEmitter.Radiance(lumens / places.Count, area),
                },
            });
        }
    }

    /// <summary>Returns places far from walls and from each other: each is the best point of a fine grid.</summary>
    private static List<Vector2> Places(Room room, int count, float size) {
        const float Step = 0.15f;
        var places = new List<Vector2>();
        (Vector2 min, Vector2 max) = room.Bounds;
        for (int n = 0; n < count; n++) {
            float best = size / 2 + 0.1f;
            Vector2? at = null;
            for (float y = min.Y + Step / 2; y < max.Y; y += Step) {
                for (float x = min.X + Step / 2; x < max.X; x += Step) {
                    var p = new Vector2(x, y);
                    if (!room.Contains(p)) continue;
                    float room1 = float.PositiveInfinity;
                    for (int i = 0; i < room.WallCount; i++) room1 = MathF.Min(room1, room.Wall(i).DistanceTo(p));
                    foreach (Vector2 other in places) room1 = MathF.Min(room1, Vector2.Distance(other, p) / 2);
                    // Of equally good points, the one nearer to the middle.
                    room1 -= 1e-3f * Vector2.Distance(p, (min + max) / 2);
                    if (room1 > best) (best, at) = (room1, p);
                }
            }
            if (at is not { } found) break;
            places.Add(found);
        }
        return places;
    }
}
