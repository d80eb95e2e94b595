using System.Numerics;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Learning.Detectors;

namespace Diorama.Benchmarks.Detect;

/// <summary>An object that people have marked in a photograph.</summary>
/// <param name="Class">Number of its class in <see cref="CocoClasses.Names"/>.</param>
/// <param name="Box">Corners (x0, y0, x1, y1), pixels.</param>
/// <param name="Keypoints">x, y and visibility of COCO's 17 points of a person, 0 where it is not marked; null of others.</param>
internal sealed record LabelledObject(int Class, Vector4 Box, Vector3[]? Keypoints) {
    /// <summary>Area of the box, pixels.</summary>
    public float Area => (Box.Z - Box.X) * (Box.W - Box.Y);
}

/// <summary>A photograph with the objects in it.</summary>
internal sealed record LabelledPhoto(string Path, IReadOnlyList<LabelledObject> Objects) {
    public Image<Rgb8> Read() => Photograph.Read(Path).Picture;
}

/// <summary>Photographs in a folder with <c>images/</c> and <c>instances.json</c>.</summary>
internal static class LabelledPhotos {
    private const int Points = 17;

    /// <summary>
    /// Reads images with id and file_name, annotations with image_id, category, bbox, iscrowd and perhaps keypoints; without crowds, in the
    /// order of the files' names.
    /// </summary>
    /// <exception cref="BadInputException">The list is missing, lacks a member or has an unknown class.</exception>
    public static IReadOnlyList<LabelledPhoto> Read(string folder) {
        string list = Path.Combine(folder, "instances.json");
        JsonElement root = JsonPlace.Read(list).Element;
        try {
            var objects = root.GetProperty("annotations").EnumerateArray().Where(a => a.GetProperty("iscrowd").GetInt32() == 0)
                .ToLookup(a => a.GetProperty("image_id").GetInt64(), Object);
            return [.. root.GetProperty("images").EnumerateArray()
                .Select(i => (Id: i.GetProperty("id").GetInt64(), File: i.GetProperty("file_name").GetString()!))
                .OrderBy(i => i.File, StringComparer.Ordinal)
                .Select(i => new LabelledPhoto(Path.Combine(folder, "images", i.File), [.. objects[i.Id]]))];
        } catch (Exception e) when (e is KeyNotFoundException or InvalidOperationException or FormatException or IndexOutOfRangeException) {
            throw new BadInputException($"{list} is not as expected, images and annotations with boxes of COCO's classes: {e.Message}", e);
        }
    }

    private static LabelledObject Object(JsonElement a) {
        float[] b = [.. a.GetProperty("bbox").EnumerateArray().Select(v => v.GetSingle())];
        string name = a.GetProperty("category").GetString()!;
        int kind = CocoClasses.Names.IndexOf(name);
        if (kind < 0) throw new FormatException($"the class '{name}' is none of the 80");
        Vector3[]? points = null;
        if (a.TryGetProperty("keypoints", out JsonElement k)) {
            float[] v = [.. k.EnumerateArray().Select(n => n.GetSingle())];
            points = [.. Enumerable.Range(0, Points).Select(i => new Vector3(v[3 * i], v[3 * i + 1], v[3 * i + 2]))];
        }
        return new(kind, new(b[0], b[1], b[0] + b[2], b[1] + b[3]), points);
    }
}
