using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Diagnostics;
using Diorama.Core.Images;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Tests.Scenes;

public sealed class TextureLibraryTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-test-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string GreyPng(string name, byte value) {
        string path = Path.Combine(folder, name);
        ImageFile.WritePng(path, new Image<Rgb8>(4, 4, [.. Enumerable.Repeat(new Rgb8(value, value, value), 16)]));
        return path;
    }

    [Fact]
    public void Texture_IsDecodedOncePerMeaning_WhenShared() {
        string path = GreyPng("grey.png", 128);
        var repeated = new Texture { Source = path };
        var clamped = new Texture { Source = path, WrapU = TextureWrap.ClampToEdge };
        var a = new Material { Name = "a", BaseColorTexture = new() { Texture = repeated },
            MetallicRoughnessTexture = new() { Texture = repeated } };
        var b = new Material { Name = "b", BaseColorTexture = new() { Texture = clamped } };
        var library = TextureLibrary.Decode([a, b], new Warnings());
        var color = library.Reference(a.BaseColorTexture, srgb: true);
        Assert.Equal(SRgb.ToLinear(128 / 255f), color.Sample(default, default, 0).X, 1e-5f);
        Assert.Equal(128 / 255f, library.Reference(a.MetallicRoughnessTexture, srgb: false).Sample(default, default, 0).X, 1e-5f);
        Assert.NotSame(color.Map, library.Find(clamped, true));
        Assert.Same(color.Map!.Pyramid, library.Find(clamped, true)!.Pyramid);
        Assert.Null(library.Find(clamped, false));
        Assert.False(library.Reference(null, true).Exists);
    }

    [Fact]
    public void Missing_IsAWarningNamingFileAndMaterial_InOrder() {
        File.WriteAllText(Path.Combine(folder, "text.png"), "no image");
        var warnings = new Warnings();
        Material Make(string name, string file) =>
            new() { Name = name, BaseColorTexture = new() { Texture = new() { Source = Path.Combine(folder, file) } } };
        var materials = new[] { Make("Oak", "oak.png"), Make("Iron", "text.png"), Make("Good", GreyPng("good.png", 9)),
            Make("Ash", "oak.png") };
        var library = TextureLibrary.Decode(materials, warnings);
        Assert.Equal(3, warnings.Messages.Count);
        Assert.Contains("Oak", warnings.Messages[0], StringComparison.Ordinal);
        Assert.Contains(Path.Combine(folder, "oak.png"), warnings.Messages[0], StringComparison.Ordinal);
        Assert.Contains("Iron", warnings.Messages[1], StringComparison.Ordinal);
        Assert.Contains("text.png", warnings.Messages[1], StringComparison.Ordinal);
        Assert.Contains("Ash", warnings.Messages[2], StringComparison.Ordinal);
        Assert.False(library.Reference(materials[0].BaseColorTexture, true).Exists);
        Assert.True(library.Reference(materials[2].BaseColorTexture, true).Exists);
    }

    [Fact]
    public void Embedded_IsDecodedFromItsBytes() {
        byte[] encoded = File.ReadAllBytes(GreyPng("x.png", 255));
        var material = new Material { BaseColorTexture = new() { Texture = new() { Source = "scene.glb image 0", Encoded = encoded } } };
        var library = TextureLibrary.Decode([material], new Warnings());
        Assert.Equal(Vector4.One, library.Reference(material.BaseColorTexture, true).Mean);
    }

    [Fact]
    public void FloatFile_IsLinear_AlsoWhereColourIsExpected() {
        string path = Path.Combine(folder, "hdr.exr");
        ImageFile.WriteExr(path, new Image<Vector3>(2, 2, [.. Enumerable.Repeat(new Vector3(0.5f, 8, 0), 4)]));
        using var pyramid = TextureDecoder.Decode(new Texture { Source = path }, TexelMeaning.SRgb);
        Assert.Equal(new Vector4(0.5f, 8, 0, 1), new TextureMap(pyramid).Sample(new(0.5f), 0.5f));
    }

    [Fact]
    public void Grey16_IsEveryChannel_AndSRgbOnlyWhenColour() {
        string path = Path.Combine(folder, "grey16.png");
        ImageFile.WritePng(path, new Image<ushort>(1, 1, [32768]));
        using var data = TextureDecoder.Decode(new Texture { Source = path }, TexelMeaning.Data);
        using var color = TextureDecoder.Decode(new Texture { Source = path }, TexelMeaning.SRgb);
        Assert.Equal(0.5f, data.Mean.Z, 1e-4f);
        Assert.Equal(SRgb.ToLinear(0.5f), color.Mean.Y, 1e-4f);
    }
}
