using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Tests.SceneFiles.Assimp;

public sealed class ObjTests : ModelFolder {
    private const string Quad = "v 0 0 0\nv 1 0 0\nv 1 2 0\nv 0 2 0\nvt 0 0\nvt 1 0\nvt 1 1\nvt 0 1\n";
    private const string Face = "f 1/1 2/2 3/3 4/4\n";

    private Material MaterialOf(string mtl) {
        Write("m.mtl", "newmtl m\n" + mtl);
        return PartOf(Read("m.obj", "mtllib m.mtl\n" + Quad + "usemtl m\n" + Face)).Material;
    }

    private static MeshPart PartOf(Scene scene) => Assert.Single(scene.Nodes.SelectMany(n => n.Parts));

    [Fact]
    public void Obj_IsTurnedUpright_TriangulatedAndWelded() {
        var scene = Read("quad.obj", Quad + Face);
        var mesh = PartOf(scene).Mesh;
        Assert.Equal((4, 2), (mesh.VertexCount, mesh.TriangleCount));
        Assert.Null(mesh.Normals);
        // +Y up became +Z up, and the face still looks the way it did: +Z of the file is −Y of the world.
        var corners = WorldCorners(scene);
        Assert.Contains(new Vector3(1, 0, 2), corners);
        Near(-Vector3.UnitY, Vector3.Normalize(Vector3.Cross(corners[1] - corners[0], corners[2] - corners[0])));
        // v runs down the image.
        Assert.Equal(new Vector2(0, 1), mesh.TexCoords[0][Array.IndexOf(mesh.Positions, Vector3.Zero)]);
        Assert.Equal(new Vector2(0, 0), mesh.TexCoords[0][Array.IndexOf(mesh.Positions, new Vector3(0, 2, 0))]);
    }

    [Fact]
    public void Obj_LeavesOutFacesOfTwoCorners() {
        var mesh = PartOf(Read("wire.obj", Quad + Face + "f 1/1 2/2\n")).Mesh;
        Assert.Equal(2, mesh.TriangleCount);
        Assert.All(mesh.Indices, i => Assert.InRange(i, 0, mesh.VertexCount - 1));
    }

    [Fact]
    public void Obj_KeepsGivenNormalsAndObjects() {
        var scene = Read("two.obj",
            "v 0 0 0\nv 1 0 0\nv 0 1 0\nvn 0 0 2\nvn 0 1 1\no first\nf 1//1 2//1 3//2\no second\nf 3//1 2//1 1//1\n");
        Assert.Equal(["first", "second"], scene.Nodes.Where(n => n.Parts.Count > 0).Select(n => n.Name));
        var first = scene.Nodes.Single(n => n.Name == "first").Parts[0].Mesh;
        Near(Vector3.UnitZ, first.Normals![Array.IndexOf(first.Positions, Vector3.Zero)]);
        Near(Vector3.Normalize(new(0, 1, 1)), first.Normals[Array.IndexOf(first.Positions, Vector3.UnitY)]);
    }

    [Fact]
    public void Kd_Ks_Ns_Ke_BecomeColourHighlightRoughnessEmission() {
        var m = MaterialOf("Kd 0.2 0.4 0.6\nKs 0.5 0.5 0.5\nNs 198\nKe 1 2 3\n");
        Near(new(0.2f, 0.4f, 0.6f), m.BaseColor);
        Assert.Equal(MathF.Sqrt(0.1f), m.Roughness, 4);
        Assert.Equal((0f, 1f), (m.Metallic, m.Specular));
        Near(Vector3.One, m.SpecularColor);
        Near(new(1, 2, 3), m.Emission);
        Assert.Equal(AlphaMode.Opaque, m.AlphaMode);
    }

    [Fact]
    public void MaterialWithoutDiffuse_IsAMetal() {
        var m = MaterialOf("Kd 0 0 0\nKs 0.9 0.7 0.3\nNs 500\n");
        Assert.Equal(1, m.Metallic);
        Near(new(0.9f, 0.7f, 0.3f), m.BaseColor);
    }

    [Theory]
    [InlineData("d 0.8\n", 0f, 0.8f, AlphaMode.Blend)]
    [InlineData("Tr 0.2\n", 0f, 0.8f, AlphaMode.Blend)]
    [InlineData("d 0.25\n", 0.75f, 1f, AlphaMode.Opaque)]
    [InlineData("illum 4\nd 1\n", 1f, 1f, AlphaMode.Opaque)]
    [InlineData("illum 7\nd 0.4\nNi 1.45\n", 0.6f, 1f, AlphaMode.Opaque)]
    [InlineData("d 0\n", 0f, 1f, AlphaMode.Opaque)]
    public void Opacity_BecomesBlendOrThinGlass(string mtl, float transmission, float alpha, AlphaMode mode) {
        var m = MaterialOf("Kd 0.5 0.5 0.5\n" + mtl);
        Assert.Equal(transmission, m.Transmission, 4);
        Assert.Equal(alpha, m.Alpha, 4);
        Assert.Equal((mode, 0f), (m.AlphaMode, m.Thickness));
        Assert.Equal(mtl.Contains("Ni", StringComparison.Ordinal) ? 1.45f : 1.5f, m.Ior, 4);
    }

