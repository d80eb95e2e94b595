using System.Numerics;
using System.Text;
using System.Text.Json.Nodes;
using Diorama.Assets.Import;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Names;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Materials;
using Diorama.Rendering.SceneFiles.Gltf;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Tests.Import;

public sealed class AssetImportTests : IDisposable {
    private readonly TemporaryFolder folder = new(), data = new();

    public void Dispose() {
        folder.Dispose();
        data.Dispose();
    }

    private AssetLibrary Library =>
        AssetLibrary.Open(new() { Folder = data.Path, MayInstall = false, Packs = [AllPacks.Shapes, AllPacks.Own] });

    /// <summary>A wedge 1 m wide (X), 0.5 m deep and 2 m high whose slope faces −Y of our world, +Z of glTF.</summary>
    private string Wedge(string name) {
        var mesh = new Mesh {
            Positions = [new(-0.5f, -0.25f, 0), new(0.5f, -0.25f, 0), new(0.5f, 0.25f, 2), new(-0.5f, 0.25f, 2)],
            Indices = [0, 1, 2, 0, 2, 3],
        };
        var scene = new Scene();
        var material = new Material { Name = "red", BaseColor = new(0.8f, 0.1f, 0.1f) };
        scene.Materials.Add(material);
        scene.Nodes.Add(new() { Translation = new(5, 6, 7), Parts = { new(mesh, material) } });
        string path = folder.File(name);
        GltfWriter.Write(scene, path);
        return path;
    }

    [Fact]
    public void Glb_ComesBackInTheAssetFrame() {
        var asset = Assert.Single(
            AssetImport.Run([new() { File = Wedge("wedge.glb"), Class = "chair", Licence = "CC0-1.0", Author = "Me" }], data.Path));
        Assert.Equal(("own-chair-1", "wedge", "Me", "own"), (asset.Id, asset.Name, asset.Author, asset.Pack));
        Near(new(1, 0.5f, 2), asset.Size);

        var library = Library;
        var part = Assert.Single(library.Load(library.Find("own-chair-1")).Parts);
        Assert.Equal(new(0.8f, 0.1f, 0.1f), part.Material.BaseColor);
        Near(new(-0.5f, -0.25f, 0), part.Mesh.Positions.MinBy(p => p.Z * 10 + p.X));
        Near(new(0.5f, 0.25f, 2), part.Mesh.Positions.MaxBy(p => p.Z * 10 + p.X));
    }

    [Theory]
    // Up and front as the file states them, then where the corner (0.5, 0.25, 2) of the wedge goes, which the file has at (0.5, 2, −0.25).
    [InlineData("y", "+z", 0.5f, 0.25f, 2f)]
    [InlineData("y", "-z", -0.5f, -0.25f, 2f)]
    [InlineData("y", "+x", 0.25f, -0.5f, 2f)]
    [InlineData("z", "-y", 0.5f, 1f, 0f)]
    public void Axes_TurnTheModel(string up, string front, float x, float y, float z) {
        var asset = AssetImport.Run([new() { File = Wedge("wedge.gltf"), Class = "chair", Licence = "CC0-1.0", Up = up, Front = front }],
            data.Path)[0];
        var corner = new Vector3(x, y, z);
        Assert.Contains(Library.Load(asset).Parts[0].Mesh.Positions, p => Vector3.Distance(p, corner) < 1e-4f);
    }

    [Fact]
    public void StatedSize_WinsOverTheFile() {
        var asset = AssetImport.Run([new() { File = Wedge("wedge.glb"), Class = "chair", Licence = "CC0-1.0",
            Size = ImportSize.Parse("45x52x90", "--size") }], data.Path)[0];
        Assert.Equal(new(0.45f, 0.52f, 0.9f), asset.Size);
        var positions = Library.Load(asset).Parts[0].Mesh.Positions;
        Assert.Equal(0.45f, positions.Max(p => p.X) - positions.Min(p => p.X));
        Assert.Equal(0.9f, positions.Max(p => p.Z));
    }

