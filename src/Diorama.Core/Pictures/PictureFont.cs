using System.Text;
using Diorama.Core.Images;
using SkiaSharp;

namespace Diorama.Core.Pictures;

/// <summary>
/// The font of text on pictures: DejaVu Sans, which is part of the program and has Latin, Greek and Cyrillic letters among others, and for
/// characters that it lacks the font file that the environment variable DIORAMA_FONT names. Drawn by Skia, one glyph after the other:
/// scripts whose letters join or run from right to left come out as single letters. Thread-safe.
/// </summary>
public static class PictureFont {
    /// <summary>Environment variable with the path of a font file (TrueType or OpenType).</summary>
    public const string Variable = "DIORAMA_FONT";

    /// <summary>Height of a capital letter per unit of text size.</summary>
    private const float CapHeight = 0.7f;

    private static readonly SKTypeface builtIn = SKTypeface.FromStream(
        typeof(PictureFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf"));
    private static readonly Lazy<SKTypeface?> named = new(ReadNamed, LazyThreadSafetyMode.PublicationOnly);

    /// <summary>Returns the characters of a text, each once, that neither font has.</summary>
    /// <exception cref="BadInputException">DIORAMA_FONT names no font.</exception>
    public static string MissingOf(IEnumerable<string> texts) => string.Concat(texts.SelectMany(t => t.EnumerateRunes())
        .Where(r => !Rune.IsControl(r) && !builtIn.ContainsGlyph(r.Value) && named.Value?.ContainsGlyph(r.Value) != true)
        .Distinct().Order());

    /// <summary>Returns a warning about characters that no font has, for people who look at pictures; null if there are none.</summary>
    /// <exception cref="BadInputException">DIORAMA_FONT names no font.</exception>
    public static string? WarningOf(IEnumerable<string> texts) => MissingOf(texts) is { Length: > 0 } missing
        ? $"the built-in font lacks '{missing}', which pictures show as boxes; name a font file that has it with {Variable}=FILE" : null;

    /// <summary>Returns the width of a text in pixels, from its first to its last pen position.</summary>
    internal static float Width(string text, float size) {
        float width = 0;
        foreach ((string run, SKTypeface face) in Runs(text)) {
            using SKFont font = Sized(face, size);
            width += font.MeasureText(run);
        }
        return width;
    }

    /// <summary>Returns the height of a capital letter above the baseline, in pixels.</summary>
    internal static float Height(float size) => CapHeight * size;

    /// <summary>
    /// Returns how much of each pixel a line of text covers, 0 to 1, with a margin of <paramref name="margin"/> pixels at the left of the
    /// first pen position and above the top of the capital letters.
    /// </summary>
    /// <param name="text">One line of text.</param>
    /// <param name="size">Size in pixels.</param>
    /// <param name="shift">Fraction of a pixel, 0 to 1, by which the text is moved to the right.</param>
    /// <param name="margin">Margin in pixels.</param>
    internal static Image<float> Coverage(string text, float size, float shift, out int margin) {
        margin = (int)MathF.Ceiling(size / 2) + 1;
        var info = new SKImageInfo((int)MathF.Ceiling(Width(text, size)) + 2 * margin + 1,
            (int)MathF.Ceiling(Height(size)) + 2 * margin + 1, SKColorType.Alpha8, SKAlphaType.Premul);
        using var bitmap = new SKBitmap(info);
        bitmap.Erase(SKColors.Transparent);
        using (var canvas = new SKCanvas(bitmap))
        using (var paint = new SKPaint { IsAntialias = true, Color = SKColors.White }) {
            float x = margin + shift;
            foreach ((string run, SKTypeface face) in Runs(text)) {
                using SKFont font = Sized(face, size);
                canvas.DrawText(run, x, margin + Height(size), SKTextAlign.Left, font, paint);
                x += font.MeasureText(run);
            }
        }
        var coverage = new Image<float>(info.Width, info.Height);
        ReadOnlySpan<byte> alpha = bitmap.GetPixelSpan();
        for (int y = 0; y < info.Height; y++) {
            for (int i = 0; i < info.Width; i++) coverage[i, y] = alpha[y * bitmap.RowBytes + i] / 255f;
        }
        return coverage;
    }

    private static SKFont Sized(SKTypeface face, float size) {
        var font = new SKFont(face, 100) { Edging = SKFontEdging.Antialias, Hinting = SKFontHinting.None, Subpixel = true };
        float capital = font.Metrics.CapHeight;
        font.Size = capital > 0 ? 100 * Height(size) / capital : size;
        return font;
    }

    /// <summary>Splits a text where the font changes.</summary>
    private static IEnumerable<(string Run, SKTypeface Face)> Runs(string text) {
        var run = new StringBuilder();
        SKTypeface? face = null;
        foreach (Rune rune in text.EnumerateRunes()) {
            SKTypeface best = !builtIn.ContainsGlyph(rune.Value) && named.Value is { } other && other.ContainsGlyph(rune.Value)
                ? other : builtIn;
            if (face is not null && best != face) {
                yield return (run.ToString(), face);
                run.Clear();
            }
            face = best;
            run.Append(rune.ToString());
        }
        if (face is not null) yield return (run.ToString(), face);
    }

    private static SKTypeface? ReadNamed() {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } path) return null;
        return (File.Exists(path) ? SKTypeface.FromFile(path) : null)
            ?? throw new BadInputException($"{Variable} is '{path}', expected the path of a TrueType or OpenType font.");
    }
}
