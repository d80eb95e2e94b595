using System.Numerics;
using System.Text;
using Diorama.Assets.Catalogues;
using Diorama.Assets.Index;
using Diorama.Core;

namespace Diorama.Assets.Tests.Catalogues;

public class SweetHome3DCatalogueTests {
    private const string Lamp = """
        license=Creative Commons Attribution 3.0 Unported license  (c) Someone
        id#1=Scopia#desk_lamp1
        name#1=Desk lamp
        tags#1=Light, Desk
        category#1=Lights
        icon#1=/scopia/lamp.png
        model#1=/scopia/lamp/lamp.obj
        width#1=20
        depth#1=30
        height#1=45
        elevation#1=70
        dropOnTopElevation#1=-1
        modelRotation#1=0 0 1 0 1 0 -1 0 0
        lightSourceX#1=5 10
        lightSourceY#1=3 15
        lightSourceZ#1=40 41
        lightSourceColor#1=#FF8000 #000080
        lightSourceDiameter#1=4 6
        creator#1=Someone
        """;

    private static Asset Read(string text) =>
        Assert.Single(SweetHome3DCatalogue.Read(Encoding.Latin1.GetBytes(text), "catalogue.properties", "Scopia", "furniture"));

    [Fact]
    public void Entry_IsInMetresAndNamesItsFiles() {
        var lamp = Read(Lamp);
        Assert.Equal(("Desk lamp", "table lamp", "Lights", "furniture"), (lamp.Name, lamp.Class, lamp.Category, lamp.Pack));
        Assert.Equal(("Scopia/scopia/lamp/lamp.obj", "Scopia/scopia/lamp.png"), (lamp.Model, lamp.Thumbnail));
        Assert.Equal(("CC-BY-3.0", "Someone"), (lamp.Licence, lamp.Author));
        Assert.Equal(new Vector3(0.2f, 0.3f, 0.45f), lamp.Size);
        Assert.Equal((0.7f, (float?)null), (lamp.Elevation, lamp.SupportHeight));
        Assert.Equal(["Light", "Desk"], lamp.Tags);
        Assert.Equal([0, 0, 1, 0, 1, 0, -1, 0, 0], lamp.Rotation);
    }

    [Fact]
    public void Lights_StandInTheAssetFrame() {
        var lights = Read(Lamp).Lights;
        Assert.Equal(2, lights.Count);
        // 5 cm from the left of 20, 3 cm from the front of 30: the front is −Y.
        Assert.True(Vector3.Distance(new(-0.05f, -0.12f, 0.4f), lights[0].Position) < 1e-6f);
        Assert.Equal(0.04f, lights[0].Diameter);
        // sRGB 128 is 0.2159 linear.
        Assert.True(Vector3.Distance(new(1, 0.2159f, 0), lights[0].Color) < 1e-4f);
        Assert.Equal(new Vector3(0, 0, 1), lights[1].Color);
    }

    [Theory]
    [InlineData("Turn window", "", OpeningKind.Window, 1f, 0f, null)]
    [InlineData("Door", "doorOrWindowWallThickness#1=7.5\ndoorOrWindowWallDistance#1=1.5\ndoorOrWindowCutOutShape#1=M0,0 v1 h1 v-1 z",
        OpeningKind.Door, 0.5f, 0.1f, null)]
    [InlineData("Door", "doorOrWindowCutOutShape#1=M0,0 v1 h0.5 z", OpeningKind.Door, 1f, 0f, "M0,0 v1 h0.5 z")]
    public void Opening_IsGivenInSharesOfTheDepth(string name, string more, OpeningKind kind, float thickness, float distance,
    string? cutOut) {
        var opening = Read($"name#1={name}\nmodel#1=a.obj\nwidth#1=80\ndepth#1=15\nheight#1=200\ndoorOrWindow#1=true\n{more}").Opening!;
        Assert.Equal((kind, cutOut), (opening.Kind, opening.CutOut));
        Assert.Equal(thickness, opening.WallThickness, 1e-5f);
        Assert.Equal(distance, opening.WallDistance, 1e-5f);
    }

    [Fact]
    public void Support_IsTheTop_WhenTheCatalogueDoesNotSay() =>
        Assert.Equal(0.75f, Read("name#1=Table\nmodel#1=a.obj\nwidth#1=80\ndepth#1=60\nheight#1=75").SupportHeight);

    [Theory]
    [InlineData("name#1=X\nmodel#1=a.obj\nwidth#1=wide\ndepth#1=1\nheight#1=1",
        "catalogue.properties: 'width#1' is 'wide', expected 1 number")]
    [InlineData("name#1=X\nmodel#1=a.obj\nwidth#1=-4\ndepth#1=1\nheight#1=1",
        "catalogue.properties: 'width#1' is missing or not above 0, expected centimetres")]
    [InlineData("name#1=X\nwidth#1=1\ndepth#1=1\nheight#1=1", "catalogue.properties: 'model#1' is missing, expected the path of a model")]
    [InlineData("version=1", "catalogue.properties: there is no entry 'name#1', expected a Sweet Home 3D furniture catalogue")]
    public void BadEntry_IsNamed(string text, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<BadInputException>(() => Read(text)).Message);
}
