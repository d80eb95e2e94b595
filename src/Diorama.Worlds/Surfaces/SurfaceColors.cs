using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Randomness;

namespace Diorama.Worlds.Surfaces;

/// <summary>Typical colours of floors and walls, as sRGB with weights; the drawn colours are linear Rec.709 and vary slightly.</summary>
internal static class SurfaceColors {
    /// <summary>Mostly whites, creams and greys, then soft hues, rarely strong colours.</summary>
    public static readonly (uint Rgb, float Weight)[] WallPaint = [
        (0xF4F1EA, 6), (0xF0EDE5, 5), (0xEFEAE0, 4), (0xECE5D8, 4), (0xE8DFCE, 3), (0xE3DACB, 3), (0xE4E2DD, 4), (0xDAD8D3, 3),
        (0xCFCCC6, 2), (0xBDB9B2, 1.5f),
        (0xD6CDBF, 2), (0xC9BDAC, 1.5f), (0xDCE0D9, 1.5f), (0xC8D0C2, 1.5f), (0xAEB8A6, 1), (0xD5DEE2, 1.5f), (0xB9C8D0, 1),
        (0x93A7B3, 0.6f), (0xE9D9D2, 1), (0xD9BFB4, 0.7f),
        (0xEADFB8, 0.7f), (0xE3CE94, 0.4f), (0xC58E6C, 0.3f), (0x6F7F74, 0.4f), (0x43535F, 0.3f), (0x8C6F63, 0.2f), (0x5B5E60, 0.3f),
    ];
    public static readonly (uint Rgb, float Weight)[] WoodStain = [
        (0xC9A678, 4), (0xB8925F, 4), (0xA67C4E, 3), (0xD3B58A, 3), (0x8A6141, 2), (0x6B4A33, 2), (0x4C3628, 1), (0xB09E88, 2),
        (0x9B8B78, 1.5f), (0xD6CABA, 1.5f), (0x965D3D, 1),
    ];
    public static readonly (uint Rgb, float Weight)[] Tile = [
        (0xF2F1EE, 4), (0xE9E5DC, 3), (0xD9D2C4, 2), (0xC6C2BB, 2), (0xA9A6A0, 2), (0x7D7B78, 1.5f), (0x4E4E50, 1), (0xC7B49A, 1.5f),
        (0xB9C9C6, 0.7f), (0xA9774F, 0.5f), (0x5F7C86, 0.4f),
    ];
    public static readonly (uint Rgb, float Weight)[] Carpet = [
        (0xC9BCA8, 3), (0xB5A894, 3), (0x9C9388, 3), (0x8A8A8A, 2), (0x6E6F72, 2), (0x54585E, 1.5f), (0xDAD2C4, 2), (0x7B6A58, 1.5f),
        (0x5D6B78, 1), (0x6B5550, 0.5f), (0x6F7A66, 0.5f), (0x7D4A45, 0.3f),
    ];
    public static readonly (uint Rgb, float Weight)[] Concrete =
        [(0xB3B0AA, 3), (0xA09D98, 3), (0x8D8B88, 2), (0xC4C1BA, 2), (0x77777A, 1)];
    public static readonly (uint Rgb, float Weight)[] Ceiling = [(0xF6F5F2, 5), (0xF2F0EA, 2), (0xEDE9E0, 1)];
    public static readonly (uint Rgb, float Weight)[] DoorsAndWindows = [(0xF3F2EE, 5), (0xECE9E1, 2), (0xD9D5CC, 0.5f), (0x4A4A4A, 0.3f)];

    public static Vector3 Pick((uint Rgb, float Weight)[] from, Keyed key) {
        KeyedGenerator random = key.Generator();
        float total = 0;
        foreach ((_, float weight) in from) total += weight;
        float rest = random.NextFloat() * total;
        uint rgb = from[^1].Rgb;
        foreach ((uint color, float weight) in from) {
            if (rest < weight) {
                rgb = color;
                break;
            }
            rest -= weight;
        }
        Vector3 encoded = new Vector3(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255) / 255;
        encoded += new Vector3(0.03f * (random.NextFloat() - 0.5f))
            + 0.01f * new Vector3(random.NextFloat() - 0.5f, random.NextFloat() - 0.5f, random.NextFloat() - 0.5f);
        return Vector3.Clamp(SRgb.ToLinear(Vector3.Clamp(encoded, Vector3.Zero, Vector3.One)), Vector3.Zero, new(0.9f));
    }
}
