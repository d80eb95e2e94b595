using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;
using Diorama.Rendering.Textures;

namespace Diorama.Rendering.Tests.SceneFiles;

public sealed class ObjReaderTests : ModelFolder {
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

    /// <summary>
    /// A library is one by being asked for: Assimp writes through a null pointer at properties before the first material.
    /// </summary>
    [Fact]
    public void MaterialLibraryOfAnotherName_IsReadLikeAnyOther() {
        Write("m.txt", "Kd 0 1 0\nnewmtl red\nKd 1 0 0\n");
        var scene = Read("m.obj", "mtllib m.txt\n" + Quad + "usemtl red\n" + Face);
        Assert.Equal(new Vector3(1, 0, 0), PartOf(scene).Material.BaseColor);
        Assert.Contains(scene.Warnings.Messages, w => w.Contains("'Kd'") && w.Contains("m.txt"));
    }

    private static readonly Vector3 Orange = new(0.578f, 0.127f, 0.032f);

    private static void IsOrange(Vector3 color) => Assert.True(Vector3.Distance(Orange, color) < 0.001f, $"{color}");

    [Fact]
    public void ByteOrderMark_IsSkipped() {
        Write("m.mtl", "\uFEFFnewmtl m\nKd 0.578 0.127 0.032\n");
        IsOrange(PartOf(Read("a.obj", "\uFEFFmtllib m.mtl\n" + Quad + "usemtl m\n" + Face)).Material.BaseColor);
        // Without the first vertex all indices would be off by one.
        Assert.Equal(new Vector3(0, 0, 0), WorldCorners(Read("b.obj", "\uFEFF" + Quad + Face))[0]);
    }

    [Fact]
    public void Textures_AreLookedForBesideTheirLibrary() {
        Directory.CreateDirectory(PathOf("mats"));
        WriteImage("mats/t.png");
        Write("mats/m.mtl", "newmtl m\nmap_Kd t.png\n");
        var m = PartOf(Read("a.obj", "mtllib mats/m.mtl\n" + Quad + "usemtl m\n" + Face)).Material;
        Assert.Equal(PathOf("mats/t.png"), m.BaseColorTexture!.Texture.Source);
        Assert.Equal(Vector3.One, m.BaseColor);
    }

    [Theory]
    [InlineData("mtllib x.mtl m.mtl\n")]
    [InlineData("mtllib m.mtl\nmtllib x.mtl\n")]
    [InlineData("mtllib my  materials.mtl\n")]
    public void Libraries_MayBeSeveral_OrHaveBlanksInTheirName(string line) {
        Write("x.mtl", "newmtl other\nKd 1 0 0\n");
        Write("m.mtl", "newmtl m\nKd 0.578 0.127 0.032\n");
        Write("my  materials.mtl", "newmtl m\nKd 0.578 0.127 0.032\n");
        var scene = Read("a.obj", line + Quad + "usemtl m\n" + Face);
        Assert.Empty(scene.Warnings.Messages);
        IsOrange(PartOf(scene).Material.BaseColor);
    }

    [Fact]
    public void Objects_AreNodes_AndTheirGroupsAreParts() {
        const string Vertices = "v 0 0 0\nv 1 0 0\nv 0 1 0\n";
        var scene = Read("a.obj", Vertices + "o Car\ng wheel\nf 1 2 3\ng door\nf 3 2 1\ng wheel\nf 1 2 3\no Tree\ng leaf\nf 1 2 3\n");
        var drawn = scene.Nodes.Where(n => n.Parts.Count > 0).ToArray();
        Assert.Equal(["Car", "Tree"], drawn.Select(n => n.Name));
        Assert.Equal(["wheel", "door"], drawn[0].Parts.Select(p => p.Mesh.Name));
        Assert.Equal(2, drawn[0].Parts[0].Mesh.TriangleCount);
        scene = Read("b.obj", Vertices + "o Box\nf 1 2 3\no Box\nf 3 2 1\n");
        Assert.Equal(["Box", "Box"], scene.Nodes.Where(n => n.Parts.Count > 0).Select(n => n.Name));
        // Without objects, groups are the objects, however often each is begun.
        scene = Read("c.obj", Vertices + "g a\nf 1 2 3\ng b\nf 1 2 3\ng a\nf 3 2 1\n");
        Assert.Equal(["a", "b"], scene.Nodes.Where(n => n.Parts.Count > 0).Select(n => n.Name));
    }

    [Fact]
    public void VertexColours_AreTheColour_WhereThereIsNoMaterial() {
        const string Painted = "v 0 0 0 0.7843 0.3922 0.1961\nv 1 0 0 0.7843 0.3922 0.1961\nv 0 1 0 0.7843 0.3922 0.1961\n";
        var part = PartOf(Read("a.obj", Painted + "f 1 2 3\n"));
        Assert.Equal(Vector3.One, part.Material.BaseColor);
        Assert.All(part.Mesh.Colors!, c => IsOrange(new(c.X, c.Y, c.Z)));
    }

    [Fact]
    public void Numbers_MayBeginOrEndWithTheirPoint() {
        var corners = WorldCorners(Read("a.obj", "v .5 0 0.\nv -.5 0 0\nv +1e0 1. 0\nf -3 -2 -1\n"));
        Assert.Equal([new(0.5f, 0, 0), new(-0.5f, 0, 0), new(1, 0, 1)], corners);
    }

