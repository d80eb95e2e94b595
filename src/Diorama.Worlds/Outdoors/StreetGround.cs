using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Outdoors;

/// <summary>Builds carriageway, markings, kerbs, pavements, and the lots beside the street with their houses and gardens.</summary>
internal sealed class StreetGround {
    private readonly Scene scene;
    private readonly StreetLayout layout;
    private readonly Keyed key;
    private readonly bool lamps;
    private KeyedGenerator random;

    /// <summary>Gardens, as level rectangles for hedges and trees, with the side of the street.</summary>
    public List<(Vector2 Min, Vector2 Max, int Side)> Gardens { get; } = [];

    public StreetGround(Scene scene, StreetLayout layout, bool lamps, Keyed key) {
        (this.scene, this.layout, this.lamps, this.key) = (scene, layout, lamps, key);
        random = key.With("lots").Generator();
    }

    public void Append() {
        float end = layout.End, road = layout.HalfRoad, outer = layout.HalfStreet;
        Add("road", "road", SurfaceMaterials.Asphalt(key.With("road")), m => m.Ground(new(-end, -road), new(end, road), 0));
        var paint = new Material { Name = "road paint", BaseColor = new(0.72f), Roughness = 0.7f };
        Add("road marking", "road marking", paint, Markings);
        Material paving = SurfaceMaterials.Paving(key.With("pavement")),
            stone = SurfaceMaterials.Create(Recipes.SurfaceKind.Concrete, key.With("kerb"));
        foreach (int side in (ReadOnlySpan<int>)[-1, 1]) {
            float kerb = road + StreetLayout.KerbWidth;
            Add("pavement", "pavement", paving, m => {
                if (side > 0) m.Ground(new(-end, kerb), new(end, outer), StreetLayout.KerbHeight);
                else m.Ground(new(-end, -outer), new(end, -kerb), StreetLayout.KerbHeight);
            });
            Add("kerb", "pavement", stone, m => {
                float a = side > 0 ? road : -kerb, b = side > 0 ? kerb : -road;
                for (float x = -end; x < end; x += 1)
                    m.Box(new(x + 0.004f, a, -0.05f), new(Math.Min(x + 0.996f, end), b, StreetLayout.KerbHeight + 0.005f));
            });
            Lots(side);
        }
        Ends();
        Add("terrain", "terrain", SurfaceMaterials.Grass(key.With("land")), m => m.Ground(new(-400, -400), new(400, 400), -0.06f));
    }

    private void Markings(MetreMesh m) {
        const float Z = 0.005f, Half = 0.06f;
        float end = layout.End;
        for (int i = 1; i < layout.Lanes; i++) {
            float y = (i - layout.Lanes / 2f) * StreetLayout.LaneWidth;
            for (float x = -end; x < end; x += 6) {
                if (x + 3 < layout.Crossing - 2.5f || x > layout.Crossing + 2.5f)
                    m.Ground(new(x, y - Half), new(Math.Min(x + 3, end), y + Half), Z);
            }
        }
        float edge = layout.Lanes * StreetLayout.LaneWidth / 2;
        foreach (float y in (ReadOnlySpan<float>)[-edge, edge]) m.Ground(new(-end, y - Half), new(end, y + Half), Z);
        for (float y = -layout.HalfRoad + 0.3f; y + 0.5f < layout.HalfRoad; y += 1)
            m.Ground(new(layout.Crossing - 1.75f, y), new(layout.Crossing + 1.75f, y + 0.5f), Z + 0.001f);
    }

    /// <summary>Adds houses wall to wall, with some gardens that have a house behind them.</summary>
    private void Lots(int side) {
        float x = -layout.End, front = layout.HalfStreet;
        int lot = 0;
        bool garden = true;
        while (x < layout.End - 4) {
            float width = 7 + 9 * random.NextFloat();
            if (layout.End - x - width < 6) width = layout.End - x;
            // There are never two gardens in a row.
            garden = !garden && random.NextFloat() < 0.3f;
            float setback = garden ? 9 : 0, depth = 9 + 3 * random.NextFloat();
            int storeys = garden ? 1 + random.NextInt(3) : 2 + random.NextInt(4);
            Building.Append(scene, Corner(side, x, width, front + setback), side > 0 ? 0 : MathF.PI, width, depth, storeys, lamps,
                key.With(side).With(lot));
            if (garden) {
                Vector2 min = side > 0 ? new(x, front) : new(x, -front - setback), max = side > 0 ? new(x + width, front + setback)
                    : new(x + width, -front);
                Add("lawn", "terrain", SurfaceMaterials.Grass(key.With("lawn").With(side).With(lot)),
                    m => m.Ground(min, max, StreetLayout.KerbHeight));
                Gardens.Add((min, max, side));
            }
            x += width;
            lot++;
        }
    }

    private static Vector3 Corner(int side, float x, float width, float y) =>
        side > 0 ? new(x, y, StreetLayout.KerbHeight) : new(x + width, -y, StreetLayout.KerbHeight);

    /// <summary>Ends the street in crossroads with houses behind them, so that the view along it is closed.</summary>
    private void Ends() {
        foreach (int way in (ReadOnlySpan<int>)[-1, 1]) {
            float x = way * (layout.End + 8);
            Add("road", "road", SurfaceMaterials.Asphalt(key.With("road")),
                m => m.Ground(new(Math.Min(way * layout.End, x), -60), new(Math.Max(way * layout.End, x), 60), -0.001f));
            float y = -36;
            for (int i = 0; y < 36; i++) {
                float width = 9 + 8 * random.NextFloat();
                Building.Append(scene, way > 0 ? new(x, y + width, 0) : new(x, y, 0), way > 0 ? -MathF.PI / 2 : MathF.PI / 2, width, 10,
                    2 + random.NextInt(4), lamps, key.With("end").With(way).With(i));
                y += width;
            }
        }
    }

    private void Add(string name, string kind, Material material, Action<MetreMesh> draw) {
        var mesh = new MetreMesh();
        draw(mesh);
        var node = new Node { Name = name, Class = kind };
        node.Parts.Add(new(mesh.Build(name), material));
        scene.Nodes.Add(node);
    }
}