    [Fact]
    public void PbrKeys_WinOverClassicOnes() {
        var m = MaterialOf("Kd 0.5 0.5 0.5\nKs 0.1 0.1 0.1\nNs 10\nPr 0.3\nPm 0.8\nPc 0.5\n");
        Assert.Equal((0.3f, 0.8f, 1f), (m.Roughness, m.Metallic, m.Specular));
        Assert.Equal(0.5f, m.Clearcoat);
    }

    [Fact]
    public void Maps_AreFoundRelativeToTheModel_WhateverTheirCase() {
        Directory.CreateDirectory(PathOf("Textures"));
        WriteImage("Textures/Wood.PNG");
        WriteImage("glow.png");
        WriteImage("n.png");
        var m = MaterialOf("Kd 0 0 0\nmap_Kd textures\\wood.png\nmap_Ke glow.png\nnorm n.png\n");
        Assert.Equal(PathOf("Textures/Wood.PNG"), m.BaseColorTexture!.Texture.Source);
        Assert.Equal((Vector3.One, Vector3.One), (m.BaseColor, m.Emission));
        Assert.Equal(PathOf("n.png"), m.NormalTexture!.Texture.Source);
        Assert.Equal(AlphaMode.Opaque, m.AlphaMode);
    }

    [Fact]
    public void MapWithAPathOfAnotherMachine_IsFoundByItsLastWord() {
        WriteImage("rug.png");
        Assert.Equal(PathOf("rug.png"),
            MaterialOf("map_Kd /elsewhere/3D/ TEXTURES/Living room rug.png\n").BaseColorTexture!.Texture.Source);
    }

    [Fact]
    public void OpacityMap_BecomesTheAlphaOfTheColourMap() {
        WriteImage("leaf.png");
        WriteImage("mask.png");
        var m = MaterialOf("map_Kd leaf.png\nmap_d mask.png\n");
        Assert.Equal(AlphaMode.Mask, m.AlphaMode);
        var texture = m.BaseColorTexture!.Texture;
        using var reader = ImageReader.Open(texture.Source, texture.Encoded!);
        Assert.Equal((2, 2, 3), (reader.Width, reader.Height, reader.AlphaChannel));
        Assert.Equal([0, 0, 0, 0, 255, 255, 255, 255, 128, 128, 128, 128, 64, 64, 64, 64], reader.ReadBytes());
        // The joined image has alpha, which alone makes a cut-out too.
        Write("cut.png", texture.Encoded!);
        Assert.Equal(AlphaMode.Mask, MaterialOf("map_Kd cut.png\n").AlphaMode);
    }

    /// <summary>Texels of a map that was made, channels interleaved.</summary>
    private static byte[] Texels(TextureSlot? slot) {
        using var reader = slot!.Texture.Open();
        return reader.ReadBytes();
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("-bm 3 ", 3)]
    public void BumpMap_BecomesTheNormalsOfItsSlopes(string option, float multiplier) {
        // A ridge: rises from 0 to 1 over 100 texels to the right, falls back over as many; nothing changes upwards.
        ImageFile.WritePng(PathOf("bump.png"), new Image<ushort>(200, 2,
            [.. Enumerable.Range(0, 400).Select(i => (ushort)(655.35 * (i % 200 < 100 ? i % 200 : 200 - i % 200)))]));
        var m = MaterialOf($"map_Bump {option}bump.png\n");
        byte[] normals = Texels(m.NormalTexture);
        Assert.Equal(1, m.NormalScale);
        // White is 1 % of the width above black, 2 texels over a way of 100.
        var expected = Vector3.Normalize(new(-0.02f * multiplier, 0, 1));
        for (int c = 0; c < 3; c++) {
            Assert.Equal((expected[c] + 1) * 127.5f, normals[3 * 50 + c], 0.51f);
            Assert.Equal((expected[c] * (c == 0 ? -1 : 1) + 1) * 127.5f, normals[3 * 150 + c], 0.51f);
        }
        // At the crest it is flat, and the left edge goes on from the right one.
        Assert.Equal([128, 128, 255, 128, 128, 255], [.. normals[300..303], .. normals[..3]]);
    }

