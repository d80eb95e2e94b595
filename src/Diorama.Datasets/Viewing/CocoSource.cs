using System.Globalization;
using System.Text.Json.Nodes;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Names;
using Diorama.Core.Pictures;
using Diorama.Datasets.Formats.Coco;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Viewing;

/// <summary>COCO files of one dataset; annotations of several files for one picture are shown together.</summary>
internal sealed class CocoSource : IViewSource {
    private const byte Grey = 96;

    private readonly record struct Entry(FrameRecord Record, string? Picture,
        IReadOnlyList<(CocoAnnotation Annotation, CocoCategory Category)> Annotations);

    private readonly List<Entry> entries = [];

    /// <exception cref="Core.BadInputException">A file cannot be read.</exception>
    public CocoSource(IReadOnlyList<string> files) {
        var ids = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new Dictionary<int, DatasetClass>();
        // Images by the file that they are, in the order in which they come first: names may stand for one file in each split.
        var images = new Dictionary<(string, int, int), (CocoImage Image, string? Picture,
            List<(CocoAnnotation, CocoCategory)> Annotations, List<ObjectRecord> Objects)>();
        foreach (string file in files) {
            CocoFile content = CocoReader.Read(file);
            Dictionary<int, CocoCategory> categories = content.Categories.ToDictionary(c => c.Id);
            ILookup<long, CocoAnnotation> annotations = content.Annotations.ToLookup(a => a.ImageId);
            foreach (CocoImage image in content.Images) {
                string? picture = PathBelow.IsValid(image.FileName) ? CocoImages.Find(file, image.FileName) : null;
                (string, int, int) key = (picture ?? image.FileName, image.Width, image.Height);
                if (!images.TryGetValue(key, out var entry)) images[key] = entry = (image, picture, [], []);
                foreach (CocoAnnotation a in annotations[image.Id]) {
                    CocoCategory category = categories[a.CategoryId];
                    if (!ids.TryGetValue(category.Name, out int id)) {
                        ids.Add(category.Name, id = ids.Count + 1);
                        groups.Add(id, new(id, category.Name, category.Supercategory));
                    }
                    entry.Annotations.Add((a, category));
                    entry.Objects.Add(Object(a, category, id, entry.Objects.Count + 1));
                }
            }
        }
        Title = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(files[0]))!) is "annotations"
            ? Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(files[0])))!)
            : Path.GetFileNameWithoutExtension(files[0]);
        Classes = new(groups.Values);
        foreach ((CocoImage image, string? picture, var annotations, List<ObjectRecord> objects) in images.Values)
            entries.Add(new(Record(entries.Count, image, objects), File.Exists(picture) ? picture : null, annotations));
    }

    public string Title { get; }
    public string Origin => "";
    public bool HasScenes => false;
    public ClassTable Classes { get; }

    public IEnumerable<FrameRecord> Frames() => entries.Select(e => e.Record);

    public JsonObject Frame(FrameRecord record, int longest) {
        Entry entry = entries[(int)record.Frame];
        (int width, int height) = record.Width > longest || record.Height > longest
            ? PictureScaling.Within(record.Width, record.Height, longest, longest) : (record.Width, record.Height);
        Image<Rgb8> picture = entry.Picture is { } path ? Read(path, record)
            : new Canvas(width, height, new(Grey, Grey, Grey)).Picture;
        var objects = new JsonArray();
        for (int i = 0; i < record.Objects.Count; i++) {
            (CocoAnnotation annotation, CocoCategory category) = entry.Annotations[i];
            objects.Add(Shown(record.Objects[i], annotation, category, record, width, height));
        }
        return new() {
            ["frame"] = record.Frame, ["camera"] = "", ["w"] = record.Width, ["h"] = record.Height, ["mw"] = width, ["mh"] = height,
            ["layers"] = new JsonObject { ["image"] = DataUri.Jpeg(picture.Resized(width, height), ViewFrame.PictureQuality) },
            ["objects"] = objects,
            ["facts"] = new JsonArray(new JsonArray("image id", record.ImageId.ToString(CultureInfo.InvariantCulture)),
                new JsonArray("size", $"{record.Width} × {record.Height}")),
            ["files"] = new JsonArray(new JsonArray("image", record.Files["image"])),
        };
    }

    /// <summary>Labels are of the pixels as they are stored, unless only the turned picture has their size.</summary>
    private static Image<Rgb8> Read(string path, FrameRecord record) {
        Image<Rgb8> stored = Photograph.Read(path, turn: false).Picture;
        if ((stored.Width, stored.Height) == (record.Width, record.Height)) return stored;
        Image<Rgb8> turned = Photograph.Read(path).Picture;
        return (turned.Width, turned.Height) == (record.Width, record.Height) ? turned : stored;
    }

    private static JsonObject Shown(ObjectRecord o, CocoAnnotation a, CocoCategory category, FrameRecord record, int width, int height) {
        var json = new JsonObject {
            ["id"] = o.Id, ["n"] = o.Name, ["c"] = o.ClassId, ["p"] = o.VisiblePixels,
            ["b"] = new JsonArray(a.Box[0], a.Box[1], a.Box[0] + a.Box[2], a.Box[1] + a.Box[3]),
        };
        double[] k = a.Keypoints;
        if (k.Length >= 3) {
            json["k"] = new JsonArray([.. Enumerable.Range(0, k.Length / 3).Where(i => k[3 * i + 2] > 0).Select(i =>
                (JsonNode)new JsonArray(i < category.Keypoints.Count ? category.Keypoints[i] : $"{i}", Math.Round(k[3 * i], 1),
                    Math.Round(k[3 * i + 1], 1), (int)k[3 * i + 2]))]);
        }
        Image<byte>? mask = a.Mask(record.Width, record.Height);
        json["m"] = mask is null ? [] : ViewFrame.Runs((x, y) => mask[x, y] != 0, mask.Width, mask.Height, width, height);
        return json;
    }

    private static ObjectRecord Object(CocoAnnotation a, CocoCategory category, int classId, int id) => new() {
        Id = id, Name = string.Create(CultureInfo.InvariantCulture, $"{category.Name} {a.Id}"), ClassId = classId,
        VisiblePixels = (int)Math.Clamp(Math.Round(a.Area), 1, int.MaxValue),
        VisibleBox = [(int)a.Box[0], (int)a.Box[1], (int)(a.Box[0] + a.Box[2]), (int)(a.Box[1] + a.Box[3])],
    };

    private static FrameRecord Record(int number, CocoImage image, IReadOnlyList<ObjectRecord> objects) => new() {
        Frame = number, Scene = number, Index = 0, ImageId = image.Id, Time = 0, Width = image.Width, Height = image.Height,
        Files = new Dictionary<string, string> { ["image"] = image.FileName },
        Camera = new() { Name = "", Index = 0, Of = 1, Lens = new JsonObject(), WorldFromCamera = [] }, Objects = objects,
    };
}