    [Fact]
    public void Numbers_GoOn() {
        Import("chair");
        Import("sofa");
        Assert.Equal("own-chair-2", Import("chair")[0].Id);
        Assert.Equal(["own-chair-1", "own-sofa-1", "own-chair-2"], Library.OfPack(AllPacks.Own).Select(a => a.Id));

        IReadOnlyList<Asset> Import(string type) => AssetImport.Run([new() { File = Wedge("w.glb"), Class = type, Licence = "CC0-1.0" }],
            data.Path);
    }

    [Fact]
    public void UnknownClass_OffersNearOnes_AndTakesNothingIn() {
        string file = Wedge("w.glb");
        var e = Assert.Throws<BadInputException>(() => AssetImport.Run(
            [new() { File = file, Class = "chair", Licence = "CC0-1.0" },
                new() { File = file, Class = "dinning table", Licence = "CC0-1.0" }], data.Path));
        Assert.StartsWith("There is no class 'dinning table', expected dining table", e.Message, StringComparison.Ordinal);
        Assert.Empty(Library.OfPack(AllPacks.Own));
    }

    [Fact]
    public void Manifest_ReadsYamlAndJson() {
        string yaml = "defaults: { licence: CC-BY-4.0, author: Me }\nassets:\n  - { file: a.glb, class: chair, size_cm: [45, 52, 90] }\n "
            + " - { file: b.glb, class: sofa, licence: CC0-1.0, front: -x }\n";
        File.WriteAllText(folder.File("manifest.yaml"), yaml);
        var orders = ImportManifest.Read(folder.Path).Orders;
        Assert.Equal(("chair", "CC-BY-4.0", "Me", new Vector3(0.45f, 0.52f, 0.9f)),
            (orders[0].Class, orders[0].Licence, orders[0].Author, orders[0].Size!.Value));
        Assert.Equal(("sofa", "CC0-1.0", "-x"), (orders[1].Class, orders[1].Licence, orders[1].Front));

        File.Delete(folder.File("manifest.yaml"));
        File.WriteAllText(folder.File("manifest.json"), """[{"file": "a.glb", "class": "chair", "licence": "CC0-1.0"}]""");
        Assert.Equal(folder.File("a.glb"), ImportManifest.Read(folder.Path).Orders[0].File);
    }

    [Fact]
    public void Manifest_RefusesTheSameEntryTwice() {
        const string entry = "- {file: a.glb, class: chair, licence: CC0-1.0}\n";
        File.WriteAllText(folder.File("manifest.yaml"), entry + entry.Replace("chair", "sofa", StringComparison.Ordinal) + entry);
        var e = Assert.Throws<BadInputException>(() => ImportManifest.Read(folder.Path));
        Assert.Equal($"{folder.File("manifest.yaml")}:3: the entry says the same as one above it, expected each model once", e.Message);
    }

    [Fact]
    public void Import_ThatIsStopped_TakesNothingIn() {
        using var stop = new CancellationTokenSource();
        ImportOrder[] orders = [.. Enumerable.Range(0, 3).Select(_ =>
            new ImportOrder { File = Wedge("w.glb"), Class = "chair", Licence = "CC0-1.0" })];
        Assert.Throws<OperationCanceledException>(() => AssetImport.Run(orders, data.Path, progress: share => {
            if (share > 0.5) stop.Cancel();
        }, cancellation: stop.Token));
        Assert.Empty(Directory.GetFiles(Path.Combine(data.Path, "packs", "own")));
        Assert.Empty(Library.OfPack(AllPacks.Own));
    }

    [Fact]
    public void Manifest_SaysTheLineAndTheNearestKey() {
        File.WriteAllText(folder.File("manifest.yaml"), "- file: a.glb\n  class: chair\n  lisence: CC0-1.0\n");
        var e = Assert.Throws<BadInputException>(() => ImportManifest.Read(folder.Path));
        Assert.StartsWith($"{folder.File("manifest.yaml")}:3: there is no key 'lisence', expected licence", e.Message,
            StringComparison.Ordinal);
    }

