using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Outdoors;

/// <summary>
/// A house with recessed windows, doors and a roof, as seen from a street. In its own frame the front is in the plane y = 0, faces −Y and
/// extends from x = 0 to its width; metres.
/// </summary>
internal sealed class Building {
    private const float Recess = 0.18f;

    private readonly MetreMesh wall = new(), trim = new(), roof = new(), door = new(), dark = new(), curtain = new(), lit = new();
    private readonly float width, depth, groundFloor, storey;
    private readonly int storeys;
    private readonly bool shops, lamps;
    private KeyedGenerator random;

    private Building(float width, float depth, int storeys, bool lamps, Keyed key) {
        (this.width, this.depth, this.storeys, this.lamps) = (width, depth, storeys, lamps);
        random = key.With("building").Generator();
        groundFloor = 3.2f + 0.8f * random.NextFloat();
        storey = 2.8f + 0.4f * random.NextFloat();
        shops = random.NextFloat() < 0.35f;
    }

    private float Height => groundFloor + (storeys - 1) * storey;

    /// <summary>Adds the building as a node of class "building".</summary>
    /// <param name="scene">Scene to which the building is added.</param>
    /// <param name="corner">Lower left corner of the front, seen from outside; world space, metres.</param>
    /// <param name="turn">Rotation counter-clockwise about +Z, radians; at 0 the front faces −Y.</param>
    /// <param name="width">Width, metres.</param>
    /// <param name="depth">Depth, metres.</param>
    /// <param name="storeys">Number of storeys, 1 or more.</param>
    /// <param name="lamps">True if there is light behind some windows.</param>
    /// <param name="key">Random key of the building's appearance.</param>
    public static Node Append(Scene scene, Vector3 corner, float turn, float width, float depth, int storeys, bool lamps, Keyed key) {
        var building = new Building(width, depth, storeys, lamps, key);
        building.Fronts();
        building.Sides();
        var node = new Node { Name = "building", Class = "building", Translation = corner,
            Rotation = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, turn) };
        building.Fill(node, key);
        scene.Nodes.Add(node);
        return node;
    }

    private void Fronts() {
        int bays = Math.Max(2, (int)(width / (2.4f + random.NextFloat())));
        float bay = width / bays, windowWidth = Math.Min(bay - 0.7f, 0.9f + 0.7f * random.NextFloat()), windowHeight =
            1.3f + 0.5f * random.NextFloat();
        int entrance = random.NextInt(bays);
        bool crossed = random.NextFloat() < 0.6f;
        for (int floor = 0; floor < storeys; floor++) {
            float z0 = floor == 0 ? 0 : groundFloor + (floor - 1) * storey, z1 = floor == 0 ? groundFloor : z0 + storey;
            for (int b = 0; b < bays; b++) {
                float x0 = b * bay, x1 = x0 + bay, middle = (x0 + x1) / 2;
                if (floor == 0 && b == entrance) {
                    Opening(x0, x1, z0, z1, middle - 0.55f, middle + 0.55f, 0.02f, 2.25f, true, false);
                } else if (floor == 0 && shops) {
                    Opening(x0, x1, z0, z1, x0 + 0.25f, x1 - 0.25f, 0.45f, groundFloor - 0.75f, false, false);
                } else {
                    float sill = z0 + (floor == 0 ? 1.0f : 0.85f);
                    Opening(x0, x1, z0, z1, middle - windowWidth / 2, middle + windowWidth / 2, sill,
                        Math.Min(sill + windowHeight, z1 - 0.3f), false, crossed);
                }
            }
        }
    }

    /// <summary>Adds a piece of wall with an opening, its reveals, and the door or window in it.</summary>
    private void Opening(float x0, float x1, float z0, float z1, float left, float right, float bottom, float top, bool isDoor,
        bool crossed) {
        wall.Front(x0, left, z0, z1, 0);
        wall.Front(right, x1, z0, z1, 0);
        wall.Front(left, right, top, z1, 0);
        wall.Front(left, right, z0, bottom, 0);
        wall.Quad(new(left, 0, bottom), new(left, Recess, bottom), new(left, Recess, top), new(left, 0, top));
        wall.Quad(new(right, Recess, bottom), new(right, 0, bottom), new(right, 0, top), new(right, Recess, top));
        wall.Quad(new(left, Recess, top), new(right, Recess, top), new(right, 0, top), new(left, 0, top));
        wall.Quad(new(left, 0, bottom), new(right, 0, bottom), new(right, Recess, bottom), new(left, Recess, bottom));
        if (isDoor) {
            door.Front(left, right, bottom, top - 0.45f, Recess);
            dark.Front(left, right, top - 0.4f, top, Recess);
            trim.Box(new(left, Recess - 0.05f, top - 0.45f), new(right, Recess, top - 0.4f));
            door.Box(new(left + 0.15f, Recess - 0.03f, bottom + 0.2f), new(right - 0.15f, Recess, bottom + 0.85f));
            door.Box(new(left + 0.15f, Recess - 0.03f, bottom + 1), new(right - 0.15f, Recess, bottom + 1.65f));
            return;
        }
        float what = random.NextFloat();
        (lamps && what < 0.35f ? lit : what > 0.75f ? curtain : dark).Front(left, right, bottom, top, Recess);
        const float Frame = 0.06f;
        float y0 = Recess - 0.05f, y1 = Recess;
        trim.Box(new(left, y0, bottom), new(left + Frame, y1, top));
        trim.Box(new(right - Frame, y0, bottom), new(right, y1, top));
        trim.Box(new(left + Frame, y0, bottom), new(right - Frame, y1, bottom + Frame));
        trim.Box(new(left + Frame, y0, top - Frame), new(right - Frame, y1, top));
        if (crossed) {
            float middle = (left + right) / 2, bar = bottom + 0.68f * (top - bottom);
            trim.Box(new(middle - Frame / 2, y0, bottom + Frame), new(middle + Frame / 2, y1, top - Frame));
            trim.Box(new(left + Frame, y0, bar - Frame / 2), new(right - Frame, y1, bar + Frame / 2));
        }
        trim.Box(new(left - 0.06f, -0.07f, bottom - 0.07f), new(right + 0.06f, 0.02f, bottom));
    }

    private void Sides() {
        float h = Height;
        wall.Quad(new(width, 0, 0), new(width, depth, 0), new(width, depth, h), new(width, 0, h));
        wall.Quad(new(0, depth, 0), new(0, 0, 0), new(0, 0, h), new(0, depth, h));
        wall.Quad(new(width, depth, 0), new(0, depth, 0), new(0, depth, h), new(width, depth, h));
        trim.Box(new(-0.02f, -0.14f, h - 0.25f), new(width + 0.02f, 0, h));
        if (random.NextFloat() < 0.5f) {
            // A parapet around a flat roof.
            wall.Box(new(0, 0, h), new(width, 0.25f, h + 0.6f));
            roof.Ground(new(0, 0.25f), new(width, depth), h);
            return;
        }
        float ridge = h + depth * (0.3f + 0.2f * random.NextFloat()), eaves = -0.3f, low = h - 0.05f;
        roof.Quad(new(0, eaves, low), new(width, eaves, low), new(width, depth / 2, ridge), new(0, depth / 2, ridge));
        roof.Quad(new(width, depth - eaves, low), new(0, depth - eaves, low), new(0, depth / 2, ridge), new(width, depth / 2, ridge));
        wall.Triangle(new(width, 0, h), new(width, depth, h), new(width, depth / 2, ridge));
        wall.Triangle(new(0, depth, h), new(0, 0, h), new(0, depth / 2, ridge));
    }

    private void Fill(Node node, Keyed key) {
        SurfaceKind kind = random.NextFloat() switch { < 0.4f => SurfaceKind.Brick, < 0.85f => SurfaceKind.Plaster,
            _ => SurfaceKind.Concrete };
        float shade = 0.15f + 0.2f * random.NextFloat();
        Vector3 tiles = random.NextFloat() < 0.6f ? new(0.32f, 0.13f, 0.08f) : new(0.1f, 0.1f, 0.11f);
        Vector3 warm = new Vector3(1, 0.72f, 0.42f) * (0.015f + 0.035f * random.NextFloat());
        Add(wall, "facade", SurfaceMaterials.Wall(kind, key.With("wall")));
        Add(trim, "trim", SurfaceMaterials.Lacquer(key.With("trim")));
        Add(roof, "roof", Plain("roof tiles", tiles, 0.8f));
        Add(door, "door", Plain("door", Vector3.Lerp(new(0.05f, 0.1f, 0.08f), new(0.35f, 0.12f, 0.05f), random.NextFloat()), 0.4f));
        Add(dark, "window", Plain("window pane", new(0.015f, 0.018f, 0.02f), 0.04f));
        Add(curtain, "window", Coated("curtained window", new(shade * 1.6f)));
        Material light = Coated("lit window", new(0.4f));
        light.Emission = warm;
        Add(lit, "window", light);

        void Add(MetreMesh mesh, string name, Material material) {
            if (!mesh.IsEmpty) node.Parts.Add(new(mesh.Build(name), material));
        }
        static Material Plain(string name, Vector3 color, float roughness) =>
            new() { Name = name, BaseColor = color, Roughness = roughness };
        static Material Coated(string name, Vector3 color) =>
            new() { Name = name, BaseColor = color, Roughness = 0.9f, Clearcoat = 1, ClearcoatRoughness = 0.03f };
    }
}
