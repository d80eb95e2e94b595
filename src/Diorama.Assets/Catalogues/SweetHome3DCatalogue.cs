using System.Globalization;
using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Colors;

namespace Diorama.Assets.Catalogues;

/// <summary>
/// Reads a furniture catalogue of Sweet Home 3D, by the keys of its DefaultFurnitureCatalog: centimetres, elevations above the floor,
/// positions of light sources measured from the left, the front and the bottom of the bounding box, wall distances from its back.
/// </summary>
public sealed class SweetHome3DCatalogue {
    private readonly Dictionary<string, string> values;
    private readonly string file, folder, pack;

    private SweetHome3DCatalogue(Dictionary<string, string> values, string file, string folder, string pack) =>
        (this.values, this.file, this.folder, this.pack) = (values, file, folder, pack);

    /// <summary>Returns all entries in the order of their numbers, with an empty <see cref="Asset.Id"/>.</summary>
    /// <param name="properties">Content of PluginFurnitureCatalog.properties.</param>
    /// <param name="file">Path of that file, for messages.</param>
    /// <param name="folder">Folder of the catalogue, relative to that of the pack.</param>
    /// <param name="pack">Name of the pack.</param>
    public static IReadOnlyList<Asset> Read(ReadOnlySpan<byte> properties, string file, string folder, string pack) {
        var catalogue = new SweetHome3DCatalogue(JavaProperties.Parse(properties), file, folder, pack);
        var assets = new List<Asset>();
        for (int i = 1; catalogue.values.ContainsKey($"name#{i}"); i++) assets.Add(catalogue.Entry(i));
        if (assets.Count == 0)
            throw new BadInputException($"{file}: there is no entry 'name#1', expected a Sweet Home 3D furniture catalogue");
        return assets;
    }

    private Asset Entry(int i) {
        string name = Text("name", i)!, category = Text("category", i) ?? "";
        var size = new Vector3(Metres("width", i), Metres("depth", i), Metres("height", i));
        string className = FurnitureClasses.Of(Text("id", i) ?? "", name, category);
        // −1 means that nothing may be placed on top; without the key the support is the top of the box.
        float? support = Number("dropOnTopElevation", i) is { } centimetres ? centimetres < 0 ? null : centimetres / 100 : size.Z;
        return new() {
            Id = "", Name = name, Class = className, Pack = pack, Category = category, Size = size,
            Licence = Licence(values.GetValueOrDefault("license", "unknown")), Author = Text("creator", i) ?? "unknown",
            Model = Path("model", i) ?? throw new BadInputException($"{file}: 'model#{i}' is missing, expected the path of a model"),
            Thumbnail = Path("icon", i), Elevation = (Number("elevation", i) ?? 0) / 100, SupportHeight = support,
            Opening = Opening(i, className, size), Lights = Lights(i, size),
            Rotation = Text("modelRotation", i) is null ? null : Numbers("modelRotation", i, 9),
            Tags = (Text("tags", i) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        };
    }

    private AssetOpening? Opening(int i, string className, Vector3 size) {
        if (Text("doorOrWindow", i) != "true") return null;
        float thickness = Number("doorOrWindowWallThickness", i) is { } t ? t / 100 / size.Y : 1;
        float distance = (Number("doorOrWindowWallDistance", i) ?? 0) / 100 / size.Y;
        string? cutOut = Text("doorOrWindowCutOutShape", i);
        bool whole = cutOut is null || cutOut.Replace(" ", "", StringComparison.Ordinal) == "M0,0v1h1v-1z";
        return new(className == "window" ? OpeningKind.Window : OpeningKind.Door, thickness, distance, whole ? null : cutOut);
    }

    private AssetLight[] Lights(int i, Vector3 size) {
        string[] colors = (Text("lightSourceColor", i) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (colors.Length == 0) return [];
        float[] x = Numbers("lightSourceX", i, colors.Length), y = Numbers("lightSourceY", i, colors.Length),
            z = Numbers("lightSourceZ", i, colors.Length);
        float[] diameter = Text("lightSourceDiameter", i) is null ? new float[colors.Length]
            : Numbers("lightSourceDiameter", i, colors.Length);
        var lights = new AssetLight[colors.Length];
        for (int k = 0; k < lights.Length; k++) {
            var position = new Vector3(x[k] / 100 - size.X / 2, y[k] / 100 - size.Y / 2, z[k] / 100);
            lights[k] = new(position, Color(colors[k], i), diameter[k] / 100);
        }
        return lights;
    }

    private Vector3 Color(string text, int i) {
        if (!int.TryParse(text.AsSpan(text.StartsWith('#') ? 1 : 0), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out int rgb)) {
            throw new BadInputException($"{file}: 'lightSourceColor#{i}' is '{text}', expected a colour such as #aa9770");
        }
        var linear = SRgb.ToLinear(new Vector3(rgb >> 16 & 255, rgb >> 8 & 255, rgb & 255) / 255);
        float largest = MathF.Max(linear.X, MathF.Max(linear.Y, linear.Z));
        return largest > 0 ? linear / largest : Vector3.One;
    }

    /// <summary>Returns the SPDX name of a licence that the catalogue states in words, or the words themselves.</summary>
    private static string Licence(string words) => words switch {
        _ when words.StartsWith("Public domain", StringComparison.OrdinalIgnoreCase) => "CC0-1.0",
        _ when words.Contains("Attribution 3.0 United States", StringComparison.OrdinalIgnoreCase) => "CC-BY-3.0-US",
        _ when words.Contains("Attribution 3.0", StringComparison.OrdinalIgnoreCase) => "CC-BY-3.0",
        _ when words.Contains("Attribution 4.0", StringComparison.OrdinalIgnoreCase) => "CC-BY-4.0",
        _ => words,
    };

    private string? Text(string key, int i) => values.TryGetValue($"{key}#{i}", out string? text) && text.Length > 0 ? text : null;

    private string? Path(string key, int i) => Text(key, i) is { } path ? folder + "/" + path.TrimStart('/') : null;

    private float? Number(string key, int i) => Text(key, i) is null ? null : Numbers(key, i, 1)[0];

    private float Metres(string key, int i) => Number(key, i) is > 0 and var centimetres
        ? centimetres / 100 : throw new BadInputException($"{file}: '{key}#{i}' is missing or not above 0, expected centimetres");

    private float[] Numbers(string key, int i, int count) {
        string text = Text(key, i) ?? "";
        string[] parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var numbers = new float[count];
        for (int k = 0; k < count; k++) {
            if (parts.Length != count || !float.TryParse(parts[k], CultureInfo.InvariantCulture, out numbers[k])) {
                throw new BadInputException($"{file}: '{key}#{i}' is '{text}', expected {count} number{(count == 1 ? "" : "s")}");
            }
        }
        return numbers;
    }
}
