using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;

namespace Diorama.Core.Tests.Pictures;

public class CanvasTests {
    private static readonly Rgb8 red = new(200, 0, 0);

    /// <summary>Ink per row: '#' where the picture is more than half dark.</summary>
    private static string Ascii(Canvas canvas) => string.Join('\n', Enumerable.Range(0, canvas.Picture.Height)
        .Select(y => string.Concat(Enumerable.Range(0, canvas.Picture.Width).Select(x => canvas.Picture[x, y].R < 128 ? '#' : '.'))));

    [Fact]
    public void Text_DrawsLetters() {
        var canvas = new Canvas(18, 16, Canvas.White);
        canvas.Text(2, 2, "LT", 14, Canvas.Black);
        string ink = Ascii(canvas);
        // L: a stem down the left and a foot; T: a bar on top and a stem below its middle.
        string[] rows = ink.Split('\n');
        Assert.Equal(rows[4].IndexOf('#'), rows[8].IndexOf('#'));
        Assert.True(rows[11].Count(c => c == '#') > rows[7].Count(c => c == '#'), ink);
        Assert.True(rows[2].LastIndexOf('#') - rows[2].IndexOf('#') > rows[6].LastIndexOf('#') - rows[6].IndexOf('#'), ink);
        Assert.DoesNotContain('#', rows[14]);
    }

    [Fact]
    public void EveryLetterOfAName_HasAGlyphOfItsOwn() {
        var seen = new Dictionary<string, char>();
        foreach (char c in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-_+=/()[]<>%!?'\"#*×·°…→\u00e4") {
            var canvas = new Canvas(24, 24, Canvas.White);
            canvas.Text(2, 2, c.ToString(), 24, Canvas.Black);
            string ink = Ascii(canvas);
            Assert.Contains('#', ink);
            Assert.True(seen.TryAdd(ink, c), $"{c} looks like {seen[ink]}");
        }
    }

    [Fact]
    public void LettersOfGreekAndCyrillic_AreThere_AndMissingOnesAreNamed() {
        Assert.Equal("", PictureFont.MissingOf(["łóżko", "Größe", "καρέκλα", "стул", "a → b × c…"]));
        Assert.Null(PictureFont.WarningOf(["стул"]));
        Assert.Equal("例椅", PictureFont.MissingOf(["椅", "例 a", "例"]));
        Assert.Contains("lacks '例'", PictureFont.WarningOf(["例"]));
        var canvas = new Canvas(60, 24, Canvas.White);
        canvas.Text(2, 4, "стул", 20, Canvas.Black);
        Assert.InRange(canvas.Picture.Pixels.Count(p => p.R < 128), 60, 400);
    }

    /// <summary>Glyphs are placed at fractions of a pixel, so that the width of a text is that of what is drawn.</summary>
    [Fact]
    public void Width_IsThatOfTheInk() {
        var canvas = new Canvas(400, 40, Canvas.White);
        canvas.Text(10, 10, "HHHHHHHHHHHHHHHH", 16, Canvas.Black);
        int[] columns = [.. Enumerable.Range(0, 400).Where(x => Enumerable.Range(0, 40).Any(y => canvas.Picture[x, y].R < 128))];
        Assert.InRange(columns[^1] + 1 - columns[0], Canvas.Measure("HHHHHHHHHHHHHHHH", 16).Width - 5,
            Canvas.Measure("HHHHHHHHHHHHHHHH", 16).Width);
        int[] rows = [.. Enumerable.Range(0, 40).Where(y => Enumerable.Range(0, 400).Any(x => canvas.Picture[x, y].R < 128))];
        Assert.Equal(10, rows[0]);
        Assert.InRange(rows[^1] + 1 - rows[0], 11, 12);
    }

    [Fact]
    public void Fit_CutsWhatIsTooWide() {
        Assert.Equal("sofa", Canvas.Fit("sofa", 16, 100));
        string cut = Canvas.Fit("a very long name of a sofa", 16, 100);
        Assert.EndsWith("…", cut);
        Assert.InRange(Canvas.Measure(cut, 16).Width, 80, 100);
        Assert.Equal("", Canvas.Fit("sofa", 16, 3));
    }

    [Fact]
    public void Outline_DrawsTheBorderOnce_AndCutsAtTheEdge() {
        var canvas = new Canvas(6, 5, Canvas.White);
        canvas.Outline(1, 1, 8, 4, red, 1, 0.5f);
        Assert.Equal(new Rgb8(228, 128, 128), canvas.Picture[1, 1]);
        Assert.Equal(new Rgb8(228, 128, 128), canvas.Picture[5, 1]);
        Assert.Equal(Canvas.White, canvas.Picture[3, 2]);
        Assert.Equal(Canvas.White, canvas.Picture[0, 0]);
        Assert.Equal(10 + 1, canvas.Picture.Pixels.Count(p => p != Canvas.White));
    }

    [Fact]
    public void Regions_FillTranslucently_AndOutlineOpaquely() {
        var ids = new Image<uint>(5, 5);
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 3; x++) ids[x, y] = 7;
        }
        var canvas = new Canvas(5, 5, Canvas.White);
        canvas.Regions(ids, id => id == 7 ? red : null);
        Assert.Equal([new(228, 128, 128), new(228, 128, 128), red, Canvas.White, Canvas.White], canvas.Picture.Row(2).ToArray());
    }

    [Fact]
    public void Resized_AveragesTheAreaThatAPixelCovers() {
        var picture = new Image<Rgb8>(3, 1, [new(0, 0, 0), new(90, 0, 0), new(240, 0, 0)]);
        // Two pixels of one and a half each: (0 + 90/2) / 1.5 and (90/2 + 240) / 1.5.
        Assert.Equal([new(30, 0, 0), new(190, 0, 0)], picture.Resized(2, 1).Pixels);
        Assert.Equal((320, 240), PictureScaling.Within(1280, 960, 320, 320));
    }

    [Fact]
    public void Tags_DoNotCoverEachOther_AndStayAtTheirBoxes() {
        var tags = new TagPlacement(100, 100);
        Assert.Equal((20, 20), tags.Place(20, 30, 60, 60, 30, 10));
        Assert.Equal((20, 30), tags.Place(20, 30, 60, 60, 30, 10));
        // No room above the picture's edge.
        Assert.Equal((70, 2), tags.Place(90, 2, 100, 40, 30, 10));
        Assert.Null(new TagPlacement(10, 5).Place(0, 0, 4, 4, 8, 8));
    }
}
