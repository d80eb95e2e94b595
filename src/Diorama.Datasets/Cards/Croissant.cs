using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Cards;

/// <summary>
/// Content of croissant.json: the dataset's machine-readable description (Croissant 1.1, mlcommons.org/croissant/1.1), with the files and
/// their checksums, the extraction of fields from them, the classes, and the provenance in terms of W3C PROV.
/// </summary>
internal static class Croissant {
    private const string CocoFolder = "coco", CocoFiles = "instances*.json", CocoSet = "coco-files";

    /// <summary>Terms of the specification's appendix 1 whose context entry is only <c>cr:</c> and the term itself.</summary>
    private static readonly string[] terms = [
        "annotation", "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "excludes", "extract", "field", "fileProperty",
        "fileObject", "fileSet",
        "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "recordSet", "references", "regex",
        "readLines", "sdVersion", "separator",
        "source", "subField", "transform", "unArchive", "value",
    ];

    public static void Write(DatasetFolder folder, DatasetInfo info, DatasetSummary summary, IReadOnlyList<UsedAsset> assets) {
        string name = DatasetCard.Title(info);
        var root = new JsonObject {
            ["@context"] = Context(),
            ["@type"] = "sc:Dataset",
            ["conformsTo"] = "http://mlcommons.org/croissant/1.1",
            ["name"] = name,
            ["description"] = DatasetCard.Description(info, summary),
            ["license"] = Licences(assets),
            ["url"] = "README.md",
            ["creator"] = new JsonObject { ["@type"] = "sc:Organization", ["name"] = $"made with Diorama {BuildInfo.Version}" },
            ["datePublished"] = Published(Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH")),
            ["version"] = "1.0.0",
            ["keywords"] = new JsonArray("synthetic", "computer vision"),
            ["isLiveDataset"] = false,
            ["prov:wasGeneratedBy"] = new JsonObject {
                ["@type"] = "prov:Activity", ["prov:label"] = $"diorama generate, version {BuildInfo.Version}, seed {info.Seed}",
                ["prov:used"] = new JsonObject { ["@type"] = "prov:Entity",
                    ["prov:label"] = $"recipe.yaml, sha256 {DatasetCard.RecipeHash(folder)}" },
                ["prov:wasAssociatedWith"] = new JsonObject { ["@type"] = "prov:SoftwareAgent",
                    ["prov:label"] = $"Diorama {BuildInfo.Version}" },
            },
            ["distribution"] = Distribution(folder, info),
            ["recordSet"] = new JsonArray([
                .. info.Splits is null ? (JsonObject[])[] : [Splits(info)], Classes(info), Images(info), Assets(),
                .. CocoPaths(folder).Length > 0 ? [Annotations()] : (JsonObject[])[],
            ]),
        };
        AtomicFile.WriteStream(Path.Combine(folder.Root, "croissant.json"), stream => {
            using (var writer = new Utf8JsonWriter(stream,
                new() { Indented = true, NewLine = "\n", Encoder = DatasetJson.Line.Encoder })) root.WriteTo(writer);
            stream.WriteByte((byte)'\n');
        });
    }

    private static JsonObject Context() {
        var context = new JsonObject {
            ["@language"] = "en", ["@vocab"] = "http://schema.org/", ["sc"] = "http://schema.org/",
            ["cr"] = "http://mlcommons.org/croissant/",
            ["rai"] = "http://mlcommons.org/croissant/RAI/", ["dct"] = "http://purl.org/dc/terms/", ["prov"] = "http://www.w3.org/ns/prov#",
            ["conformsTo"] = "dct:conformsTo", ["data"] = new JsonObject { ["@id"] = "cr:data", ["@type"] = "@json" },
            ["dataType"] = new JsonObject { ["@id"] = "cr:dataType", ["@type"] = "@vocab" },
            ["examples"] = new JsonObject { ["@id"] = "cr:examples", ["@type"] = "@json" },
        };
        foreach (string term in terms) context[term] = $"cr:{term}";
        return context;
    }

    /// <summary>
    /// Licences of the assets; <c>NOASSERTION</c>, SPDX's word for an unknown licence, when there are no assets. No licence is invented.
    /// </summary>
    private static JsonArray Licences(IReadOnlyList<UsedAsset> assets) {
        string[] licences = [.. Attribution.ByLicence(assets).Select(g => Attribution.Page(g.Key) ?? g.Key)];
        return new([.. (licences.Length > 0 ? licences : ["NOASSERTION"]).Select(l => (JsonNode)l)]);
    }

    /// <summary>
    /// Date of publication: that of the environment variable SOURCE_DATE_EPOCH (convention of reproducible-builds.org), which the publisher
    /// sets; otherwise the release date of the program's version, the first day on which the dataset could be made. The current date would
    /// make equal datasets differ.
    /// </summary>
    internal static string Published(string? sourceDateEpoch) =>
        long.TryParse(sourceDateEpoch, out long seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd", null)
        : BuildInfo.ReleaseDate;

    /// <summary>
    /// Paths of the COCO files inside the dataset, one per split, relative to its root; empty if the dataset was not exported to COCO.
    /// </summary>
    private static string[] CocoPaths(DatasetFolder folder) => !Directory.Exists(folder.Full(CocoFolder)) ? []
        : [.. Directory.EnumerateFiles(folder.Full(CocoFolder), CocoFiles).Select(f => $"{CocoFolder}/{Path.GetFileName(f)}")
        .Order(StringComparer.Ordinal)];

    private static JsonArray Distribution(DatasetFolder folder, DatasetInfo info) {
        var files = new JsonArray();
        foreach ((string path, string format) in ((string, string)[])[
            ("frames.jsonl", "application/jsonlines"), ("dataset.json", "application/json"), ("assets.jsonl", "application/jsonlines"),
            ("recipe.yaml", "application/yaml"),
            ("README.md", "text/markdown"), ("ATTRIBUTION.md", "text/markdown"),
            .. CocoPaths(folder).Select(c => (c, "application/json"))]) {
            string full = folder.Full(path);
            if (!File.Exists(full)) continue;
            using FileStream stream = RegularFile.Open(full);
            files.Add(new JsonObject {
                ["@type"] = "cr:FileObject", ["@id"] = path, ["name"] = Path.GetFileName(path), ["contentUrl"] = path,
                ["contentSize"] = $"{stream.Length} B", ["encodingFormat"] = format,
                ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(stream)),
            });
        }
        if (CocoPaths(folder).Length > 0) Set(CocoSet, "Objects as COCO has them, a file per split.", "application/json",
            $"{CocoFolder}/{CocoFiles}");
        // Files lie in the dataset's folder itself or in its parts.
        Set("image-files", "The pictures.", "image/png", "images/*.png", "parts/*/images/*.png");
        foreach (string label in info.Labels) {
            ImageLabel? row = LabelTable.FindImage(label);
            string extension = row?.Extension ?? ".exr", glob = $"labels/{label}/*{extension}";
            Set($"{label}-files", $"The label {label}: {row?.Meaning ?? DatasetCard.UnknownLabel}.",
                extension == ".png" ? "image/png" : "image/x-exr", glob, $"parts/*/{glob}");
        }
        return files;

        void Set(string id, string description, string format, params string[] globs) => files.Add(new JsonObject {
            ["@type"] = "cr:FileSet", ["@id"] = id, ["name"] = id, ["description"] = description, ["encodingFormat"] = format,
            ["includes"] = new JsonArray([.. globs.Select(g => (JsonNode)g)]),
        });
    }

    /// <summary>The record set of splits by name, to which the images refer (section "Splits" of the specification).</summary>
    private static JsonObject Splits(DatasetInfo info) => RecordSet("splits", "cr:Split", "splits/name",
        [Field("splits/name", "Name of a split.", "sc:Text"), Field("splits/url", "Purpose of the split.", "cr:Split")],
        [.. info.Splits!.Names.Select(name => new JsonObject { ["splits/name"] = name, ["splits/url"] = Purpose(name) })]);

    private static string Purpose(string split) =>
        split.StartsWith("train", StringComparison.Ordinal) ? "cr:TrainingSplit"
        : split.StartsWith("val", StringComparison.Ordinal) ? "cr:ValidationSplit"
        : split.StartsWith("test", StringComparison.Ordinal) ? "cr:TestSplit" : "cr:Split";

    private static JsonObject Classes(DatasetInfo info) => RecordSet("classes", "sc:Enumeration", "classes/id",
        [Field("classes/id", "Id of the class, as in the class label and in the objects.", "sc:Integer"),
            Field("classes/name", "Name of the class.", "sc:Text"),
            Field("classes/group", "Group of the class.", "sc:Text")],
        [.. info.Classes.Select(c => new JsonObject { ["classes/id"] = c.Id, ["classes/name"] = c.Name, ["classes/group"] = c.Group })]);

    /// <summary>The record set of images: one record per line of frames.jsonl.</summary>
    private static JsonObject Images(DatasetInfo info) {
        JsonObject[] fields = [
            Column("image_id", "Unique id, from 1.", "sc:Integer"),
                Column("frame", "Number of the frame: images with the same number show the same moment.", "sc:Integer"),
            Column("scene", "Number of the scene; splits are by scene.", "sc:Integer"),
            Column("width", "Width of the image, pixels.", "sc:Integer"), Column("height", "Height of the image, pixels.", "sc:Integer"),
            Column("files", "Paths of the picture and of the labels by name.", "sc:Text"),
            Column("camera", "Intrinsics, lens and world_from_camera.", "sc:Text"),
            Column("objects", "Each with id, class_id, visible_box [x0, y0, x1, y1], pose, keypoints and visible_mask as COCO run lengths.",
                "cr:Label"),
        ];
        if (info.Splits is not null) {
            JsonObject split = Column("split", "Split of the image.", "sc:Text");
            split["references"] = Reference("splits/name");
            fields = [.. fields, split];
        }
        return RecordSet("images", null, "images/image_id", fields, null);

        static JsonObject Column(string column, string description, string type) => Field($"images/{column}", description, type, new() {
            ["fileObject"] = Reference("frames.jsonl"), ["extract"] = new JsonObject { ["column"] = column },
        });
    }

    private static JsonObject Assets() {
        (string Name, string Description)[] columns = [
            ("id", "Id of the asset, as in the objects."), ("name", "Name for display."), ("class", "Class of the asset."),
            ("pack", "Pack of the asset."),
            ("licence", "Licence of the asset, as its pack states it."), ("author", "Author to credit."),
        ];
        return RecordSet("assets", null, "assets/id", [.. columns.Select(c => Field($"assets/{c.Name}", c.Description, "sc:Text", new() {
            ["fileObject"] = Reference("assets.jsonl"), ["extract"] = new JsonObject { ["column"] = c.Name },
        }))], null);
    }

    /// <summary>
    /// The record set of annotations: one record per object in an image; present only if the dataset was exported to COCO too.
    /// </summary>
    private static JsonObject Annotations() {
        JsonObject[] fields = [
            Path("id", "Unique id, from 1.", "sc:Integer"), Path("image_id", "Id of the image.", "sc:Integer"),
            Path("category_id", "Id of the class.", "sc:Integer"),
            Path("bbox", "Visible box, pixels.", "cr:BoundingBox"), Path("area", "Number of visible pixels.", "sc:Float"),
        ];
        fields[1]["references"] = Reference("images/image_id");
        fields[2]["references"] = Reference("classes/id");
        fields[3]["source"]!["format"] = "XYWH";
        return RecordSet("annotations", null, "annotations/id", fields, null);

        static JsonObject Path(string name, string description, string type) => Field($"annotations/{name}", description, type, new() {
            ["fileSet"] = Reference(CocoSet), ["extract"] = new JsonObject { ["jsonPath"] = $"$.annotations[*].{name}" },
        });
    }

    private static JsonObject Reference(string id) => new() { ["@id"] = id };

    private static JsonObject RecordSet(string id, string? type, string key, JsonObject[] fields, JsonObject[]? data) {
        var set = new JsonObject { ["@type"] = "cr:RecordSet", ["@id"] = id, ["name"] = id };
        if (type is not null) set["dataType"] = type;
        set["key"] = Reference(key);
        set["field"] = new JsonArray([.. fields]);
        if (data is not null) set["data"] = new JsonArray([.. data]);
        return set;
    }

    private static JsonObject Field(string id, string description, string type, JsonObject? source = null) {
        var field = new JsonObject { ["@type"] = "cr:Field", ["@id"] = id, ["name"] = id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..],
            ["description"] = description, ["dataType"] = type };
        if (source is not null) field["source"] = source;
        return field;
    }
}
