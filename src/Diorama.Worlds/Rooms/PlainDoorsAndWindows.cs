using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Surfaces;

namespace Diorama.Worlds.Rooms;

/// <summary>
/// Creates doors and windows that need no pack: a lacquered frame with a panelled leaf and levers, or sashes with panes. Metres.
/// </summary>
internal static class PlainDoorsAndWindows {
    public const float CasingWidth = 0.06f;
    private const float CasingDepth = 0.015f, Frame = 0.035f, Leaf = 0.04f;

    /// <summary>Returns clear glass as a thin sheet, through which light and shadow rays pass in a straight line.</summary>
    public static Material Glass() => new() {
        Name = "glass", BaseColor = new(0.97f, 0.985f, 0.975f), Roughness = 0, Transmission = 1, Thickness = 0,
        DoubleSided = true,
    };

    /// <summary>
    /// Creates a model for an opening, and the position of its origin: relative to the middle of the opening's lower edge and of the wall,
    /// y outwards.
    /// </summary>
    public static (AssetModel Model, Vector3 Origin) Create(Opening opening, float wallThickness, Keyed key) {
        FaceBuilder wood = new(), metal = new(), glass = new();
        if (opening.Kind == OpeningKind.Door) Door(wood, metal, opening.Width, opening.Height, wallThickness, key);
        else Window(wood, metal, glass, opening.Width, opening.Height, wallThickness);
        Material lacquer = SurfaceMaterials.Lacquer(key);
        var parts = new List<MeshPart> { new(wood.Build("frame"), lacquer) };
        if (!metal.IsEmpty)
            parts.Add(new(metal.Build("handle"), new Material { Name = "metal", BaseColor = new(0.62f, 0.61f, 0.59f), Metallic = 1,
                Roughness = 0.3f }));
        if (!glass.IsEmpty) parts.Add(new(glass.Build("glass"), Glass()));
        Vector3 min = new(float.PositiveInfinity), max = -min;
        foreach (MeshPart part in parts) foreach (Vector3 p in part.Mesh.Positions) (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
        var origin = new Vector3((min.X + max.X) / 2, (min.Y + max.Y) / 2, min.Z);
        foreach (MeshPart part in parts) foreach (ref Vector3 p in part.Mesh.Positions.AsSpan()) p -= origin;
        string name = opening.Kind == OpeningKind.Door ? "door" : "window";
        var asset = new Asset {
            Id = $"plain-{name}", Name = $"Plain {name}", Class = name, Pack = AllPacks.Shapes.Name, Size = max - min,
            Licence = AllPacks.Shapes.Licence,
            Author = "Diorama", Model = "", Elevation = opening.Sill, Opening = new(opening.Kind, 1, 0, null),
        };
        return (new AssetModel { Asset = asset, Parts = parts }, origin);
    }

    private static void Door(FaceBuilder wood, FaceBuilder metal, float width, float height, float wall, Keyed key) {
        float x = width / 2, y = wall / 2;
        foreach (int side in (ReadOnlySpan<int>)[-1, 1]) {
            // Jambs, and casings on both faces of the wall.
            wood.Box(new(side < 0 ? -x : x - Frame, -y, 0), new(side < 0 ? -x + Frame : x, y, height));
            foreach (int face in (ReadOnlySpan<int>)[-1, 1]) {
                float inner = face * y, outer = face * (y + CasingDepth);
                (float low, float high) = (MathF.Min(inner, outer), MathF.Max(inner, outer));
                wood.Box(new(side < 0 ? -x - CasingWidth : x - 0.01f, low, 0), new(side < 0 ? -x + 0.01f : x + CasingWidth, high, height));
                if (side > 0) wood.Box(new(-x - CasingWidth, low, height - 0.01f), new(x + CasingWidth, high, height + CasingWidth));
            }
        }
        wood.Box(new(-x + Frame, -y, height - Frame), new(x - Frame, y, height));
        // The leaf is flush with the wall on the side to which it swings: stiles and rails around recessed panels.
        float front = -y + 0.005f, back = front + Leaf, left = -x + Frame + 0.003f, right = x - Frame - 0.003f, bottom = 0.006f,
            top = height - Frame - 0.003f;
        KeyedGenerator random = key.With("panels").Generator();
        int panels = random.NextInt(4);
        const float Stile = 0.11f;
        if (panels == 0) {
            wood.Box(new(left, front, bottom), new(right, back, top));
        } else {
            wood.Box(new(left, front, bottom), new(left + Stile, back, top));
            wood.Box(new(right - Stile, front, bottom), new(right, back, top));
            float step = (top - bottom - Stile) / panels;
            for (int i = 0; i <= panels; i++)
                wood.Box(new(left + Stile, front, bottom + i * step), new(right - Stile, back, bottom + i * step + Stile));
            wood.Box(new(left + Stile, front + 0.012f, bottom), new(right - Stile, back - 0.012f, top));
        }
        foreach (int face in (ReadOnlySpan<int>)[-1, 1]) {
            float plane = face < 0 ? front : back, handle = right - 0.06f;
            metal.Box(Low(handle - 0.02f, plane, plane + face * 0.004f, 0.93f), High(handle + 0.02f, plane, plane + face * 0.004f, 1.13f));
            metal.Box(Low(handle - 0.008f, plane, plane + face * 0.05f, 1.047f),
                High(handle + 0.008f, plane, plane + face * 0.05f, 1.063f));
            metal.Box(Low(handle - 0.12f, plane + face * 0.035f, plane + face * 0.05f, 1.046f),
                High(handle + 0.008f, plane + face * 0.035f, plane + face * 0.05f, 1.064f));
        }

        static Vector3 Low(float x, float y1, float y2, float z) => new(x, MathF.Min(y1, y2), z);
        static Vector3 High(float x, float y1, float y2, float z) => new(x, MathF.Max(y1, y2), z);
    }

    private static void Window(FaceBuilder wood, FaceBuilder metal, FaceBuilder glass, float width, float height, float wall) {
        const float Depth = 0.07f, Sash = 0.055f;
        float x = width / 2, middle = MathF.Min(0.02f, wall / 2 - Depth / 2), near = middle - Depth / 2, far = middle + Depth / 2;
        Ring(wood, -x, x, 0, height, Frame, near, far);
        int sashes = width > 2 ? 3 : width > 1 ? 2 : 1;
        float each = (width - 2 * Frame) / sashes;
        for (int i = 0; i < sashes; i++) {
            float left = -x + Frame + i * each, right = left + each;
            Ring(wood, left + 0.002f, right - 0.002f, Frame + 0.002f, height - Frame - 0.002f, Sash, near - 0.012f, far - 0.02f);
            glass.Rectangle(new(0, middle, 0), Vector3.UnitX, Vector3.UnitZ, new(left + Sash, Frame + Sash),
                new(right - Sash, height - Frame - Sash));
            if (i == 0) continue;
            metal.Box(new(left - 0.012f, near - 0.022f, height / 2 - 0.05f), new(left + 0.012f, near - 0.012f, height / 2 + 0.03f));
            metal.Box(new(left - 0.009f, near - 0.045f, height / 2 - 0.11f), new(left + 0.009f, near - 0.03f, height / 2 + 0.02f));
        }
        // The window sill inside the room.
        wood.Box(new(-x, -wall / 2 - 0.03f, 0), new(x, near, 0.022f));
    }

    /// <summary>Adds a rectangular frame of four bars.</summary>
    private static void Ring(FaceBuilder into, float x0, float x1, float z0, float z1, float bar, float y0, float y1) {
        into.Box(new(x0, y0, z0), new(x0 + bar, y1, z1));
        into.Box(new(x1 - bar, y0, z0), new(x1, y1, z1));
        into.Box(new(x0 + bar, y0, z0), new(x1 - bar, y1, z0 + bar));
        into.Box(new(x0 + bar, y0, z1 - bar), new(x1 - bar, y1, z1));
    }
}