    /// <summary>A wedge whose colour is a picture in another file, named as it is given.</summary>
    private string Textured(string name, string uri) {
        string path = Wedge("plain.gltf");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["images"] = new JsonArray(new JsonObject { ["uri"] = uri });
        json["textures"] = new JsonArray(new JsonObject { ["source"] = 0 });
        json["materials"]![0]!["pbrMetallicRoughness"]!["baseColorTexture"] = new JsonObject { ["index"] = 0 };
        string file = folder.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        string beside = Path.Combine(Path.GetDirectoryName(file)!, "plain.bin");
        if (!File.Exists(beside)) File.Copy(folder.File("plain.bin"), beside);
        if (name.EndsWith(".gltf", StringComparison.Ordinal)) {
            File.WriteAllText(file, json.ToJsonString());
            return file;
        }
        json["buffers"]![0]!.AsObject().Remove("uri");
        byte[] text = Encoding.UTF8.GetBytes(json.ToJsonString()), bin = File.ReadAllBytes(folder.File("plain.bin"));
        text = [.. text, .. Enumerable.Repeat((byte)' ', (4 - text.Length % 4) % 4)];
        bin = [.. bin, .. new byte[(4 - bin.Length % 4) % 4]];
        using var glb = new BinaryWriter(File.Create(file));
        foreach (uint word in (uint[])[0x46546C67, 2, (uint)(28 + text.Length + bin.Length), (uint)text.Length, 0x4E4F534A])
            glb.Write(word);
        glb.Write(text);
        foreach (uint word in (uint[])[(uint)bin.Length, 0x004E4942]) glb.Write(word);
        glb.Write(bin);
        return file;
    }

    private static ImportOrder Chair(string file) => new() { File = file, Class = "chair", Licence = "CC0-1.0" };

    [Theory]
    [InlineData("model.glb")]
    [InlineData("model.gltf")]
    public void PicturesBesideTheModel_AreTakenAlong(string name) {
        string file = Textured(name, "maps/red.png");
        Directory.CreateDirectory(folder.File("maps"));
        ImageFile.WritePng(folder.File("maps/red.png"), new Image<Rgb8>(4, 4, [.. Enumerable.Repeat(new Rgb8(200, 10, 20), 16)]));
        byte[] picture = File.ReadAllBytes(folder.File("maps/red.png"));
        Asset asset = Assert.Single(AssetImport.Run([Chair(file)], data.Path, warning => Assert.Fail(warning)));
        Directory.Delete(folder.File("maps"), recursive: true);
        Scene scene = GltfReader.Read(Path.Combine(data.Path, "packs", "own", asset.Model));
        Assert.Equal(picture, Assert.Single(scene.Materials).BaseColorTexture!.Texture.Encoded);
        Assert.False(GltfReader.RefersToOtherFiles(Path.Combine(data.Path, "packs", "own", asset.Model)));
    }

    [Theory]
    [InlineData("in/model.glb", "../secret.png")]
    [InlineData("in/model.gltf", "%2e%2e/secret.png")]
    public void PicturesElsewhere_AreRefused(string name, string uri) {
        string file = Textured(name, uri);
        ImageFile.WritePng(folder.File("secret.png"), new Image<Rgb8>(4, 4));
        string message = Assert.Throws<BadInputException>(() => AssetImport.Run([Chair(file)], data.Path)).Message;
        Assert.Equal($"{file}: images[0].uri: '{uri}' lies outside of the folder {folder.File("in")}; only files in it "
            + $"or below are taken along", message);
        Assert.Empty(Library.OfPack(AllPacks.Own));
        Assert.Equal([], Directory.GetFiles(Path.Combine(data.Path, "packs", "own"), "*.glb"));
        // Below the folder of a manifest it may lie.
        Assert.Single(AssetImport.Run([Chair(file) with { Folder = folder.Path }], data.Path));
    }

