using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats.Coco;

/// <summary>Contents of a COCO file.</summary>
/// <param name="Images">Images, in the order of the file.</param>
/// <param name="Annotations">Annotations, in the order of the file.</param>
/// <param name="Categories">Categories, in the order of the file.</param>
public sealed record CocoFile(IReadOnlyList<CocoImage> Images, IReadOnlyList<CocoAnnotation> Annotations,
    IReadOnlyList<CocoCategory> Categories);

/// <summary>An image of a COCO file.</summary>
public sealed record CocoImage(long Id, int Width, int Height, string FileName);

/// <summary>An annotated object; its shape is given by run lengths, by polygons, or not at all.</summary>
public sealed record CocoAnnotation(
    long Id, long ImageId, int CategoryId, double[] Box, double Area, bool IsCrowd, IReadOnlyList<int>? Counts,
        IReadOnlyList<double[]>? Polygons, double[] Keypoints) {
    /// <summary>Returns the pixels that COCO's clients compute from the shape, 1 inside; null if there is no shape.</summary>
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
/// Reads COCO instances as the format describes them, written by Diorama or another tool. It refuses what makes clients fail or miscount:
/// ids below 1 (an annotation 0 is never matched), duplicate ids, references to missing entries, run lengths that do not cover their image.
/// </summary>
public static class CocoReader {
    /// <summary>Largest coordinate of a polygon's corner, pixels: COCO's clients draw edges pixel by pixel.</summary>
    private const double MaxCorner = 1e6;

    /// <exception cref="BadInputException">The file is not a valid COCO file; the message names the place in it.</exception>
    public static CocoFile Read(string path) {
        JsonPlace root = JsonPlace.Read(path);
        var images = new Dictionary<long, CocoImage>();
        foreach (JsonPlace i in root.Need("images").Items()) {
            var image = new CocoImage(i.Whole("id", 1), (int)i.Whole("width", 1, int.MaxValue), (int)i.Whole("height", 1, int.MaxValue),
                i.Text("file_name"));
            if ((long)image.Width * image.Height > RecordShape.MaxPixels)
                throw i.Bad($"at most {RecordShape.MaxPixels} pixels were expected, found {image.Width}×{image.Height}");
            if (!images.TryAdd(image.Id, image)) throw i.Bad($"image id {image.Id} is given twice");
        }
        var categories = new Dictionary<long, CocoCategory>();
        foreach (JsonPlace c in root.Need("categories").Items()) {
            var category = new CocoCategory((int)c.Whole("id", 1, int.MaxValue), c.Text("name"), c.Find("supercategory")?.Text() ?? "",
                [.. (c.Find("keypoints")?.Items() ?? []).Select(n => n.Text())]);
            if (!categories.TryAdd(category.Id, category)) throw c.Bad($"category id {category.Id} is given twice");
        }
        var annotations = new List<CocoAnnotation>();
        var ids = new HashSet<long>();
        foreach (JsonPlace a in root.Need("annotations").Items()) {
            CocoAnnotation annotation = Annotation(a, images);
            if (annotation.Id < 1 || !ids.Add(annotation.Id)) throw a.Bad($"annotation id {annotation.Id} is below 1 or given twice");
            if (!categories.ContainsKey(annotation.CategoryId))
                throw a.Bad($"annotation {annotation.Id} is of category {annotation.CategoryId}, which is not listed");
            annotations.Add(annotation);
        }
        return new([.. images.Values], annotations, [.. categories.Values]);
    }

    private static CocoAnnotation Annotation(JsonPlace a, Dictionary<long, CocoImage> images) {
        long id = a.Whole("id"), imageId = a.Whole("image_id");
        if (!images.TryGetValue(imageId, out CocoImage? image)) throw a.Bad($"annotation {id} is of image {imageId}, which is not listed");
        double[] box = a.Need("bbox").Numbers();
        if (box.Length != 4) throw a.Bad($"annotation {id} has a box of {box.Length} numbers");
        IReadOnlyList<int>? counts = null;
        IReadOnlyList<double[]>? polygons = null;
        if (a.Find("segmentation") is { } shape) {
            if (shape.IsArray) polygons = [.. shape.Items().Select(Polygon)];
            else counts = Runs(shape, id, image);
        }
        return new(id, imageId, (int)a.Whole("category_id", int.MinValue, int.MaxValue), box, a.Number("area"), a.Need("iscrowd").Flag(),
            counts, polygons, a.Find("keypoints")?.Numbers() ?? []);

        double[] Polygon(JsonPlace ring) {
            double[] corners = ring.Numbers();
            if (corners.Length < 6 || corners.Length % 2 != 0) throw ring.Bad($"annotation {id} has a polygon of {corners.Length} "
                + $"numbers; x and y of three corners or more were expected");
            return Array.TrueForAll(corners, v => Math.Abs(v) <= MaxCorner) ? corners
                : throw ring.Bad($"annotation {id} has a corner farther out than {MaxCorner:0} pixels");
        }
    }

    private static List<int> Runs(JsonPlace shape, long id, CocoImage image) {
        if (shape.Need("size").Numbers() is not [var h, var w] || h != image.Height || w != image.Width)
            throw shape.Bad($"the mask of annotation {id} has another size than its image");
        JsonPlace runs = shape.Need("counts");
        List<int> counts;
        try {
            counts = runs.IsText ? RunLengths.Decompress(runs.Text()) : [.. runs.Items().Select(c => (int)c.Whole(0, int.MaxValue))];
        } catch (FormatException e) {
            throw runs.Bad(e.Message);
        }
        if (counts.Exists(c => c < 0) || counts.Sum(c => (long)c) != (long)image.Width * image.Height)
            throw shape.Bad($"the mask of annotation {id} does not cover its image");
        return counts;
    }
}
