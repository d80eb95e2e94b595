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
    private const string CocoFolder = "coco", CocoFiles = "instances*.json", CocoSet = "coco-files", PictureSet = "image-files";

    /// <summary>Terms of the specification's appendix 1 whose context entry is only <c>cr:</c> and the term itself.</summary>
    private static readonly string[] terms = [
        "annotation", "arrayShape", "citeAs", "column", "equivalentProperty", "excludes", "extract", "field", "fileProperty",
        "fileObject", "fileSet",
        "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet", "references",
            "regex",
        "readLines", "repeated", "replace", "samplingRate", "sdVersion", "separator",
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
                .. info.Splits is null ? (JsonObject[])[] : [Splits(info)], Classes(info), Images(info, HasPictures(folder)), Assets(),
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
            ["@language"] = "en", ["@vocab"] = "https://schema.org/", ["sc"] = "https://schema.org/",
            ["cr"] = "http://mlcommons.org/croissant/",
            ["rai"] = "http://mlcommons.org/croissant/RAI/", ["dct"] = "http://purl.org/dc/terms/", ["prov"] = "http://www.w3.org/ns/prov#",
            ["conformsTo"] = "dct:conformsTo", ["data"] = new JsonObject { ["@id"] = "cr:data", ["@type"] = "@json" },
            ["dataType"] = new JsonObject { ["@id"] = "cr:dataType", ["@type"] = "@vocab" },
            ["examples"] = new JsonObject { ["@id"] = "cr:examples", ["@type"] = "@json" },
            ["name"] = new JsonObject { ["@container"] = "@language" }, ["description"] = new JsonObject { ["@container"] = "@language" },
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
        // Files lie in the dataset's parts, or in its folder itself. A set has one pattern: the reference library takes no list.
        string at = Directory.Exists(folder.Full("parts")) ? "parts/*/" : "";
        if (HasPictures(folder)) Set(PictureSet, "The pictures.", "image/png", $"{at}images/*.png");
        foreach (string label in info.Labels) {
            ImageLabel? row = LabelTable.FindImage(label);
            string extension = row?.Extension ?? ".exr", glob = $"{at}labels/{label}/*{extension}";
            Set($"{label}-files", $"The label {label}: {row?.Meaning ?? DatasetCard.UnknownLabel}.",
                extension == ".png" ? "image/png" : "image/x-exr", glob);
        }
        return files;

        void Set(string id, string description, string format, string glob) => files.Add(new JsonObject {
            ["@type"] = "cr:FileSet", ["@id"] = id, ["name"] = id, ["description"] = description, ["encodingFormat"] = format,
            ["includes"] = new JsonArray(glob),
        });
    }

    private static bool HasPictures(DatasetFolder folder) => folder.ReadFrames().FirstOrDefault()?.Files.ContainsKey("image") == true;

    /// <summary>The record set of splits by name, to which the images refer (section "Splits" of the specification).</summary>
    private static JsonObject Splits(DatasetInfo info) => RecordSet("splits", "cr:Split", "splits/name",
        [Field("splits/name", "Name of a split.", "sc:Text"), Field("splits/url", "Purpose of the split.", ["sc:URL", "cr:Split"])],
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

    /// <summary>
    /// The record set of images: one record per line of frames.jsonl, with the picture, which is joined by its file name, and the objects.
    /// The order matters: of the joins of a record set the reference library makes the first.
    /// </summary>
    private static JsonObject Images(DatasetInfo info, bool pictures) {
        var fields = new List<JsonObject> {
            Column("image_id", "Unique id, from 1.", "sc:Integer"),
            Column("frame", "Number of the frame: images with the same number show the same moment.", "sc:Integer"),
            Column("scene", "Number of the scene; splits are by scene.", "sc:Integer"),
            Column("width", "Width of the image, pixels.", "sc:Integer"), Column("height", "Height of the image, pixels.", "sc:Integer"),
        };
        if (pictures) {
            JsonObject name = Column("files", "Name of the picture's file.", "sc:Text", "$.image | $", "(?:.*/)?([^/]+)$");
            (name["@id"], name["name"]) = ("images/file_name", "file_name");
            name["references"] = new JsonObject { ["fileSet"] = Reference(PictureSet),
                ["extract"] = new JsonObject { ["fileProperty"] = "filename" } };
            fields.Add(name);
            fields.Add(Field("images/image", "The picture.", "sc:ImageObject", new() {
                ["fileSet"] = Reference(PictureSet), ["extract"] = new JsonObject { ["fileProperty"] = "content" },
            }));
        }
        fields.Add(Objects());
        JsonObject matrix = Column("camera", "Intrinsic matrix, pixel centres at +0.5; none for lenses that have none.", "sc:Float", "$.K");
        (matrix["@id"], matrix["name"]) = ("images/camera_matrix", "camera_matrix");
        fields.Add(matrix);
        if (info.Splits is not null) {
            JsonObject split = Column("split", "Split of the image.", "sc:Text");
            split["dataType"] = new JsonArray("sc:Text", "cr:Split");
            split["references"] = new JsonObject { ["field"] = Reference("splits/name") };
            fields.Add(split);
        }
        return RecordSet("images", null, "images/image_id", [.. fields], null);

        static JsonObject Objects() {
            JsonObject[] parts = [
                Part("id", "Id of the object, as in the instance label.", ["sc:Integer"]),
                Part("class_id", "Id of the class, 0 for none.", ["sc:Integer"]),
                Part("class", "Name of the class.", ["sc:Text", "cr:Label"]),
                Part("visible_box", "Box around the visible pixels, [x0, y0, x1, y1].", ["cr:BoundingBox"]),
            ];
            parts[^1]["source"]!["format"] = "XYXY";
            return new() {
                ["@type"] = "cr:Field", ["@id"] = "images/objects", ["name"] = "objects",
                ["description"] = "Objects with at least one visible or hidden pixel in the image.", ["repeated"] = true,
                ["subField"] = new JsonArray([.. parts]),
            };
        }

        static JsonObject Part(string name, string description, string[] types) {
            JsonObject part = Field($"images/objects/{name}", description, types, Source("objects", $"$.{name}"));
            part["name"] = name;
            part["repeated"] = true;
            return part;
        }

        static JsonObject Column(string column, string description, string type, string? path = null, string? regex = null) =>
            Field($"images/{column}", description, type, Source(column, path, regex));

        static JsonObject Source(string column, string? path = null, string? regex = null) {
            var source = new JsonObject { ["fileObject"] = Reference("frames.jsonl"),
                ["extract"] = new JsonObject { ["column"] = column } };
            // Each transform is an object of its own.
            JsonObject[] transforms = [
                .. path is null ? (JsonObject[])[] : [new JsonObject { ["jsonPath"] = path }],
                .. regex is null ? (JsonObject[])[] : [new JsonObject { ["regex"] = regex }],
            ];
            if (transforms.Length > 0) source["transform"] = transforms.Length == 1 ? transforms[0] : new JsonArray([.. transforms]);
            return source;
        }
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
        // Not the image too: the library cannot read frames.jsonl by columns and by paths.
        fields[2]["references"] = new JsonObject { ["field"] = Reference("classes/id") };
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

    private static JsonObject Field(string id, string description, string type, JsonObject? source = null) =>
        Field(id, description, [type], source);

    private static JsonObject Field(string id, string description, string[] types, JsonObject? source = null) {
        var field = new JsonObject { ["@type"] = "cr:Field", ["@id"] = id, ["name"] = id[(id.IndexOf('/', StringComparison.Ordinal) + 1)..],
            ["description"] = description, ["dataType"] = types is [var only] ? only : new JsonArray([.. types.Select(t => (JsonNode)t)]) };
        if (source is not null) field["source"] = source;
        return field;
    }
}
