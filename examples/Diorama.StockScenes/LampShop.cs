using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.StockScenes;

/// <summary>Lamps whose light is a closed emissive mesh, so that its inside is never seen. Powers are radiances (W·sr⁻¹·m⁻²).</summary>
internal sealed class LampShop(Stage stage) {
    private readonly Mesh bulb = Named("bulb", Primitives.Icosphere(1, 2)), spark = Named("spark", Primitives.Icosphere(1, 1));
    private readonly Material steel = stage.Metal("steel", 0.56f, 0.57f, 0.58f, 0.3f),
        brass = stage.Metal("brass", 0.83f, 0.63f, 0.32f, 0.25f);
    private readonly Material shade = stage.Lambert("shade", 0.8f, 0.74f, 0.62f);
    private int made;

    public int Count => made;

    private Material Warm(float radiance) {
        // From candle to daylight, by turns.
        Vector3 tint = (made % 4) switch { 0 => new(1, 0.72f, 0.42f), 1 => new(1, 0.82f, 0.6f), 2 => new(1, 0.6f, 0.3f),
            _ => new(0.95f, 0.95f, 1) };
        made++;
        return stage.Glow($"light {made}", tint * radiance);
    }

    public void Pendant(Vector3 at, float radiance) {
        var lamp = stage.Object("pendant", at);
        stage.Put(lamp, bulb, Warm(radiance), Vector3.Zero, null, 0.042f);
        stage.Put(lamp, Named("pendant shade", Primitives.Lathe([
            new(0.15f, -0.03f), new(0.13f, 0.05f), new(0.06f, 0.12f), new(0.02f, 0.14f), new(0.018f, 0.135f), new(0.056f, 0.115f),
            new(0.127f, 0.047f), new(0.147f, -0.03f), new(0.15f, -0.03f)], 96, 0.8f)), brass, 0, 0, 0);
        float cord = 2.7f - at.Z - 0.13f;
        stage.Put(lamp, Named("cord", Primitives.Cylinder(0.003f, cord, 12)), stage.Lambert("cord", 0.05f, 0.05f, 0.05f), 0, 0,
            0.13f + cord / 2);
    }

    /// <summary>A luminous disc in a metal ring under the ceiling.</summary>
    public void Downlight(Vector3 at, float radiance) {
        var lamp = stage.Object("downlight", at);
        stage.Put(lamp, Named("downlight ring", Primitives.Torus(0.055f, 0.008f, 48, 16)), steel, 0, 0, -0.004f);
        stage.Put(lamp, Named("downlight disc", Primitives.Cylinder(0.05f, 0.012f, 24)), Warm(radiance), 0, 0, -0.004f);
    }

    public void Standing(Vector3 at, float height, float radiance) {
        var lamp = stage.Object("floor lamp", at);
        stage.Put(lamp, Named("floor lamp stem", Primitives.Lathe([new(0, 0), new(0.14f, 0), new(0.14f, 0.012f), new(0.02f, 0.03f),
            new(0.011f, 0.05f), new(0.011f, height - 0.08f), new(0, height - 0.08f)], 64)), steel, 0, 0, 0);
        Shaded(lamp, new(0, 0, height), 0.2f, 0.28f, radiance, 0.05f);
    }

    public void Table(Vector3 at, float radiance) {
        var lamp = stage.Object("table lamp", at);
        stage.Put(lamp, Named("table lamp foot", Primitives.Lathe([new(0, 0), new(0.06f, 0), new(0.07f, 0.03f), new(0.085f, 0.09f),
            new(0.06f, 0.16f), new(0.015f, 0.2f), new(0.012f, 0.25f), new(0, 0.25f)], 64, 0.9f)),
            stage.Gloss("glaze white", 0.8f, 0.78f, 0.74f, 0.12f), 0, 0, 0);
        Shaded(lamp, new(0, 0, 0.34f), 0.13f, 0.18f, radiance, 0.035f);
    }

    private void Shaded(Rendering.Scenes.Node lamp, Vector3 at, float radius, float height, float radiance, float bulbRadius) {
        stage.Put(lamp, bulb, Warm(radiance), at, null, bulbRadius);
        float low = -0.55f * height, high = 0.45f * height, narrow = 0.7f * radius;
        stage.Put(lamp, Named("shade", Primitives.Lathe([new(radius, low), new(narrow, high), new(narrow - 0.002f, high),
            new(radius - 0.002f, low), new(radius, low)], 96)), shade, at);
    }

    public void Tube(Vector3 at, float length, float turn, float radiance) {
        var lamp = stage.Object("tube", at, turn);
        stage.Put(lamp, Named("tube", Primitives.Cylinder(0.011f, length, 20)), Warm(radiance), Vector3.Zero,
            Quaternion.CreateFromAxisAngle(Vector3.UnitY, MathF.PI / 2));
    }

    /// <summary>A bulb behind a plate on the wall x = 0, seen only by its glow.</summary>
    public void Sconce(Vector3 at, float radiance) {
        var lamp = stage.Object("sconce", at);
        stage.Put(lamp, bulb, Warm(radiance), new(0.045f, 0, 0), null, 0.022f);
        stage.Put(lamp, Named("sconce plate", Primitives.RoundedBox(new(0.012f, 0.16f, 0.22f), 0.005f, 4)), brass, 0.09f, 0, 0);
        stage.Put(lamp, Named("sconce arm", Primitives.RoundedBox(new(0.09f, 0.02f, 0.012f), 0.004f, 2)), steel, 0.045f, 0, -0.06f);
    }

    public void Candle(Vector3 at, float height) {
        var candle = stage.Object("candle", at);
        stage.Put(candle, Named("wax", Primitives.Cylinder(0.022f, height, 48)), stage.Lambert("wax", 0.8f, 0.75f, 0.62f), 0, 0,
            height / 2);
        var flame = stage.Put(candle, spark, Warm(90), 0, 0, height + 0.022f);
        flame.Scale = new(0.006f, 0.006f, 0.016f);
    }

    /// <summary>A string of small bulbs that hangs between two points.</summary>
    public void Garland(Vector3 from, Vector3 to, int bulbs, float sag) {
        var garland = stage.Object("garland", Vector3.Zero);
        Vector3 Hang(float t) => Vector3.Lerp(from, to, t) - new Vector3(0, 0, sag * 4 * t * (1 - t));
        for (int k = 0; k < bulbs; k++) stage.Put(garland, spark, Warm(30 + 10 * (k % 3)), Hang((k + 0.5f) / bulbs), null, 0.013f);
    }

    public void Globe(Vector3 at, float radius, float radiance) {
        var lamp = stage.Object("globe", at);
        stage.Put(lamp, Named("globe", Primitives.Icosphere(radius, 3)), Warm(radiance), Vector3.Zero);
        stage.Put(lamp, Named("globe ring", Primitives.Torus(0.6f * radius, 0.1f * radius, 48, 16)), steel, 0, 0, -radius - 0.0f);
    }

    private static Mesh Named(string name, Mesh mesh) {
        mesh.Name = name;
        return mesh;
    }
}
