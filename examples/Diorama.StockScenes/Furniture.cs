using System.Numerics;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;

namespace Diorama.StockScenes;

/// <summary>
/// Seats, tables and storage of real size. Each call places one object; its front looks along −Y before it is turned.
/// Meshes are made once and shared.
/// </summary>
internal sealed class Furniture(Stage stage, int fineness) {
    private readonly Dictionary<string, Mesh> meshes = [];

    /// <summary>A mesh that is built on first use.</summary>
    private Mesh Once(string name, Func<Mesh> build) {
        if (meshes.TryGetValue(name, out var known)) return known;
        var mesh = build();
        mesh.Name = name;
        return meshes[name] = mesh;
    }

    private Mesh Block(string name, float x, float y, float z, float radius = 0.006f) =>
        Once(name, () => Primitives.RoundedBox(new(x, y, z), radius, 4));

    private static Quaternion About(Vector3 axis, float degrees) => Quaternion.CreateFromAxisAngle(axis, degrees * MathF.PI / 180);

    public void Sofa(Vector3 at, float turn, Material cloth, Material pillowA, Material pillowB) {
        var sofa = stage.Object("sofa", at, turn);
        var wood = stage.Lambert("walnut", 0.16f, 0.085f, 0.045f);
        stage.Put(sofa, Once("sofa base", () => Soft.Cushion("", new(2.1f, 0.92f, 0.26f), 0.06f, fineness, 0)), cloth, 0, 0, 0.25f);
        stage.Put(sofa, Once("sofa back", () => Soft.Cushion("", new(2.1f, 0.62f, 0.2f), 0.08f, fineness, 1)), cloth, new(0, 0.39f, 0.5f),
            About(Vector3.UnitX, 80));
        for (int side = -1; side <= 1; side += 2) {
            stage.Put(sofa, Once("sofa arm", () => Soft.Cushion("", new(0.92f, 0.52f, 0.2f), 0.1f, fineness, 2)), cloth,
                new(side * 1.05f, 0, 0.36f), Quaternion.Concatenate(About(Vector3.UnitX, 90), About(Vector3.UnitZ, 90)));
            for (int k = -1; k <= 1; k += 2) {
                stage.Put(sofa, Once("sofa foot", () => Primitives.Lathe([new(0, 0), new(0.018f, 0), new(0.03f, 0.12f), new(0, 0.12f)],
                    32)), wood, side * 0.95f, k * 0.36f, 0);
            }
        }
        for (int k = -1; k <= 1; k++) {
            stage.Put(sofa, Once("seat cushion", () => Soft.Cushion("", new(0.66f, 0.7f, 0.2f), 0.13f, fineness, 3)), cloth, k * 0.655f,
                -0.09f, 0.44f);
            stage.Put(sofa, Once("back cushion", () => Soft.Cushion("", new(0.66f, 0.5f, 0.2f), 0.22f, fineness, 4)), cloth,
                new(k * 0.655f, 0.235f, 0.72f), About(Vector3.UnitX, 74));
        }
        var pillow = Once("pillow", () => Soft.Cushion("", new(0.48f, 0.48f, 0.2f), 0.5f, fineness, 5));
        stage.Put(sofa, pillow, pillowA, new(-0.74f, 0.03f, 0.73f),
            Quaternion.Concatenate(About(Vector3.UnitX, 66), About(Vector3.UnitZ, 22)));
        stage.Put(sofa, pillow, pillowB, new(-0.42f, -0.02f, 0.7f),
            Quaternion.Concatenate(About(Vector3.UnitX, 58), About(Vector3.UnitZ, 8)), 0.85f);
        stage.Put(sofa, pillow, pillowA, new(0.76f, 0.02f, 0.72f),
            Quaternion.Concatenate(About(Vector3.UnitX, 64), About(Vector3.UnitZ, -25)), 0.95f);
    }