    [Fact]
    public void BumpMap_GreenPointsUpTheImage() {
        ImageFile.WritePng(PathOf("bump.png"), new Image<byte>(2, 4, [0, 0, 80, 80, 160, 160, 240, 240]));
        // Higher towards the lower edge: the surface leans towards the upper one.
        Assert.True(Texels(MaterialOf("bump -bm 50 bump.png\n").NormalTexture)[3 * 2 + 1] > 140);
    }

    [Fact]
    public void BumpMapOfUnitVectors_IsTakenAsNormalMap() {
        ImageFile.WritePng(PathOf("n.png"), new Image<Rgb8>(2, 1, [new(128, 128, 255), new(200, 128, 232)]));
        var m = MaterialOf("map_Bump -bm 0.5 n.png\n");
        Assert.Equal((PathOf("n.png"), 0.5f), (m.NormalTexture!.Texture.Source, m.NormalScale));
        WriteImage("grey.png");
        Assert.Equal(PathOf("n.png"), MaterialOf("map_Bump grey.png\nnorm n.png\n").NormalTexture!.Texture.Source);
    }

    [Fact]
    public void RoughnessAndMetallicMaps_AreJoined() {
        ImageFile.WritePng(PathOf("rough.png"), new Image<byte>(2, 2, [10, 20, 30, 40]));
        ImageFile.WritePng(PathOf("metal.png"), new Image<byte>(1, 1, [200]));
        // Ns is of the classic model and has no say beside them.
        var m = MaterialOf("Ns 250\nmap_Pr rough.png\nmap_Pm metal.png\n");
        Assert.Equal([255, 10, 200, 255, 20, 200, 255, 30, 200, 255, 40, 200], Texels(m.MetallicRoughnessTexture));
        Assert.Equal((1f, 1f), (m.Roughness, m.Metallic));
        m = MaterialOf("Pr 0.5\nmap_Pm metal.png\n");
        Assert.Equal([255, 255, 200], Texels(m.MetallicRoughnessTexture));
        Assert.Equal((0.5f, 1f), (m.Roughness, m.Metallic));
        m = MaterialOf("Pm 0.7\nmap_Pr metal.png\n");
        Assert.Equal([255, 200, 255], Texels(m.MetallicRoughnessTexture));
        Assert.Equal((1f, 0.7f), (m.Roughness, m.Metallic));
    }

    [Fact]
    public void ShininessMap_BecomesRoughness() {
        ImageFile.WritePng(PathOf("ns.png"), new Image<byte>(2, 1, [0, 255]));
        var m = MaterialOf("Ks 0.5 0.5 0.5\nNs 198\nmap_Ns ns.png\n");
        Assert.Equal([255, 255, 255, 255, 81, 255], Texels(m.MetallicRoughnessTexture));
        Assert.Equal((1f, 0f), (m.Roughness, m.Metallic));
    }

    [Fact]
    public void MissingTexture_WarnsWithFileAndMaterial_AndIgnoredMapsAreReported() {
        WriteImage("disp.png");
        Write("m.mtl", "newmtl brick\nmap_Kd gone.png\ndisp disp.png\n");
        var scene = Read("m.obj", "mtllib m.mtl\n" + Quad + "usemtl brick\n" + Face);
        Assert.Null(PartOf(scene).Material.BaseColorTexture);
        Assert.Contains(scene.Warnings.Messages, w => w.Contains("m.obj") && w.Contains("'brick'") && w.Contains("'gone.png'"));
        Assert.Contains(scene.Warnings.Messages, w => w.Contains("'brick'") && w.Contains("displacement"));
    }

    [Fact]
    public void MissingMaterialLibrary_IsAWarning() {
        var scene = Read("m.obj", "mtllib nowhere.mtl\n" + Quad + Face);
        Assert.Contains(scene.Warnings.Messages, w => w.Contains("nowhere.mtl"));
    }

    /// <summary>A folder can be opened as a file, and reading it fails.</summary>
    [Theory]
    [InlineData(".")]
    [InlineData("/tmp")]
    public void MaterialLibraryThatIsAFolder_IsAWarning(string name) {
        var scene = Read("m.obj", $"mtllib {name}\n" + Quad + Face);
        PartOf(scene);
        Assert.NotEmpty(scene.Warnings.Messages);
    }

    /// <summary>A library is one by being asked for: Assimp writes through a null pointer at properties before the first material.</summary>
    [Fact]
    public void MaterialLibraryOfAnotherName_IsReadLikeAnyOther() {
        Write("m.txt", "Kd 0 1 0\nnewmtl red\nKd 1 0 0\n");
        var scene = Read("m.obj", "mtllib m.txt\n" + Quad + "usemtl red\n" + Face);
        Assert.Equal(new Vector3(1, 0, 0), PartOf(scene).Material.BaseColor);
        Assert.Contains(scene.Warnings.Messages, w => w.Contains("'Kd'") && w.Contains("m.txt"));
    }
}