    [Fact]
    public void PicturesOfAnObj_AreTakenFromItsFolderAlone() {
        ImageFile.WritePng(folder.File("secret.png"), new Image<Rgb8>(4, 4));
        Directory.CreateDirectory(folder.File("in"));
        File.WriteAllText(folder.File("in/a.mtl"), "newmtl m\nmap_Kd ../secret.png\n");
        File.WriteAllText(folder.File("in/a.obj"),
            "mtllib a.mtl\nv 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nvt 0 0\nusemtl m\nf 1/1 2/1 3/1\nf 1/1 2/1 4/1\n");
        string message = Assert.Throws<BadInputException>(() => AssetImport.Run([Chair(folder.File("in/a.obj"))], data.Path)).Message;
        Assert.Equal($"{folder.File("secret.png")}: the picture lies outside of the folder {folder.File("in")}; only files in it or "
            + $"below are taken along", message);
    }

    [Fact]
    public void MissingPictures_AreLeftOutWithAWarning() {
        string file = Textured("model.glb", "nowhere.png");
        var warnings = new List<string>();
        Asset asset = Assert.Single(AssetImport.Run([Chair(file)], data.Path, warnings.Add));
        Assert.Equal($"{folder.File("nowhere.png")}: cannot be read, the texture is left out", Assert.Single(warnings));
        Assert.False(GltfReader.RefersToOtherFiles(Path.Combine(data.Path, "packs", "own", asset.Model)));
    }

    [Theory]
    [InlineData("a\nb", null, null, "w.glb: the name: character 2 is a line break (U+000A); expected one line without control characters")]
    [InlineData(null, "a\u001b[31m", null,
        "w.glb: the author: character 2 is a control character (U+001B); expected one line without control characters")]
    [InlineData(null, null, "CC0\u202E",
        "w.glb: the licence: character 4 is a control character (U+202E); expected one line without control characters")]
    public void Names_AreOneLine(string? name, string? author, string? licence, string sentence) {
        string file = Wedge("w.glb");
        string message = Assert.Throws<BadInputException>(() =>
            AssetImport.Run([new() { File = file, Class = "chair", Licence = licence ?? "CC0-1.0", Name = name, Author = author }],
            data.Path)).Message;
        Assert.EndsWith(sentence, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- {file: ../a.glb, class: chair, licence: CC0-1.0}",
        "the file '../a.glb' lies outside of the manifest's folder; expected one in it or below")]
    [InlineData("- {file: /etc/passwd, class: chair, licence: CC0-1.0}",
        "the file '/etc/passwd' lies outside of the manifest's folder; expected one in it or below")]
    [InlineData("- {file: a.glb, class: chair, licence: \"CC0\\nX\"}",
        "licence: character 4 is a line break (U+000A); expected one line without control characters")]
    [InlineData("- {file: a.glb, class: [chair], licence: CC0-1.0}", "class must be a single text")]
    [InlineData("- {file: a.glb, class: chair, licence: CC0-1.0, size_cm: [\"1,5\", 2, 3]}",
        "size_cm is '1,5x2x3', expected width, depth and height in centimetres such as 45x52x90")]
    public void Manifest_RefusesOneByOne(string line, string sentence) {
        File.WriteAllText(folder.File("manifest.yaml"), line + "\n");
        string message = Assert.Throws<BadInputException>(() => ImportManifest.Read(folder.Path)).Message;
        Assert.Equal($"{folder.File("manifest.yaml")}:1: {sentence}", message);
    }

    [Fact]
    public void Manifest_NestedTooDeep_IsOneSentence() {
        File.WriteAllText(folder.File("manifest.yaml"), string.Concat(Enumerable.Repeat("{a: ", 100_000)));
        Assert.Equal($"{folder.File("manifest.yaml")}:1: lists and mappings are nested more than 100 deep",
            Assert.Throws<BadInputException>(() => ImportManifest.Read(folder.Path)).Message);
    }

    [Theory]
    [InlineData("1,5x2x3")]
    [InlineData("1.5x2")]
    [InlineData("1,500x2x3")]
    public void Sizes_HaveAPoint(string size) =>
        Assert.Equal($"--size is '{size}', expected width, depth and height in centimetres such as 45x52x90",
        Assert.Throws<BadInputException>(() => ImportSize.Parse(size, "--size")).Message);