    public void Armchair(Vector3 at, float turn, Material cloth) {
        var chair = stage.Object("armchair", at, turn);
        var wood = stage.Lambert("oak", 0.42f, 0.27f, 0.14f);
        stage.Put(chair, Once("armchair seat", () => Soft.Cushion("", new(0.66f, 0.68f, 0.2f), 0.14f, fineness, 6)), cloth,
            new(0, -0.02f, 0.39f), About(Vector3.UnitX, -6));
        stage.Put(chair, Once("armchair back", () => Soft.Cushion("", new(0.64f, 0.66f, 0.18f), 0.22f, fineness, 7)), cloth,
            new(0, 0.32f, 0.68f), About(Vector3.UnitX, 72));
        var leg = Once("armchair leg",
            () => Primitives.Lathe([new(0, 0), new(0.014f, 0), new(0.024f, 0.3f), new(0.02f, 0.56f), new(0, 0.565f)], 32));
        var arm = Block("armchair arm", 0.075f, 0.72f, 0.03f, 0.014f);
        for (int side = -1; side <= 1; side += 2) {
            stage.Put(chair, arm, wood, side * 0.375f, 0.02f, 0.575f);
            stage.Put(chair, leg, wood, side * 0.375f, -0.29f, 0);
            stage.Put(chair, leg, wood, side * 0.375f, 0.31f, 0);
        }
        stage.Put(chair, Block("armchair rail", 0.72f, 0.04f, 0.05f), wood, 0, -0.29f, 0.28f);
        stage.Put(chair, Block("armchair rail", 0.72f, 0.04f, 0.05f), wood, 0, 0.31f, 0.28f);
    }

    /// <summary>A table of height <paramref name="height"/> on four turned legs.</summary>
    public void Table(string name, Vector3 at, float turn, Vector2 size, float height, Material wood) {
        var table = stage.Object(name, at, turn);
        stage.Put(table, Block(name + " top", size.X, size.Y, 0.036f, 0.012f), wood, 0, 0, height - 0.018f);
        stage.Put(table, Block(name + " apron x", size.X - 0.18f, 0.022f, 0.07f), wood, 0, size.Y / 2 - 0.08f, height - 0.07f);
        stage.Put(table, Block(name + " apron x", size.X - 0.18f, 0.022f, 0.07f), wood, 0, 0.08f - size.Y / 2, height - 0.07f);
        float h = height - 0.036f;
        var leg = Once(name + " leg", () => Primitives.Lathe([
            new(0, 0), new(0.016f, 0), new(0.02f, 0.02f * h), new(0.022f, 0.1f * h), new(0.034f, 0.55f * h), new(0.03f, 0.72f * h),
            new(0.038f, 0.76f * h), new(0.03f, 0.8f * h), new(0.036f, 0.84f * h), new(0.036f, h), new(0, h)], 48));
        for (int k = 0; k < 4; k++) {
            stage.Put(table, leg, wood, (k % 2 * 2 - 1) * (size.X / 2 - 0.08f), (k / 2 * 2 - 1) * (size.Y / 2 - 0.08f), 0);
        }
    }

    public void Chair(Vector3 at, float turn, Material wood, Material cloth) {
        var chair = stage.Object("chair", at, turn);
        stage.Put(chair, Block("chair seat", 0.44f, 0.43f, 0.03f, 0.012f), wood, 0, 0, 0.44f);
        stage.Put(chair, Once("chair pad", () => Soft.Cushion("", new(0.42f, 0.41f, 0.055f), 0.16f, fineness / 2, 8)), cloth, 0, 0, 0.472f);
        var leg = Once("chair leg",
            () => Primitives.Lathe([new(0, 0), new(0.012f, 0), new(0.021f, 0.3f), new(0.019f, 0.43f), new(0, 0.43f)], 32));
        var post = Once("chair post",
            () => Primitives.Lathe([new(0, 0), new(0.019f, 0), new(0.019f, 0.1f), new(0.013f, 0.5f), new(0, 0.51f)], 32));
        for (int side = -1; side <= 1; side += 2) {
            stage.Put(chair, leg, wood, side * 0.19f, -0.18f, 0);
            stage.Put(chair, leg, wood, side * 0.19f, 0.18f, 0);
            stage.Put(chair, post, wood, new(side * 0.19f, 0.195f, 0.43f), About(Vector3.UnitX, -9));
        }
        for (int k = 0; k < 3; k++) {
            float up = 0.17f + 0.14f * k;
            var slat = Once("chair slat", () => Soft.Cushion("", new(0.38f, 0.085f, 0.018f), 0.12f, fineness / 3, 9));
            stage.Put(chair, slat, wood, new(0, 0.2f + 0.158f * up, 0.43f + up), About(Vector3.UnitX, 81));
        }
    }

