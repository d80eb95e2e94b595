using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Gallery.Surfaces;

namespace Diorama.Gallery.Tests;

public class PicturesTests {
    public static TheoryData<string> Names => [.. Pictures.All.Select(p => p.Name)];

    private static string Root {
        get {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Diorama.slnx"))) folder = folder.Parent!;
            return folder.FullName;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Picture_ShowsSomething_AndEndsInTheGallery(string name) {
        Picture picture = Pictures.All.Single(p => p.Name == name);
        Image<Rgb8> print = picture.Draw(new() { Width = 48, Samples = 4 });
        Assert.InRange(print.Pixels.Distinct().Count(), 50, int.MaxValue);
        Assert.True(File.Exists(Path.Combine(Root, "examples/Diorama.Gallery", picture.Source)));
        Assert.True(File.Exists(Path.Combine(Root, "docs/gallery", name + ".jpg")));
        string page = File.ReadAllText(Path.Combine(Root, "docs/gallery.md"));
        Assert.Contains($"](gallery/{name}.jpg)", page);
        Assert.Contains(picture.Sentence, page);
    }

    /// <summary>
    /// The furnace has radiance 0.55 all around, so metal shows 0.55 times its reflectance. Where the base colour F is 1 nothing is lost;
    /// elsewhere light that met the surface once carries F and light that met it twice F², so the reflectance lies between the two.
    /// </summary>
    [Fact]
    public void RoughMetal_ShowsItsColour_InAFurnace() {
        var image = new PictureRenderer { Width = 90, Samples = 256 }.Expose(EnergyCompensation.Build(90, 60)).Radiance;
        // The middle of the roughest ball of gold, which stands last in the middle row.
        Vector3 sum = default;
        for (int y = 28; y < 32; y++) for (int x = 79; x < 83; x++) sum += image[x, y] / 16;
        Assert.InRange(sum.X, 0.55f * 0.97f, 0.55f * 1.01f);
        Assert.InRange(sum.Z, 0.55f * 0.34f * 0.34f, 0.55f * 0.34f);
    }

    [Fact]
    public void Sheet_PutsPicturesRowByRow() {
        Image<Rgb8> Plain(byte grey) => new(6, 4, [.. Enumerable.Repeat(new Rgb8(grey, grey, grey), 24)]);
        Image<Rgb8> sheet = PictureRenderer.Sheet(2, Plain(1), Plain(2), Plain(3));
        Assert.Equal((16, 12), (sheet.Width, sheet.Height));
        Assert.Equal([1, 255, 2, 3, 255], [sheet[0, 0].R, sheet[7, 0].R, sheet[15, 3].R, sheet[0, 11].R, sheet[15, 11].R]);
    }

    [Fact]
    public void Print_IsTheSame_ForAnyNumberOfThreads() {
        static Rgb8[] Draw(int threads) =>
            new PictureRenderer { Width = 48, Samples = 2, Threads = threads }.Print(Clearcoat.Build(48, 32)).Pixels;
        Assert.Equal(Draw(1), Draw(3));
    }
}
