using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Core.Tests.Images;

/// <summary>
/// Photographs of a red and a blue field above a white one, as files of Pillow that cameras and programs write too: of four inks, and with
/// the orientation 6, to be turned clockwise.
/// </summary>
public sealed class PhotographTests : IDisposable {
    private const string Cmyk =
        "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwAFAwQEBAMFBAQEBQUFBgcMCAcHBwcPCwsJDBEPEhIRDxERExYcFxMUGhURERghGBodHR8fHxMXIiQiHi"
        + "QcHh8e/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQEC"
        + "AwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dX"
        + "Z3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4E"
        + "QwBNAFkASwAAPwD7LpP+GGP+qo/+UD/7opP+GGP+qo/+UD/7or7Lr4z/AOGGP+qo/wDlA/8Auij/AIYY/wCqo/8AlA/+6K+zKK//2Q==";
    private const string TurnedPng =
        "iVBORw0KGgoAAAANSUhEUgAAABAAAAAICAIAAAB/FOjAAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEABgAAAAAAANZnS2kAAAAjSURBVHicY/"
        + "zPgB0wMmCXYcKhHiegvQbG//9x+YJKNtBeAwBDhAULRCYxBAAAAABJRU5ErkJggg==";
    private const string TurnedTiff =
        "SUkqACAAAAB4nPvPwPAfG8Ih/B+76ACqH+IAAPlh/wELAAABAwABAAAAEAAAAAEBAwABAAAACAAAAAIBAwADAAAAqgAAAAMBAwABAAAACAAAAA"
        + "YBAwABAAAAAgAAABEBBAABAAAACAAAABIBAwABAAAABgAAABUBAwABAAAAAwAAABYBAwABAAAACAAAABcBBAABAAAAGAAAABwBAwABAAAAAQAA"
        + "AAAAAAAIAAgACAA=";
    private const string TurnedWebp =
        "UklGRmAAAABXRUJQVlA4WAoAAAAIAAAADwAABwAAVlA4TB8AAAAvD8ABABcw//O///MfLAWCbJtJTnKgv0JE/ydAYesGAEVYSUYaAAAATU0AKg"
        + "AAAAgAAQESAAMAAAABAAYAAAAAAAA=";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Photograph Read(string name, byte[] file) {
        File.WriteAllBytes(folder[name], file);
        return Photograph.Read(folder[name]);
    }

    [Fact]
    public void FourInks_AreColours() {
        Image<Rgb8> picture = Read("inks.jpg", Convert.FromBase64String(Cmyk)).Picture;
        Assert.Equal((16, 8), (picture.Width, picture.Height));
        Near(new(255, 0, 0), picture[3, 1]);
        Near(new(0, 0, 255), picture[12, 1]);
        Near(new(255, 255, 255), picture[8, 6]);
    }

    [Theory]
    [InlineData("turned.png", TurnedPng), InlineData("turned.tif", TurnedTiff), InlineData("turned.webp", TurnedWebp)]
    public void Orientation_TurnsThePicture(string name, string file) {
        Photograph photo = Read(name, Convert.FromBase64String(file));
        Assert.Equal((6, 8, 16), (photo.Orientation, photo.Picture.Width, photo.Picture.Height));
        // Clockwise: what was upper left is upper right.
        Near(new(255, 0, 0), photo.Picture[6, 3]);
        Near(new(0, 0, 255), photo.Picture[6, 12]);
        Near(new(255, 255, 255), photo.Picture[1, 8]);
    }

    /// <summary>The eight orientations of Exif: where the red upper left and the blue upper right of the stored picture are seen.</summary>
    [Theory]
    [InlineData(1, 3, 1, 12, 1), InlineData(2, 12, 1, 3, 1), InlineData(3, 12, 6, 3, 6), InlineData(4, 3, 6, 12, 6)]
    [InlineData(5, 1, 3, 1, 12), InlineData(6, 6, 3, 6, 12), InlineData(7, 6, 12, 6, 3), InlineData(8, 1, 12, 1, 3)]
    public void Jpeg_IsTurnedByItsExif(int orientation, int redX, int redY, int blueX, int blueY) {
        var stored = new Image<Rgb8>(16, 8);
        for (int i = 0; i < stored.Pixels.Length; i++)
            stored.Pixels[i] = i / 16 >= 4 ? new(255, 255, 255) : i % 16 < 8 ? new(255, 0, 0) : new(0, 0, 255);
        byte[] jpeg = Jpeg.Encode(stored, 100, ChromaSampling.Full);
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
        byte[] exif = [0xFF, 0xE1, 0, (byte)(2 + 6 + tiff.Length), .. "Exif\0\0"u8, .. tiff];
        Photograph photo = Read("turned.jpg", [.. jpeg[..2], .. exif, .. jpeg[2..]]);
        Assert.Equal(orientation, photo.Orientation);
        Near(new(255, 0, 0), photo.Picture[redX, redY]);
        Near(new(0, 0, 255), photo.Picture[blueX, blueY]);
    }

    [Fact]
    public void Transparency_BecomesWhite_AndSixteenBitsAreRounded() {
        var clear = new Image<Rgba8>(2, 1, [new(10, 20, 30, 0), new(10, 20, 30, 255)]);
        ImageFile.WritePng(folder["clear.png"], clear);
        Assert.Equal([new Rgb8(255, 255, 255), new(10, 20, 30)], Photograph.Read(folder["clear.png"]).Picture.Pixels);
        ImageFile.WritePng(folder["deep.png"], new Image<Rgb16>(1, 1, [new(0, 32896, 65535)]));
        Assert.Equal([new Rgb8(0, 128, 255)], Photograph.Read(folder["deep.png"]).Picture.Pixels);
        ImageFile.WritePng(folder["grey.png"], new Image<byte>(1, 1, [77]));
        Assert.Equal([new Rgb8(77, 77, 77)], Photograph.Read(folder["grey.png"]).Picture.Pixels);
    }

    private static void Near(Rgb8 expected, Rgb8 found) =>
        Assert.True(Math.Abs(expected.R - found.R) + Math.Abs(expected.G - found.G) + Math.Abs(expected.B - found.B) < 40,
            $"{found} instead of {expected}");
}