    /// <summary>An open shelf of <paramref name="boards"/> boards with books, vases and boxes in its compartments; depth 0.3 m.</summary>
    public void Bookshelf(Vector3 at, float turn, float width, float height, int boards, Material wood) {
        var shelf = stage.Object("shelf", at, turn);
        var random = stage.Random("shelf");
        const float t = 0.026f, depth = 0.3f;
        for (int side = -1; side <= 1; side += 2) stage.Put(shelf, Block("shelf side", t, depth, height, 0.003f), wood,
            side * (width - t) / 2, 0, height / 2);
        stage.Put(shelf, Block("shelf back", width - 2 * t, 0.008f, height - 0.02f, 0.002f), wood, 0, depth / 2 - 0.006f, height / 2);
        Material[] covers = [
            stage.Lambert("book red", 0.42f, 0.06f, 0.05f), stage.Lambert("book blue", 0.06f, 0.13f, 0.3f),
            stage.Lambert("book green", 0.08f, 0.22f, 0.12f),
            stage.Lambert("book ochre", 0.55f, 0.34f, 0.08f), stage.Lambert("book cream", 0.7f, 0.64f, 0.5f),
            stage.Gloss("book black", 0.02f, 0.02f, 0.025f, 0.35f),
            stage.Lambert("book grey", 0.3f, 0.3f, 0.32f), stage.Gloss("book orange", 0.7f, 0.2f, 0.04f, 0.3f)];
        var page = stage.Lambert("pages", 0.74f, 0.69f, 0.58f);
        for (int level = 0; level < boards; level++) {
            float z = 0.06f + level * (height - 0.06f - t) / (boards - 1);
            stage.Put(shelf, Block("shelf board", width - 2 * t, depth - 0.012f, t, 0.003f), wood, 0, -0.004f, z);
            if (level == boards - 1) break;
            float x = t - width / 2 + 0.01f, end = width / 2 - t - 0.02f, stop = x + (end - x) * (0.45f + 0.5f * random.NextFloat());
            while (x < stop) {
                int format = random.NextInt(5);
                float thick = 0.018f + 0.009f * format % 0.04f, tall = 0.19f + 0.022f * format, deep = 0.13f + 0.014f * format;
                var cover = covers[random.NextInt(covers.Length)];
                Vector3 foot = new(x + thick / 2, 0.1f - deep / 2 - 0.02f + 0.02f * random.NextFloat(), z + t / 2 + tall / 2);
                stage.Put(shelf, Block($"book {format}", thick, deep, tall, 0.003f), cover, foot);
                stage.Put(shelf, Block($"book pages {format}", thick - 0.007f, deep - 0.012f, tall - 0.002f, 0.002f), page,
                    foot + new Vector3(0, 0.008f, 0.0025f));
                x += thick + 0.0015f;
            }
            float room = end - x;
            if (room > 0.16f && level % 2 == 0) Vase(shelf, new(x + room / 2, 0, z + t / 2), 0.75f + 0.15f * random.NextFloat(),
                stage.Gloss("glaze white", 0.8f, 0.78f, 0.74f, 0.12f));
            else if (room > 0.16f) stage.Put(shelf, Block("box", 0.13f, 0.2f, 0.12f, 0.01f), stage.Lambert("card", 0.5f, 0.38f, 0.24f),
                x + room / 2, 0, z + t / 2 + 0.06f);
        }
    }

    public void Vase(Rendering.Scenes.Node parent, Vector3 at, float scale, Material glaze) =>
        stage.Put(parent, Once("vase", () => Primitives.Lathe(Profile(), 96, 1f)), glaze, at, null, scale);

