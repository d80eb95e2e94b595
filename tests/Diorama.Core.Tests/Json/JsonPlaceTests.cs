using System.Text;
using Diorama.Core.Json;

namespace Diorama.Core.Tests.Json;

public sealed class JsonPlaceTests {
    private const string Text =
        """{"images":[{"id":1,"box":[1,2.5],"name":"a"},{"id":3.0,"box":[1,"x"],"on":1,"half":"\ud800","large":1e400,"none":null}]}""";

    private static JsonPlace Parse(string json = Text) => JsonPlace.Parse(Encoding.UTF8.GetBytes(json), "f.json");

    private static JsonPlace Image(int index) => Parse().Need("images").Items()[index];

    private static string Refusal(Action read) => Assert.Throws<BadInputException>(read).Message;

    [Fact]
    public void Values_AreWhatStandsThere() {
        Assert.Equal(1, Image(0).Whole("id"));
        Assert.Equal(3, Image(1).Whole("id"));
        Assert.Equal([1, 2.5], Image(0).Numbers("box", 2));
        Assert.Equal("a", Image(0).Text("name"));
        Assert.True(Image(1).Need("on").Flag());
        Assert.Null(Image(1).Find("none"));
        Assert.Null(Image(0).Find("other"));
        Assert.Equal(["id", "box", "name"], Image(0).Members().Select(m => m.Name));
        Assert.Equal("images[0].box", Image(0).Need("box").Path);
    }

    [Fact]
    public void WrongValues_AreNamedWithTheirPlace() {
        Assert.Equal("f.json: images[0]: 'width' is missing.", Refusal(() => Image(0).Whole("width")));
        Assert.Equal("f.json: images[0].name: a whole number was expected, found a text.", Refusal(() => Image(0).Whole("name")));
        Assert.Equal("f.json: images[0].id: a whole number from 2 was expected, found 1.", Refusal(() => Image(0).Whole("id", 2)));
        Assert.Equal("f.json: images[0].id: a whole number from 2 to 9 was expected, found 1.", Refusal(() => Image(0).Whole("id", 2, 9)));
        Assert.Equal("f.json: images[0].box: a list of 3 numbers was expected, found a list of 2.",
            Refusal(() => Image(0).Numbers("box", 3)));
        Assert.Equal("f.json: images[1].box[1]: a finite number was expected, found a text.", Refusal(() => Image(1).Numbers("box")));
        Assert.Equal("f.json: images[1].large: a finite number was expected, found 1e400.", Refusal(() => Image(1).Number("large")));
        Assert.Equal("f.json: images[1].half: a text was expected, found half of a character.", Refusal(() => Image(1).Text("half")));
        Assert.Equal("f.json: images: an object was expected, found a list of 2.", Refusal(() => Parse().Need("images").Find("a")));
        Assert.Equal("f.json: a list was expected, found an object.", Refusal(() => Parse().Items()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"a\":")]
    [InlineData("{\"a\" 1}")]
    [InlineData("nonsense")]
    public void WhatIsNoJson_IsRefused(string text) => Assert.StartsWith("f.json is no JSON: in line 1: ", Refusal(() => Parse(text)));

    [Fact]
    public void Depth_IsReadToAThousand() {
        Assert.True(Parse(new string('[', 900) + new string(']', 900)).IsArray);
        Assert.StartsWith("f.json is no JSON: ", Refusal(() => Parse(new string('[', 100_000))));
    }

    [Fact]
    public void Files_AreNamedWhenTheyAreNotThere() {
        Assert.Equal("/nowhere/f.json does not exist.", Refusal(() => JsonPlace.Read("/nowhere/f.json")));
        Assert.Equal("/ cannot be read: it is a folder; a file was expected.", Refusal(() => JsonPlace.Read("/")));
    }
}
