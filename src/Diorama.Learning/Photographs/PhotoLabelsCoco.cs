using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Learning.Detectors;

namespace Diorama.Learning.Photographs;

/// <summary>
/// Labels of photographs as files of COCO annotations (cocodataset.org/#format-data), one for each kind, so that every annotation of a file
/// has what its kind has: boxes of objects, faces and palms; keypoints of poses, hands and face meshes; polygons of masks. A score is
/// added to each, as results of detectors have it. Memory does not grow with the number of photographs.
/// </summary>
/// <param name="folder">Folder of the files, which is there.</param>
/// <param name="software">Name and version of the program that found the labels.</param>
public sealed class PhotoLabelsCoco(string folder, string software) : IDisposable {
    private const int Images = 0, Annotations = 1;
    private const int Person = 1;
    private const float SurePoint = 0.5f;
    // Members of the labels, and the files for them.
    private static readonly (string Member, string File)[] kinds = [
        ("objects", "instances_objects"), ("faces", "instances_faces"), ("face_meshes", "keypoints_face-mesh"),
        ("poses", "person_keypoints"), ("poses", "instances_people"), ("hands", "keypoints_hands"),
        ("person_mask", "instances_person-mask"), ("foreground", "instances_foreground"),
    ];
    // Parts of a mask with fewer pixels are left out, and with them polygons that annotators would delete one by one.
    private const int SmallestPart = 16;

    private readonly SortedDictionary<string, (JsonArrayFile File, int[] Count)> files = new(StringComparer.Ordinal);
    private int images;

    /// <summary>Adds a photograph.</summary>
    /// <param name="fileName">Path of its file below the folder of images, with slashes.</param>
    /// <param name="labels">Its labels, as <see cref="PhotoLabelsJson"/> writes them.</param>
    /// <exception cref="Core.BadInputException">They have another form.</exception>
    public void Add(string fileName, JsonPlace labels) {
        int width = (int)labels.Whole("width", 1, int.MaxValue), height = (int)labels.Whole("height", 1, int.MaxValue);
        int image = ++images;
        string[] wanted = [.. kinds.Where(k => labels.Find(k.Member) is not null).Select(k => k.File)];
        foreach (string file in wanted) {
            Write(Of(file).File, Images, new() { ["id"] = image, ["width"] = width, ["height"] = height, ["file_name"] = fileName });
        }
        foreach (JsonPlace o in Items("objects")) {
            int kind = CocoClasses.Names.IndexOf(o.Text("class"));
            if (kind < 0) throw o.Bad("a class of COCO was expected");
            Put("instances_objects", Boxed(o, kind + 1), o.Number("score"));
        }
        foreach (JsonPlace f in Items("faces")) Put("instances_faces", Boxed(f, 1), f.Number("score"));
        foreach (JsonPlace f in Items("face_meshes")) {
            Put("keypoints_face-mesh", Pointed(Boxed(f, 1), f.Need("points").Items().Take(FaceMesh.Vertices)
                .Select(p => (p.Numbers(), true))), f.Number("score"));
        }
        foreach (JsonPlace p in Items("poses")) {
            JsonPlace[] points = [.. p.Need("points").Items()];
            if (points.Length != BlazePose.PointNames.Length) throw p.Bad($"{BlazePose.PointNames.Length} points were expected");
            Put("person_keypoints", Pointed(Boxed(p, Person), BlazePose.CocoPoints.Select(i => (points[i].Need("at").Numbers(),
                points[i].Number("visibility") >= SurePoint && points[i].Number("score") >= SurePoint))), p.Number("score"));
            Put("instances_people", Shaped(p.Need("mask"), width, height), p.Number("score"));
        }
        foreach (JsonPlace h in Items("hands")) {
            Put("keypoints_hands", Pointed(Boxed(h, h.Text("side") == "left" ? 1 : 2), h.Need("points").Items()
                .Select(p => (p.Need("at").Numbers(), true))), h.Number("score"));
        }
        if (labels.Find("person_mask") is { } people) Put("instances_person-mask", Shaped(people, width, height));
        if (labels.Find("foreground") is { } front) Put("instances_foreground", Shaped(front, width, height));

        IEnumerable<JsonPlace> Items(string member) => labels.Find(member)?.Items() ?? [];

        void Put(string file, JsonObject? annotation, double? score = null) {
            if (annotation is null) return;
            (JsonArrayFile array, int[] count) = Of(file);
            annotation.Insert(0, "id", ++count[0]);
            annotation.Insert(1, "image_id", image);
            if (score is { } s) annotation["score"] = s;
            Write(array, Annotations, annotation);
        }

        JsonObject? Pointed(JsonObject? annotation, IEnumerable<(double[] At, bool Sure)> points) {
            if (annotation is null) return null;
            var numbers = new JsonArray();
            int count = 0;
            foreach ((double[] at, bool sure) in points) {
                bool labelled = sure && at is [>= 0, >= 0, ..] && at[0] <= width && at[1] <= height;
                if (labelled) count++;
                numbers.Add(labelled ? at[0] : 0);
                numbers.Add(labelled ? at[1] : 0);
                numbers.Add(labelled ? 2 : 0);
            }
            annotation["keypoints"] = numbers;
            annotation["num_keypoints"] = count;
            return annotation;
        }
    }

