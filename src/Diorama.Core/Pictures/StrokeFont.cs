using System.Collections.Concurrent;
using System.Numerics;
using Diorama.Core.Images;

namespace Diorama.Core.Pictures;

/// <summary>
/// Draws text from round strokes, antialiased at every size: the coverage of a pixel follows from its distance to the strokes.
/// </summary>
internal static class StrokeFont {
    /// <summary>Number of units of the glyph table per unit of text size.</summary>
    private const float UnitsPerSize = 20;
    private const float HalfStroke = 0.95f, CornerRadius = 3.6f, Spacing = 3.7f, Space = 6;
    private const int CapHeight = 14, Descender = 18;

    private static readonly ConcurrentDictionary<(char, float), Glyph> glyphs = [];

    /// <param name="Coverage">Coverage of each pixel, 0 to 1; null for a space.</param>
    /// <param name="Left">Offset in pixels from the pen position to the first column.</param>
    /// <param name="Top">Offset in pixels from the top of the capital letters to the first row.</param>
    /// <param name="Advance">Distance in pixels from this pen position to the next.</param>
    internal sealed record Glyph(Image<float>? Coverage, int Left, int Top, float Advance);

    public static Glyph Of(char c, float size) => glyphs.GetOrAdd((c, size), static key => Draw(key.Item1, key.Item2));

    public static float Width(string text, float size) {
        float width = 0;
        foreach (char c in text) width += Of(c, size).Advance;
        return width - Spacing / UnitsPerSize * size + 2 * HalfStroke / UnitsPerSize * size;
    }

    /// <summary>Returns the height of a capital letter above the baseline, in pixels.</summary>
    public static float Height(float size) => CapHeight / UnitsPerSize * size;

    private static Glyph Draw(char c, float size) {
        float scale = size / UnitsPerSize;
        if (c == ' ') return new(null, 0, 0, Space * scale);
        List<Vector2[]> strokes =
            [.. (GlyphTables.Strokes.TryGetValue(c, out string? text) ? text : "00808e0e00").Split(' ').Select(Points)];
        float right = strokes.Max(s => s.Max(p => p.X));
        const int margin = 2;
        int width = (int)MathF.Ceiling(right * scale) + 2 * margin + 1, height = (int)MathF.Ceiling(Descender * scale) + 2 * margin + 1;
        var coverage = new Image<float>(width, height);
        float half = MathF.Max(HalfStroke * scale, 0.55f);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                var p = new Vector2(x - margin + 0.5f, y - margin + 0.5f);
                float nearest = float.PositiveInfinity;
                foreach (Vector2[] s in strokes) {
                    for (int i = 0; i < Math.Max(1, s.Length - 1); i++)
                        nearest = MathF.Min(nearest, Distance(p, s[i] * scale, s[Math.Min(i + 1, s.Length - 1)] * scale));
                }
                coverage[x, y] = Math.Clamp(half - nearest + 0.5f, 0, 1);
            }
        }
        return new(coverage, -margin, -margin, (right + Spacing) * scale);
    }

    private static Vector2[] Points(string stroke) {
        bool closed = stroke[0] == '=', round = closed || stroke[0] == '.';
        string digits = round ? stroke[1..] : stroke;
        var points = new Vector2[digits.Length / 2];
        for (int i = 0; i < points.Length; i++) points[i] = new(Digit(digits[2 * i]), Digit(digits[2 * i + 1]));
        return round ? Rounded(points, closed) : points;
    }

    private static int Digit(char c) => c <= '9' ? c - '0' : c - 'a' + 10;

    /// <summary>Replaces each corner by a quadratic Bézier curve.</summary>
    private static Vector2[] Rounded(Vector2[] p, bool closed) {
        var path = new List<Vector2>();
        for (int i = 0; i < p.Length; i++) {
            if (!closed && (i == 0 || i == p.Length - 1)) {
                path.Add(p[i]);
                continue;
            }
            Vector2 before = p[(i + p.Length - 1) % p.Length] - p[i], after = p[(i + 1) % p.Length] - p[i];
            Vector2 from = p[i] + before * MathF.Min(CornerRadius / before.Length(), 0.5f);
            Vector2 to = p[i] + after * MathF.Min(CornerRadius / after.Length(), 0.5f);
            for (int k = 0; k <= 6; k++) {
                float t = k / 6f;
                path.Add(Vector2.Lerp(Vector2.Lerp(from, p[i], t), Vector2.Lerp(p[i], to, t), t));
            }
        }
        if (closed) path.Add(path[0]);
        return [.. path];
    }

    private static float Distance(Vector2 p, Vector2 a, Vector2 b) {
        Vector2 ab = b - a;
        float length = ab.LengthSquared();
        float t = length > 0 ? Math.Clamp(Vector2.Dot(p - a, ab) / length, 0, 1) : 0;
        return Vector2.Distance(p, a + ab * t);
    }
}
