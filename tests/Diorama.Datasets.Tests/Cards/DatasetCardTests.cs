using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using Diorama.Datasets.Cards;
using Diorama.Datasets.Exports;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Layout.Splits;
using Diorama.Datasets.Runs;
using Diorama.Rendering.Labels;
using Diorama.Worlds;

namespace Diorama.Datasets.Tests.Cards;

public sealed class DatasetCardTests(DatasetCardTests.Cubes cubes) : IClassFixture<DatasetCardTests.Cubes> {
    /// <summary>One dataset for all tests.</summary>
    public sealed class Cubes : IDisposable {
        private readonly TemporaryFolder folder = new();

        public Cubes() => new DatasetRun(Boxes.Options(folder["a"], frames: 6,
            labels: LabelTable.Instance | LabelTable.DepthZ | LabelTable.AmodalMasks), Boxes.Build).Run();

        public DatasetFolder Set => new(folder["a"]);
        public string this[string name] => folder[name];

        public void Dispose() => folder.Dispose();
    }

    private readonly DatasetFolder set = cubes.Set;

    [Fact]
    public void Statistics_AreTheCountsOfTheRecords() {
        DatasetStatistics s = DatasetStatistics.Of(set.ReadFrames(), set.ReadInfo());
        ObjectRecord[][] things =
            [.. set.ReadFrames().Select(f => f.Objects.Where(o => o.VisiblePixels > 0 && o.ClassId is 7 or 9 && o.VisiblePixels > 0)
            .ToArray())];
        Assert.Equal((6, things.Sum(t => t.Length)), (s.Images, s.Objects));
        Assert.Equal([7, 9], s.Classes.Keys);
        Assert.Equal((things.Sum(t => t.Count(o => o.ClassId == 9)), things.Count(t => t.Any(o => o.ClassId == 9))),
            (s.Classes[9].Objects, s.Classes[9].Images));
        Assert.Equal(s.Objects, s.BoxSizes.Sum());
        Assert.Equal(s.Objects, s.Positions.Sum());
        Assert.Equal(s.Objects, s.VisibleFractions.Sum());
        Assert.Equal(6, s.ObjectsPerImage.Sum());
        Assert.Equal(things.Count(t => t.Length == 4), s.ObjectsPerImage[4]);
        ObjectRecord first = things[0][0];
        int[] box = first.VisibleBox!;
        Assert.True(s.Positions[(int)((box[1] + box[3]) / 2.0 * 24 / Boxes.Height) * 32
            + (int)((box[0] + box[2]) / 2.0 * 32 / Boxes.Width)] > 0);
        Assert.True(s.BoxSizes[(int)Math.Log2(Math.Sqrt((box[2] - box[0]) * (box[3] - box[1])))] > 0);
    }