    /// <summary>Writes the files.</summary>
    public void Finish() {
        foreach ((string name, (JsonArrayFile file, _)) in files) {
            file.Finish(json => {
                json.WriteStartObject("info");
                json.WriteString("description", "found by networks, not checked by people");
                json.WriteString("contributor", software);
                json.WriteEndObject();
            }, json => {
                json.WritePropertyName("categories");
                Categories(name).WriteTo(json);
            });
        }
    }

    public void Dispose() {
        foreach ((JsonArrayFile file, _) in files.Values) file.Dispose();
    }

    private (JsonArrayFile File, int[] Count) Of(string name) {
        if (!files.TryGetValue(name, out var file))
            files[name] = file = (new(Path.Combine(folder, name + ".json"), "images", "annotations"), [0]);
        return file;
    }

    private static void Write(JsonArrayFile file, int array, JsonObject item) => file.Add(array, json => {
        foreach ((string name, JsonNode? value) in item) {
            json.WritePropertyName(name);
            value!.WriteTo(json);
        }
    });

    /// <summary>An annotation with a box; null if the box is outside of the photograph.</summary>
    private static JsonObject? Boxed(JsonPlace item, int category) {
        if (item.Need("box").Numbers() is not [var x0, var y0, var x1, var y1]) throw item.Bad("a box of four numbers was expected");
        if (!(x1 > x0) || !(y1 > y0)) return null;
        double across = Math.Round(x1 - x0, 2), down = Math.Round(y1 - y0, 2);
        return new() {
            ["category_id"] = category, ["bbox"] = new JsonArray(x0, y0, across, down), ["area"] = Math.Round(across * down, 2),
            ["iscrowd"] = 0,
        };
    }

    /// <summary>An annotation with polygons and the box around them; null if nothing is inside.</summary>
    private static JsonObject? Shaped(JsonPlace mask, int width, int height) {
        var rings = new JsonArray();
        double area = 0;
        int left = width, top = height, right = 0, bottom = 0;
        foreach (IReadOnlyList<int> ring in MaskOutline.WithoutHoles(MaskOutline.Of(Decode(mask, width, height)))) {
            double size = AreaOf(ring);
            if (size < SmallestPart) continue;
            area += size;
            for (int i = 0; i < ring.Count; i += 2) {
                (left, right) = (Math.Min(left, ring[i]), Math.Max(right, ring[i]));
                (top, bottom) = (Math.Min(top, ring[i + 1]), Math.Max(bottom, ring[i + 1]));
            }
            rings.Add(new JsonArray([.. ring.Select(v => (JsonNode)v)]));
        }
        return rings.Count == 0 ? null : new() {
            ["category_id"] = 1, ["segmentation"] = rings, ["bbox"] = new JsonArray(left, top, right - left, bottom - top),
            ["area"] = area, ["iscrowd"] = 0,
        };
    }

    private static JsonArray Categories(string file) => file switch {
        "instances_objects" => new([.. CocoClasses.Names.Select((name, i) => (JsonNode)Category(i + 1, name))]),
        "person_keypoints" => new(Category(Person, "person", MoveNet.PointNames, MoveNet.Skeleton)),
        "keypoints_hands" => new(Category(1, "left hand", HandNetwork.PointNames, HandNetwork.Skeleton),
            Category(2, "right hand", HandNetwork.PointNames, HandNetwork.Skeleton)),
        "keypoints_face-mesh" => new(Category(1, "face", [.. Enumerable.Range(0, FaceMesh.Vertices).Select(i => $"{i}")], [])),
        "instances_faces" => new(Category(1, "face")),
        "instances_foreground" => new(Category(1, "foreground")),
        _ => new(Category(Person, "person")),
    };

    private static JsonObject Category(int id, string name, ImmutableArray<string> points = default,
        ImmutableArray<(int From, int To)> bones = default) {
        var category = new JsonObject { ["id"] = id, ["name"] = name, ["supercategory"] = "" };
        if (points.IsDefault) return category;
        category["keypoints"] = new JsonArray([.. points.Select(p => (JsonNode)p)]);
        // COCO counts from 1.
        category["skeleton"] = new JsonArray([.. bones.Select(b => (JsonNode)new JsonArray(b.From + 1, b.To + 1))]);
        return category;
    }

    private static Image<byte> Decode(JsonPlace mask, int width, int height) {
        if (mask.Need("size").Numbers() is not [var h, var w] || h != height || w != width)
            throw mask.Bad("a mask of the photograph's size was expected");
        try {
            return RunLengths.ToMask(RunLengths.Decompress(mask.Text("counts")), width, height);
        } catch (FormatException e) {
            throw mask.Bad(e.Message);
        }
    }

    private static double AreaOf(IReadOnlyList<int> ring) {
        long twice = 0;
        for (int i = 0; i < ring.Count; i += 2) {
            int j = (i + 2) % ring.Count;
            twice += (long)ring[i] * ring[j + 1] - (long)ring[j] * ring[i + 1];
        }
        return Math.Abs(twice) / 2.0;
    }
}
