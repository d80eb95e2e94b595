using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Images;

namespace Diorama.Datasets.Formats.Coco;

/// <summary>A COCO file in memory.</summary>
/// <param name="Images">In the order of the file.</param>
/// <param name="Annotations">In the order of the file.</param>
/// <param name="Categories">In the order of the file.</param>
public sealed record CocoFile(IReadOnlyList<CocoImage> Images, IReadOnlyList<CocoAnnotation> Annotations, IReadOnlyList<CocoCategory> Categories);

/// <summary>An image of a COCO file.</summary>
public sealed record CocoImage(long Id, int Width, int Height, string FileName);

/// <summary>An object; its shape is run lengths, polygons, or nothing.</summary>
public sealed record CocoAnnotation(
    long Id, long ImageId, int CategoryId, double[] Box, double Area, bool IsCrowd, IReadOnlyList<int>? Counts, IReadOnlyList<double[]>? Polygons, double[] Keypoints) {
    /// <summary>The pixels that clients see, 1 inside; null without a shape.</summary>
    public Image<byte>? Mask(int width, int height) {
        if (Counts is not null) return RunLengths.ToMask(Counts, width, height);
        if (Polygons is null) return null;
        var mask = new Image<byte>(width, height);
        foreach (double[] ring in Polygons) CocoPolygon.Fill(ring, mask);
        return mask;
    }
}

/// <summary>A class of a COCO file.</summary>
public sealed record CocoCategory(int Id, string Name, string Supercategory, IReadOnlyList<string> Keypoints);

/// <summary>
/// Reads COCO instances as the format describes them, ours or another tool's. It refuses what makes clients fail or miscount: ids below 1
/// (an annotation 0 is never matched), ids given twice, references to nothing, run lengths that do not cover their image.
/// </summary>
public static class CocoReader {
    public static CocoFile Read(string path) {
        try {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            CocoImage[] images = [.. root.GetProperty("images").EnumerateArray().Select(i =>
                new CocoImage(i.GetProperty("id").GetInt64(), i.GetProperty("width").GetInt32(), i.GetProperty("height").GetInt32(), i.GetProperty("file_name").GetString()!))];
            CocoCategory[] categories = [.. root.GetProperty("categories").EnumerateArray().Select(c => new CocoCategory(
                c.GetProperty("id").GetInt32(), c.GetProperty("name").GetString()!, c.TryGetProperty("supercategory", out var s) ? s.GetString()! : "",
                c.TryGetProperty("keypoints", out var k) ? [.. k.EnumerateArray().Select(n => n.GetString()!)] : []))];
            var imageOf = images.ToDictionary(i => i.Id);
            var categoryIds = categories.ToDictionary(c => c.Id);
            CocoAnnotation[] annotations = [.. root.GetProperty("annotations").EnumerateArray().Select(a => Annotation(a, imageOf))];
            foreach (var twice in annotations.GroupBy(a => a.Id).Where(g => g.Key < 1 || g.Count() > 1)) throw Bad($"annotation id {twice.Key} is below 1 or given twice");
            foreach (CocoAnnotation a in annotations) {
                if (!categoryIds.ContainsKey(a.CategoryId)) throw Bad($"annotation {a.Id} is of category {a.CategoryId}, which is not listed");
            }
            if (images.Any(i => i.Id < 1) || categories.Any(c => c.Id < 1)) throw Bad("ids of images and categories begin at 1");
            return new(images, annotations, categories);
        } catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or FormatException) {
            throw new BadInputException($"{path} is no COCO file: {e.Message}", e);
        }
    }

    private static FormatException Bad(string sentence) => new(sentence);

    private static CocoAnnotation Annotation(JsonElement a, Dictionary<long, CocoImage> images) {
        long id = a.GetProperty("id").GetInt64(), imageId = a.GetProperty("image_id").GetInt64();
        if (!images.TryGetValue(imageId, out CocoImage? image)) throw Bad($"annotation {id} is of image {imageId}, which is not listed");
        double[] box = Numbers(a.GetProperty("bbox"));
        if (box.Length != 4) throw Bad($"annotation {id} has a box of {box.Length} numbers");
        IReadOnlyList<int>? counts = null;
        a.TryGetProperty("segmentation", out JsonElement shape);
        if (shape.ValueKind == JsonValueKind.Object) {
            JsonElement runs = shape.GetProperty("counts");
            counts = runs.ValueKind == JsonValueKind.String ? RunLengths.Decompress(runs.GetString()!) : [.. runs.EnumerateArray().Select(c => c.GetInt32())];
            double[] size = Numbers(shape.GetProperty("size"));
            if (size is not [var h, var w] || h != image.Height || w != image.Width) throw Bad($"the mask of annotation {id} has another size than its image");
            if (counts.Any(c => c < 0) || counts.Sum(c => (long)c) != (long)image.Width * image.Height) throw Bad($"the mask of annotation {id} does not cover its image");
        }
        double[][]? polygons = shape.ValueKind == JsonValueKind.Array ? [.. shape.EnumerateArray().Select(Numbers)] : null;
        if (polygons?.FirstOrDefault(ring => ring.Length < 6 || ring.Length % 2 != 0) is { } odd) throw Bad($"annotation {id} has a polygon of {odd.Length} numbers; x and y of three corners or more were expected");
        return new(id, imageId, a.GetProperty("category_id").GetInt32(), box, a.GetProperty("area").GetDouble(), a.GetProperty("iscrowd").GetInt32() != 0, counts, polygons,
            a.TryGetProperty("keypoints", out var k) ? Numbers(k) : []);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetDouble())];
}
