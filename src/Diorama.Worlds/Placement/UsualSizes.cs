using System.Numerics;
using Diorama.Assets.Index;

namespace Diorama.Worlds.Placement;

/// <summary>Assets that suit a room: by the sizes usual in homes and offices, and a list of exclusions.</summary>
internal static class UsualSizes {
    /// <summary>Smallest and largest width, depth and height, metres.</summary>
    private sealed record Bounds(Vector3 Least, Vector3 Most);

    private static Bounds Of(float w0, float w1, float d0, float d1, float h0, float h1) => new(new(w0, d0, h0), new(w1, d1, h1));

    private static readonly SortedDictionary<string, Bounds> ByClass = new(StringComparer.Ordinal) {
        ["sofa"] = Of(1.3f, 3, 0.6f, 2, 0.6f, 1.1f),
        ["armchair"] = Of(0.5f, 1.15f, 0.5f, 1.05f, 0.6f, 1.15f),
        ["ottoman"] = Of(0.3f, 1, 0.3f, 1, 0.25f, 0.7f),
        ["chair"] = Of(0.36f, 0.62f, 0.4f, 0.66f, 0.7f, 1.2f),
        ["office chair"] = Of(0.45f, 0.75f, 0.45f, 0.75f, 0.75f, 1.2f),
        ["stool"] = Of(0.25f, 0.6f, 0.25f, 0.6f, 0.4f, 0.85f),
        ["bench"] = Of(0.5f, 1.6f, 0.25f, 0.6f, 0.38f, 0.6f),
        ["dining table"] = Of(0.75f, 2.4f, 0.65f, 1.3f, 0.68f, 0.8f),
        ["coffee table"] = Of(0.7f, 1.5f, 0.4f, 0.9f, 0.35f, 0.55f),
        ["side table"] = Of(0.3f, 0.7f, 0.3f, 0.7f, 0.4f, 0.75f),
        ["bedside table"] = Of(0.3f, 0.65f, 0.3f, 0.6f, 0.35f, 0.75f),
        ["desk"] = Of(0.9f, 2, 0.5f, 1.25f, 0.7f, 1.2f),
        ["bed"] = Of(0.85f, 2.1f, 1.7f, 2.35f, 0.4f, 1.3f),
        ["wardrobe"] = Of(0.8f, 2.3f, 0.4f, 0.75f, 1.6f, 2.4f),
        ["bookcase"] = Of(0.5f, 2.6f, 0.2f, 0.6f, 1.2f, 2.3f),
        ["shelf"] = Of(0.35f, 1.2f, 0.2f, 0.5f, 0.7f, 2.1f),
        ["cabinet"] = Of(0.5f, 2.2f, 0.3f, 0.6f, 0.6f, 1.8f),
        ["dresser"] = Of(0.6f, 1.8f, 0.3f, 0.7f, 0.6f, 1.4f),
        ["tv stand"] = Of(0.8f, 2, 0.3f, 0.7f, 0.35f, 1.65f),
        ["refrigerator"] = Of(0.5f, 1, 0.5f, 1, 1.2f, 2),
        ["range hood"] = Of(0.5f, 1.1f, 0.25f, 0.6f, 0.1f, 0.8f),
        ["washing machine"] = Of(0.5f, 0.7f, 0.5f, 0.7f, 0.7f, 1),
        ["bathtub"] = Of(1.4f, 1.9f, 0.65f, 1, 0.4f, 1.2f),
        ["shower"] = Of(0.7f, 1.2f, 0.7f, 1.2f, 1.8f, 2.3f),
        ["rug"] = Of(0.5f, 3, 0.3f, 3, 0, 0.035f),
        ["potted plant"] = Of(0.05f, 1.1f, 0.05f, 1.1f, 0.08f, 1.9f),
        ["vase"] = Of(0.05f, 0.35f, 0.05f, 0.35f, 0.1f, 0.9f),
        ["table lamp"] = Of(0.1f, 0.5f, 0.1f, 0.5f, 0.25f, 0.8f),
        ["floor lamp"] = Of(0.2f, 0.7f, 0.2f, 0.7f, 1, 2),
        ["ceiling lamp"] = Of(0.1f, 1.3f, 0.1f, 1.3f, 0.03f, 0.95f),
        ["tv"] = Of(0.4f, 1.4f, 0.02f, 0.4f, 0.3f, 0.9f),
        ["radiator"] = Of(0.4f, 1.5f, 0.05f, 0.3f, 0.4f, 1.6f),
        ["clothes"] = Of(0.15f, 0.6f, 0.15f, 0.6f, 0.03f, 0.3f),
        ["towel"] = Of(0.1f, 0.8f, 0.1f, 0.6f, 0.02f, 0.8f),
        ["toy"] = Of(0.05f, 0.4f, 0.05f, 0.4f, 0.01f, 0.3f),
        ["bowl"] = Of(0.08f, 0.45f, 0.08f, 0.45f, 0.04f, 0.25f),
        ["curtain"] = Of(0.5f, 1.6f, 0.02f, 0.2f, 1.8f, 2.5f),
        ["box"] = Of(0.2f, 0.9f, 0.2f, 0.7f, 0.15f, 0.6f),
        ["trash can"] = Of(0.15f, 0.45f, 0.15f, 0.45f, 0.2f, 0.8f),
        ["piano"] = Of(1, 1.7f, 0.4f, 1.8f, 0.8f, 1.8f),
        ["fireplace"] = Of(0.8f, 1.4f, 0.2f, 0.6f, 0.8f, 1.3f),
    };

    /// <summary>
    /// Words in the names of assets that do not belong in an ordinary room, or that look wrong from near; in ordinal order.
    /// </summary>
    private static readonly string[] Excluded = ["class", "hospital"];

    public static bool Suits(Asset asset) {
        Vector3 size = asset.Size;
        if (ByClass.TryGetValue(asset.Class, out Bounds? b)
            && (size.X < b.Least.X || size.Y < b.Least.Y || size.Z < b.Least.Z || size.X > b.Most.X || size.Y > b.Most.Y
            || size.Z > b.Most.Z)) return false;
        foreach (string word in Excluded) if (asset.Name.Contains(word, StringComparison.OrdinalIgnoreCase)) return false;
        return asset.Category != "Exterior";
    }
}