    private static Vector2[] Profile() {
        var profile = new List<Vector2> { new(0, 0), new(0.045f, 0) };
        for (int k = 1; k <= 40; k++) {
            float t = k / 40f;
            profile.Add(new(0.045f + 0.04f * MathF.Sin(MathF.PI * MathF.Pow(t, 0.8f)) - 0.018f * t, 0.25f * t));
        }
        for (int k = 40; k >= 4; k -= 4) {
            float t = k / 40f;
            profile.Add(new(0.04f + 0.04f * MathF.Sin(MathF.PI * MathF.Pow(t, 0.8f)) - 0.018f * t, 0.25f * t - (k == 40 ? 0 : 0.002f)));
        }
        profile.Add(new(0, 0.02f));
        return [.. profile];
    }

    /// <summary>A shallow dish with fruit.</summary>
    public void FruitBowl(Vector3 at) {
        var bowl = stage.Object("bowl", at);
        stage.Put(bowl, Once("dish", () => Primitives.Lathe([
            new(0, 0), new(0.06f, 0), new(0.065f, 0.01f), new(0.12f, 0.035f), new(0.155f, 0.075f), new(0.15f, 0.078f), new(0.115f, 0.042f),
            new(0.06f, 0.018f), new(0, 0.015f)], 128, 0.7f)),
            stage.Metal("brass", 0.83f, 0.63f, 0.32f, 0.28f), 0, 0, 0);
        var fruit = Once("fruit", () => Primitives.Icosphere(0.037f, 5));
        Material[] skins = [stage.Gloss("orange", 0.8f, 0.3f, 0.03f, 0.4f), stage.Gloss("apple", 0.45f, 0.06f, 0.04f, 0.25f),
            stage.Gloss("lime", 0.35f, 0.5f, 0.08f, 0.35f)];
        for (int k = 0; k < 6; k++) {
            float angle = k * MathF.PI / 3;
            stage.Put(bowl, fruit, skins[k % 3], new(0.078f * MathF.Cos(angle), 0.078f * MathF.Sin(angle), 0.063f));
        }
        stage.Put(bowl, fruit, skins[1], 0, 0, 0.112f);
    }

    /// <summary>A framed picture of flat coloured shapes; it hangs on a wall behind +Y.</summary>
    public void Picture(Vector3 at, float turn, Vector2 size, string key) {
        var picture = stage.Object("picture", at, turn);
        var random = stage.Random("picture " + key);
        var frame = stage.Gloss("frame black", 0.03f, 0.028f, 0.026f, 0.3f);
        var upright = About(Vector3.UnitX, 90);
        Vector2 outer = size + new Vector2(0.05f);
        for (int side = -1; side <= 1; side += 2) {
            stage.Put(picture, Block("frame bar " + key, 0.025f, 0.025f, outer.Y, 0.004f), frame, side * (outer.X - 0.025f) / 2, 0, 0);
            stage.Put(picture, Block("frame rail " + key, outer.X, 0.025f, 0.025f, 0.004f), frame, 0, 0, side * (outer.Y - 0.025f) / 2);
        }
        stage.Put(picture, Once("canvas " + key, () => Primitives.Box(new(size.X, 0.006f, size.Y))),
            stage.Lambert("canvas", 0.78f, 0.74f, 0.66f), 0, 0.006f, 0);
        Material[] paint = [
            stage.Lambert("paint red", 0.55f, 0.09f, 0.06f), stage.Lambert("paint teal", 0.04f, 0.24f, 0.27f),
            stage.Lambert("paint yellow", 0.72f, 0.45f, 0.07f),
            stage.Lambert("paint navy", 0.03f, 0.05f, 0.14f), stage.Lambert("paint rose", 0.65f, 0.32f, 0.27f)];
        for (int k = 0; k < 7; k++) {
            float r = (0.1f + 0.12f * random.NextFloat()) * size.X, rx = size.X / 2 - r - 0.02f, ry = size.Y / 2 - r - 0.02f;
            Vector3 p = new((2 * random.NextFloat() - 1) * rx, 0.0025f - 0.0004f * k, (2 * random.NextFloat() - 1) * ry);
            var shape = random.NextInt(2) == 0 ? Once("disc", () => Primitives.Disc(1, 96))
                : Once("square", () => Primitives.Quad(new(2, 0.8f)));
            stage.Put(picture, shape, paint[random.NextInt(paint.Length)], p, upright, r);
        }
    }
}