    [Theory]
    [InlineData("v 0 0 0\r\nv 1 0 0\r\nv 0 1 0\r\nf 1 2 3\r\n")]
    [InlineData("v 0 0 0\rv 1 0 0\rv 0 1 0\rf 1 2 3\r")]
    [InlineData("v 0 0 0\nv 1 \\\n 0 0 # a comment\nv\t0 1 0\nf 1 \\\n2 \\\n3")]
    [InlineData("f 1 2 3\nv 0 0 0\nv 1 0 0\nv 0 1 0\n")]
    public void Lines_EndInAnyWay_AndGoOnAfterABackslash(string text) =>
        Assert.Equal([Vector3.Zero, Vector3.UnitX, Vector3.UnitZ], WorldCorners(Read("a.obj", text)));

    [Fact]
    public void BadLines_AreNamedWithTheirNumber() {
        static string Message(string path) => Assert.Throws<BadInputException>(() => SceneFile.Read(path)).Message;
        Assert.Contains("crlf.obj:3: a face has the corner 'x'", Message(Write("crlf.obj", "v 0 0 0\r\nv 1 0 0\r\nf 1 2 x\r\n")));
        Assert.Contains("zero.obj:1: a face has the corner '0'", Message(Write("zero.obj", "f 0 1 2\nv 0 0 0\n")));
        Assert.Contains("many.obj:3: a face of 'o' has vertex 9, expected 1 to 1", Message(Write("many.obj", "v 0 0 0\no o\nf 1 1 9\n")));
        Assert.Contains("far.obj:1: vertex 0 stands at", Message(Write("far.obj", "v 1e30 0 0\nf 1 1 1\n")));
    }

    [Fact]
    public void Anisotropy_IsLeftOutWithAWarning() {
        Write("m.mtl", "newmtl m\nKd 1 1 1\naniso 0.5\nanisor 0.1\n");
        var scene = Read("a.obj", "mtllib m.mtl\n" + Quad + "usemtl m\n" + Face);
        Assert.Contains("anisotropic", Assert.Single(scene.Warnings.Messages));
    }

    [Theory]
    [InlineData("-s 2 3 -o 0.25 0.5 t.png", 2f, 3f, 0.25f)]
    [InlineData("-blendu on -clamp off -mm 0 1 t.png", 1f, 1f, 0f)]
    [InlineData("-s 2 2 2 -imfchan r -texres 512 \"t.png\"", 2f, 2f, 0f)]
    public void OptionsOfMaps_AreRead(string map, float u, float v, float offset) {
        WriteImage("t.png");
        var slot = MaterialOf($"map_Kd {map}\n").BaseColorTexture!;
        Assert.Equal((u, v, offset), (slot.Scale.X, slot.Scale.Y, slot.Offset.X));
        Assert.Equal(TextureWrap.Repeat, slot.Texture.WrapU);
        Assert.Equal(TextureWrap.ClampToEdge, MaterialOf("map_Kd -clamp on t.png\n").BaseColorTexture!.Texture.WrapU);
    }

    /// <summary>A vertex on the line between an ear's ends, as floor plans have it, from each first corner.</summary>
    [Fact]
    public void ConcaveFaces_KeepTheirArea() {
        Vector2[] l = [new(0, 0), new(2, 0), new(2, 1), new(1, 1), new(1, 2), new(0, 2), new(0, 1)];
        string vertices = string.Concat(l.Select(p => $"v {p.X} {p.Y} 0\n"));
        for (int first = 0; first < l.Length; first++) {
            var corners = WorldCorners(Read("l.obj", vertices + "f " + string.Join(' ', l.Select((_, i) => (i + first) % l.Length + 1))
                + "\n"));
            float area = 0;
            for (int t = 0; t < corners.Count; t += 3) {
                var cross = Vector3.Cross(corners[t + 1] - corners[t], corners[t + 2] - corners[t]);
                Assert.True(cross.Y <= 0, "a triangle is turned");
                area += cross.Length() / 2;
            }
            Assert.Equal(3, area, 6);
        }
    }

    [Fact]
    public void CoordinatesFarFromTheOrigin_AreMovedBeforeTheyAreRounded() {
        var scene = Read("utm.obj",
            "v 500000.125 12.5 -4649776.25\nv 500001.125 12.5 -4649776.25\nv 500000.125 13.5 -4649776.25\nf 1 2 3\n");
        var corners = WorldCorners(scene);
        Assert.Equal(new Vector3(1, 0, 0), corners[1] - corners[0]);
        Assert.Equal(new Vector3(0, 0, 1), corners[2] - corners[0]);
        Assert.Equal((500_000.125, 4_649_776.25, 12.5), (scene.Origin.X + corners[0].X, scene.Origin.Y + corners[0].Y,
            scene.Origin.Z + corners[0].Z));
        Assert.Equal(default, Read("near.obj", Quad + Face).Origin);
    }

    [Theory]
    [InlineData("d nan\n")]
    [InlineData("d 1e300\n")]
    [InlineData("Kd inf 0 0\n")]
    [InlineData("Ns 1e39\n")]
    public void NumbersThatAreNotFinite_AreLeftOutWithAWarning(string mtl) {
        Write("m.mtl", "newmtl m\n" + mtl);
        var scene = Read("m.obj", "mtllib m.mtl\n" + Quad + "usemtl m\n" + Face);
        Assert.Contains("m.mtl:2: ", Assert.Single(scene.Warnings.Messages));
        var m = PartOf(scene).Material;
        Assert.True(float.IsFinite(m.Alpha + m.Roughness + m.BaseColor.Length()));
    }

    [Fact]
    public void OpacityWithAHalo_IsItsNumber() => Assert.Equal(0.8f, MaterialOf("d -halo 0.8\n").Alpha);
}