    [Theory]
    [InlineData("\"id\":\"own-chair-1\"", "\"id\":\"../x\"", "the id of an asset: '../x' cannot be part of a file's name; expected ")]
    [InlineData("\"model\":\"own-chair-1.glb\"", "\"model\":\"../../x.glb\"",
        "asset own-chair-1: '../../x.glb' is no path of a file below the folder; expected ")]
    public void ChangedIndex_IsRefused(string from, string to, string sentence) {
        AssetImport.Run([Chair(Wedge("w.glb"))], data.Path);
        string index = Path.Combine(data.Path, "packs", "own", "index.json");
        string text = File.ReadAllText(index);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(index, text.Replace(from, to, StringComparison.Ordinal));
        Assert.StartsWith($"{index} is damaged: {sentence}", Assert.Throws<BadInputException>(() => Library.OfPack(AllPacks.Own)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void IdsOfAllClasses_AreNamesOfFiles() =>
    Assert.All(ClassSet.Taxonomy.Names, name => Assert.Equal(name.Replace(' ', '-'), FileName.From(name)));

    /// <summary>A part of 1000 × 500 × 2000 numbers, with keypoints of both kinds and a bone between them.</summary>
    private string Part(string name) {
        var mesh = Primitives.Box(new(1000, 500, 2000));
        var node = new Node { Name = "part", Translation = new(7000, 0, 1000), Parts = { new(mesh, new()) },
            Keypoints = { new("top", new(0, 0, 1000)) }, Skeleton = { new("top", "tip") } };
        var scene = new Scene { Nodes = { node, new() { Name = "keypoint:tip.001", Parent = node, Translation = new(500, -250, -1000) } } };
        string path = folder.File(name);
        GltfWriter.Write(scene, path);
        return path;
    }

    [Fact]
    public void KeypointsAndSkeleton_ComeAlong_InTheAssetFrame() {
        Asset asset = Assert.Single(AssetImport.Run([Chair(Part("part.glb")) with { Unit = Core.Spaces.LengthUnit.Mm }], data.Path));
        Near(new(1, 0.5f, 2), asset.Size);
        // Twice: as converted, and as kept in the cache.
        for (int i = 0; i < 2; i++) {
            AssetModel model = Library.Load(asset);
            Assert.Equal(["top", "tip"], model.Keypoints.Select(k => k.Name));
            Near(new(0, 0, 2), model.Keypoints[0].Position);
            Near(new(0.5f, -0.25f, 0), model.Keypoints[1].Position);
            Assert.Equal([new("top", "tip")], model.Skeleton);
        }
    }

    [Theory]
    [InlineData(Core.Spaces.LengthUnit.Mm, 1, 1)]
    [InlineData(Core.Spaces.LengthUnit.Cm, 0.1, 1)]
    [InlineData(Core.Spaces.LengthUnit.In, 1, 25.4f)]
    [InlineData(null, 0.002, 2)]
    public void UnitAndScale_AreThoseGiven(Core.Spaces.LengthUnit? unit, double scale, float width) =>
        Near(new Vector3(1, 0.5f, 2) * width,
            Assert.Single(AssetImport.Run([Chair(Part("part.glb")) with { Unit = unit, Scale = scale }], data.Path)).Size);

    [Fact]
    public void Stretching_IsTold() {
        var warnings = new List<string>();
        ImportOrder order = Chair(Part("part.glb")) with { Unit = Core.Spaces.LengthUnit.Mm };
        AssetImport.Run([order with { Size = new(2, 1, 4) }], data.Path, warnings.Add);
        Assert.Empty(warnings);
        AssetImport.Run([order with { Size = new(1, 1, 1) }], data.Path, warnings.Add);
        Assert.Equal($"{order.File}: the model is stretched to 1 × 2 × 0.5 of its width, depth and height; as it is, it has 100 × 50 × "
            + $"200 cm",
            Assert.Single(warnings));
    }

    [Fact]
    public void ClassOfOnesOwn_IsDeclaredByItsName_AndKeepsItsId() {
        var warnings = new List<string>();
        string file = Wedge("w.glb");
        Asset asset = Assert.Single(AssetImport.Run([Chair(file) with { Class = "hex bolt" }], data.Path, warnings.Add));
        Assert.Equal(("own-hex-bolt-1", "hex bolt"), (asset.Id, asset.Class));
        Assert.Equal("the class 'hex bolt' is new and has the id 5001", Assert.Single(warnings));
        AssetImport.Run([Chair(file) with { Class = "flange" }, Chair(file) with { Class = "hex bolt" }], data.Path);
        Assert.Equal([5001, 5002], ((string[])["hex bolt", "flange"]).Select(c => Library.Classes.Find(c).Id));
        Assert.Equal(["own-hex-bolt-1", "own-hex-bolt-2"], Library.OfClass("hex bolt").Select(a => a.Id));
        string message = Assert.Throws<BadInputException>(() => AssetImport.Run([Chair(file) with { Class = "hex bold" }],
            data.Path)).Message;
        Assert.StartsWith("There is no class 'hex bold', expected hex bolt; if it is a class of its own, declare it", message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_DeclaresClasses_WithIdsAndSynonyms() {
        Wedge("w.glb");
        File.WriteAllText(folder.File("manifest.yaml"), """
            classes:
              - {name: hex bolt, id: 7001, supercategory: fastener, color: [200, 100, 0], synonyms: [bolt]}
              - {name: bracket, supercategory: fastener}
            defaults: {licence: CC0-1.0}
            assets:
              - {file: w.glb, class: bolt, unit: cm}
              - {file: w.glb, class: bracket, scale: 2}
            """);
        ImportManifest manifest = ImportManifest.Read(folder.Path);
        IReadOnlyList<Asset> assets = AssetImport.Run(manifest.Orders, data.Path, declared: manifest.Classes);
        Assert.Equal(["own-hex-bolt-1", "own-bracket-1"], assets.Select(a => a.Id));
        Near(new(0.01f, 0.005f, 0.02f), assets[0].Size);
        Near(new(2, 1, 4), assets[1].Size);
        Assert.Equal((7001, "fastener"), (Library.Classes.Find("bolt").Id, Library.Classes.Find("bolt").Group));
        Assert.Equal([200, 100, 0], Library.Classes.Find("hex bolt").Color!);
        Assert.Equal(2, Library.OfClass("fastener").Count);
    }

    [Theory]
    [InlineData("classes: [{id: 3}]", "the key 'name' is missing")]
    [InlineData("classes: [{name: a, id: 70000}]", "the id is '70000', expected a whole number from 1 to 65535")]
    [InlineData("classes: [{name: a, colour: 3}]", "there is no key 'colour', expected color")]
    [InlineData("classes: [{name: a, color: [1, 2, 300]}]", "color must be [red, green, blue], 0 to 255")]
    [InlineData("classes: {a: 1}", "expected a list of classes")]
    public void WrongClassesOfAManifest_AreOneSentence(string line, string sentence) {
        File.WriteAllText(folder.File("manifest.yaml"), line + "\nassets: []\n");
        string message = Assert.Throws<BadInputException>(() => ImportManifest.Read(folder.Path)).Message;
        Assert.Contains($"manifest.yaml:1: {sentence}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void IdsOfTheTaxonomy_StayItsOwn() {
        string message = Assert.Throws<BadInputException>(() => AssetImport.Run([Chair(Wedge("w.glb"))], data.Path,
            declared: [new(1, "bolt", "other")])).Message;
        Assert.Equal("The class 'bolt' has the id 1 of 'wall', expected one of its own", message);
    }

    private static void Near(Vector3 expected, Vector3 actual) =>
        Assert.True(Vector3.Distance(expected, actual) < 1e-5f, $"{actual} is not {expected}");
}