    [Fact]
    public void Readme_SaysWhatIsInItAndHowItWasMade() {
        string text = File.ReadAllText(set.Full("README.md"));
        DatasetStatistics s = DatasetStatistics.Of(set.ReadFrames(), set.ReadInfo());
        Assert.StartsWith("# cubes\n", text);
        Assert.Contains("| images (all cameras) | 6, labels alone |", text);
        Assert.Contains($"| 9 | cube | shape | {s.Classes[9].Objects} | {s.Classes[9].Images} |", text);
        Assert.Contains("| label `depth_z` | metres along", text);
        Assert.Contains($"CC0-1.0](https://spdx.org/licenses/CC0-1.0.html) | {LineLog.Read(set.AssetsFile).Count()} |", text);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(set.RecipeFile))), text);
        Assert.Contains("| seed | 3 |", text);
        // Every picture and page that it links to is there.
        foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(text, @"\]\(([^)]+)\)")) {
            string target = link.Groups[1].Value;
            Assert.True(target.StartsWith("https://spdx.org", StringComparison.Ordinal) || File.Exists(set.Full(target)), target);
        }
    }

    [Fact]
    public void Readme_SaysWhatToAddToPositionsOfAFarWorld() {
        new DatasetRun(Boxes.Options(cubes["far"], frames: 1, labels: LabelTable.Instance), number => {
            World world = Boxes.Build(number);
            world.Scene.Origin = new(500000, 4500000, -12);
            return world;
        }).Run();
        var far = new DatasetFolder(cubes["far"]);
        Assert.Equal([500000, 4500000, -12], Assert.Single(far.ReadFrames()).Camera.WorldOrigin!);
        Assert.Contains("The world lies far from its origin: (500000, 4500000, -12) is to be added to all positions",
            File.ReadAllText(far.Full("README.md")), StringComparison.Ordinal);
    }

    [Fact]
    public void Plots_AreDrawingsWithTheirNumbers() {
        string[] names = [.. Directory.EnumerateFiles(set.Full("stats")).Select(Path.GetFileName).Order(StringComparer.Ordinal)!];
        Assert.Equal(["box-sizes.svg", "objects-per-class.svg", "objects-per-image.svg", "positions.svg", "visible-fraction.svg"], names);
        XNamespace svg = "http://www.w3.org/2000/svg";
        foreach (string name in names) {
            XElement root = XDocument.Load(set.Full($"stats/{name}")).Root!;
            double width = (double)root.Attribute("width")!, height = (double)root.Attribute("height")!;
            Assert.All(root.Elements(svg + "text"),
                t => Assert.True((double)t.Attribute("x")! is var x && x >= 0 && x <= width && (double)t.Attribute("y")! is var y && y >= 0
                    && y <= height, t.Value));
        }
        DatasetStatistics s = DatasetStatistics.Of(set.ReadFrames(), set.ReadInfo());
        string[] texts = [.. XDocument.Load(set.Full("stats/objects-per-class.svg")).Root!.Elements(svg + "text").Select(t => t.Value)];
        Assert.Contains("cube", texts);
        Assert.Contains(Charts.Number(s.Classes[9].Objects), texts);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 2)]
    [InlineData(10, 2)]
    [InlineData(99, 20)]
    [InlineData(251, 100)]
    [InlineData(1234567, 500000)]
    public void Ticks_AreRound(long largest, long step) => Assert.Equal(step, Charts.Step(largest, 5));

    [Fact]
    public void Croissant_NamesFilesWithTheirChecksums() {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(set.Full("croissant.json")));
        JsonElement root = document.RootElement;
        foreach (string required in (string[])["@context", "@type", "conformsTo", "name", "description", "license", "url", "creator",
            "datePublished", "distribution"]) Assert.True(root.TryGetProperty(required, out _), required);
        Assert.Equal("http://mlcommons.org/croissant/1.1", root.GetProperty("conformsTo").GetString());
        Assert.Equal(["https://spdx.org/licenses/CC0-1.0.html"], root.GetProperty("license").EnumerateArray().Select(l => l.GetString()));
        var ids = new HashSet<string>();
        int files = 0;
        foreach (JsonElement d in root.GetProperty("distribution").EnumerateArray()) {
            Assert.True(ids.Add(d.GetProperty("@id").GetString()!));
            if (d.GetProperty("@type").GetString() == "cr:FileObject") {
                byte[] bytes = File.ReadAllBytes(set.Full(d.GetProperty("contentUrl").GetString()!));
                Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), d.GetProperty("sha256").GetString());
                Assert.Equal($"{bytes.Length} B", d.GetProperty("contentSize").GetString());
                files++;
            } else {
                Assert.Equal("cr:FileSet", d.GetProperty("@type").GetString());
                Assert.True(d.TryGetProperty("includes", out _) && d.TryGetProperty("encodingFormat", out _));
            }
        }
        Assert.True(files >= 6);
        // Fields have names of their own, and what they refer to is there.
        foreach (JsonElement r in root.GetProperty("recordSet").EnumerateArray()) {
            foreach (JsonElement f in r.GetProperty("field").EnumerateArray()) Assert.True(ids.Add(f.GetProperty("@id").GetString()!));
        }
        foreach (JsonElement r in root.GetProperty("recordSet").EnumerateArray()) {
            Assert.Contains(r.GetProperty("key").GetProperty("@id").GetString()!, ids);
            foreach (JsonElement f in r.GetProperty("field").EnumerateArray()) {
                if (f.TryGetProperty("source", out JsonElement source))
                    Assert.Contains((source.TryGetProperty("fileObject", out JsonElement file) ? file
                        : source.GetProperty("fileSet")).GetProperty("@id").GetString()!, ids);
                if (f.TryGetProperty("references", out JsonElement other))
                    Assert.Contains(other.EnumerateObject().First().Value.GetProperty("@id").GetString()!, ids);
            }
        }
    }

    /// <summary>What the reference library (mlcommons/croissant, python/mlcroissant) needs to load the file, rule by rule.</summary>
    [Fact]
    public void Croissant_KeepsTheRulesOfTheReferenceLibrary() {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(set.Full("croissant.json")));
        JsonElement root = document.RootElement, context = root.GetProperty("@context");
        Assert.Equal(("https://schema.org/", "https://schema.org/"), (context.GetProperty("@vocab").GetString(),
            context.GetProperty("sc").GetString()));
        foreach (string term in (string[])["path", "repeated", "replace", "samplingRate", "name", "description"])
            Assert.True(context.TryGetProperty(term, out _), term);
        Assert.False(context.TryGetProperty("containedIn", out _));
        // A file set has one pattern, and it finds files.
        foreach (JsonElement d in root.GetProperty("distribution").EnumerateArray()
            .Where(d => d.GetProperty("@type").GetString() == "cr:FileSet")) {
            string glob = Assert.Single(d.GetProperty("includes").EnumerateArray()).GetString()!;
            string pattern = "^" + System.Text.RegularExpressions.Regex.Escape(glob).Replace("\\*", "[^/]*", StringComparison.Ordinal)
                + "$";
            Assert.Contains(Directory.GetFiles(set.Root, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(set.Root, f)),
                f => System.Text.RegularExpressions.Regex.IsMatch(f, pattern));
        }
        string[] leaves = ["sc:Text", "sc:Integer", "sc:Float", "sc:URL", "sc:ImageObject", "cr:BoundingBox"];
        foreach (JsonElement r in root.GetProperty("recordSet").EnumerateArray()) {
            var sources = new HashSet<string>();
            bool joins = false;
            foreach (JsonElement field in r.GetProperty("field").EnumerateArray()) {
                JsonElement[] own = field.TryGetProperty("subField", out JsonElement parts) ? [.. parts.EnumerateArray()] : [field];
                if (own[0].ValueKind == JsonValueKind.Object && field.TryGetProperty("subField", out _))
                    Assert.False(field.TryGetProperty("source", out _) || field.TryGetProperty("dataType", out _));
                foreach (JsonElement leaf in own) {
                    // Each value has one basic type; labels and splits stand only beside one.
                    JsonElement type = leaf.GetProperty("dataType");
                    string?[] types = type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString())]
                        : [type.GetString()];
                    Assert.Single(types, t => leaves.Contains(t));
                    if (!leaf.TryGetProperty("source", out JsonElement source)) continue;
                    Assert.Single(source.GetProperty("extract").EnumerateObject());
                    sources.Add(source.EnumerateObject().First().Value.GetProperty("@id").GetString()!);
                    if (source.TryGetProperty("transform", out JsonElement transform)) {
                        foreach (JsonElement one in transform.ValueKind == JsonValueKind.Array ? transform.EnumerateArray().ToArray()
                            : [transform])
                            Assert.Single(one.EnumerateObject());
                    }
                    // Two sources of a set are joined by a field; what it refers to is named by its kind.
                    if (!leaf.TryGetProperty("references", out JsonElement to)) continue;
                    Assert.Contains(to.EnumerateObject().First().Name, (string[])["field", "fileSet", "fileObject"]);
                    joins |= to.TryGetProperty("fileSet", out _);
                }
            }
            Assert.True(sources.Count <= 1 || joins, r.GetProperty("@id").GetString());
        }
    }

    /// <summary>The record set of images, extracted as its sources say, gives classes and boxes.</summary>
    [Fact]
    public void Croissant_ImagesGiveClassesAndBoxes() {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(set.Full("croissant.json")));
        JsonElement images = document.RootElement.GetProperty("recordSet").EnumerateArray()
            .Single(r => r.GetProperty("@id").GetString() == "images");
        Dictionary<string, JsonElement> fields = images.GetProperty("field").EnumerateArray()
            .ToDictionary(f => f.GetProperty("name").GetString()!);
        string[] lines = File.ReadAllLines(set.FramesFile);
        FrameRecord[] records = [.. set.ReadFrames()];
        for (int i = 0; i < lines.Length; i++) {
            using JsonDocument line = JsonDocument.Parse(lines[i]);
            Assert.Equal(records[i].ImageId, Extract(line.RootElement, fields["image_id"]).Single().GetInt64());
            JsonElement[] objects = [.. fields["objects"].GetProperty("subField").EnumerateArray()];
            JsonElement Sub(string name) => objects.Single(o => o.GetProperty("name").GetString() == name);
            Assert.Equal(records[i].Objects.Select(o => o.ClassId), Extract(line.RootElement, Sub("class_id")).Select(v => v.GetInt32()));
            Assert.Equal(records[i].Objects.Where(o => o.VisibleBox is not null).Select(o => string.Join(',', o.VisibleBox!)),
                Extract(line.RootElement, Sub("visible_box")).Select(v => string.Join(',', v.EnumerateArray().Select(n => n.GetInt32()))));
        }
        // A dataset of labels alone has no picture to join.
        Assert.False(fields.ContainsKey("image") || fields.ContainsKey("file_name"));

        // A column, and of its object or of each of its objects what "$.name" says.
        static IEnumerable<JsonElement> Extract(JsonElement record, JsonElement field) {
            JsonElement source = field.GetProperty("source"), value = record.GetProperty(source.GetProperty("extract").GetProperty("column")
                .GetString()!);
            if (!source.TryGetProperty("transform", out JsonElement transform)) return [value];
            string member = transform.GetProperty("jsonPath").GetString()![2..];
            return value.ValueKind == JsonValueKind.Array
                ? [.. value.EnumerateArray().Where(o => o.TryGetProperty(member, out _)).Select(o => o.GetProperty(member))]
                : [value.GetProperty(member)];
        }
    }

    [Fact]
    public void Croissant_HasADayThatDoesNotDependOnTheClock() {
        Assert.Equal("2026-11-22", Croissant.Published("1795305600"));
        Assert.Equal(BuildInfo.ReleaseDate, Croissant.Published(null));
        Assert.True(DateOnly.ParseExact(BuildInfo.ReleaseDate, "yyyy-MM-dd", null) >= new DateOnly(2026, 11, 22));
    }

    [Fact]
    public void Panoramas_AreWorksToBeCredited() {
        World world = Boxes.Build(0);
        var outside = new World { Scene = world.Scene, Cameras = world.Cameras, Objects = world.Objects, Report = world.Report,
            Panorama = Diorama.Assets.Panoramas.Describe("city") };
        Assert.Equal([.. world.Objects.Select(o => o.Asset.Id), "panorama-city"], outside.Assets.Select(a => a.Id));
        Assert.Equal(("CC0-1.0", "environments"), (outside.Assets.Last().Licence, outside.Assets.Last().Pack));
        Assert.Contains("Greg Zaal", outside.Assets.Last().Author);
    }

    [Fact]
    public void Exports_HaveACardOfTheirOwn() {
        new DatasetExport(set, cubes["exports"], [DatasetFormats.Find("coco"),
            DatasetFormats.Find("bop")]) { Splits = SplitShares.Parse("train=0.5,val=0.5") }.Run();
        string text = File.ReadAllText(cubes["exports/README.md"]);
        Assert.Contains("| `coco/` | COCO", text);
        Assert.Contains("| `bop/` | BOP", text);
        Assert.Contains("| train | 3 |\n| val | 3 |", text);
        Assert.Contains("In `bop`: ", text);
        Assert.Contains("## CC0-1.0: shapes", File.ReadAllText(cubes["exports/ATTRIBUTION.md"]));
    }

    [Fact]
    public void Attribution_ListsEveryAssetUnderItsLicence() {
        UsedAsset[] used = [
            new("sofa-1", "Sofa | two seats", "sofa", "furniture", "CC-BY-3.0", "Ann"),
            new("lamp-1", "Lamp", "lamp", "furniture", "CC-BY-3.0", "Bob"),
            new("panorama-city", "City", "panorama", "environments", "CC0-1.0", "Greg Zaal"),
        ];
        Attribution.Write(cubes["A.md"], used);
        string text = File.ReadAllText(cubes["A.md"]);
        Assert.Contains("| [CC-BY-3.0](https://spdx.org/licenses/CC-BY-3.0.html) | 2 | Ann; Bob |", text);
        Assert.Contains("## CC0-1.0: environments", text);
        Assert.Contains("| sofa-1 | Sofa \\| two seats | sofa | Ann |", text);
        Assert.True(text.IndexOf("lamp-1", StringComparison.Ordinal) < text.IndexOf("sofa-1", StringComparison.Ordinal));
        Attribution.Write(cubes["B.md"], []);
        Assert.Contains("nobody to credit", File.ReadAllText(cubes["B.md"]));
    }
}
