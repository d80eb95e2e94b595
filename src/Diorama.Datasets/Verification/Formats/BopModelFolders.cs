using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Json;

namespace Diorama.Datasets.Verification.Formats;

/// <summary>
/// The folders of models of a BOP dataset, <c>models</c>, <c>models_eval</c> and others of such a name: reads models_info.json and compares
/// it with the PLY files.
/// </summary>
/// <param name="rules">The rules of the dataset.</param>
/// <param name="schema">Findings about files that are no JSON.</param>
/// <param name="models">Findings about models.</param>
/// <param name="quick">True to open no model.</param>
internal sealed class BopModelFolders(Rules rules, Findings schema, Findings models, bool quick) {
    /// <summary>
    /// How far the numbers of models_info.json may be from those of the PLY file, which some datasets simplify: millimetres, and a part of
    /// the extent and of the diameter.
    /// </summary>
    private const double Millimetres = 2, ExtentShare = 0.002, DiameterShare = 0.01;
    private const string Info = "models_info.json";

    public const string Tolerance = "2 mm and 0.2 % of an extent, 2 mm and 1 % of the diameter, between folders too";

    private static readonly string[] Axes = ["x", "y", "z"];

    private static readonly string[] Sizes = ["diameter", "min_x", "min_y", "min_z", "size_x", "size_y", "size_z"];

    /// <summary>What the first folder states of each object.</summary>
    private readonly Dictionary<string, Dictionary<string, double>> sizes = new(StringComparer.Ordinal);
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    /// <summary>Objects whose model is their box, as Diorama says where it has no better one.</summary>
    private readonly HashSet<string> boxes = new(StringComparer.Ordinal);
    /// <summary>Objects with parts that no mask shows: Diorama's with textures that are cut out, or glass.</summary>
    private readonly HashSet<string> seenThrough = new(StringComparer.Ordinal);

    /// <summary>Folder of the models that poses are compared with; null if there is none.</summary>
    public string? Folder { get; private set; }

    /// <summary>Whether models_info.json names the object.</summary>
    public bool Knows(string id) => known.Contains(id);

    /// <summary>Whether the model of an object looks like it: the box of an object does not.</summary>
    public bool IsLikeness(string id) => known.Contains(id) && !boxes.Contains(id);

    /// <summary>Whether masks show the whole model, as far as is known.</summary>
    public bool IsSolid(string id) => !seenThrough.Contains(id);

    /// <summary>Finds the folders beside the scenes or up to two levels above them, and checks each.</summary>
    public void Check() {
        string[] folders = Find();
        if (folders.Length == 0) return;
        if (!Array.Exists(folders, f => Path.GetFileName(f) == "models_eval"))
            rules.Note("There is no folder models_eval, from which bop_toolkit takes the models of evaluations.");
        Folder = folders.FirstOrDefault(f => File.Exists(Path.Combine(f, Info))) ?? folders[0];
        foreach (string folder in folders) Rules.Attempt(schema, rules.Short(Path.Combine(folder, Info)), "", () => Check(folder));
    }

    /// <summary>
    /// Whether two folders state the same size of an object, as models_eval has the shapes of models with fewer triangles.
    /// </summary>
    private void Same(string info, string place, string name, JsonElement stated) {
        if (!sizes.TryGetValue(place, out Dictionary<string, double>? first)) sizes[place] = first = new(StringComparer.Ordinal);
        double value = stated.Number(name);
        if (first.TryAdd(name, value) || double.IsNaN(value) || double.IsNaN(first[name])) return;
        double allowed = Millimetres + DiameterShare * Math.Max(Math.Abs(first[name]), Math.Abs(first.GetValueOrDefault("diameter")));
        models.Expect(Math.Abs(value - first[name]) <= allowed, info, $"{place}, {name}",
            string.Create(CultureInfo.InvariantCulture, $"{first[name]:0.##}, that of {rules.Short(Path.Combine(Folder!, Info))}"),
            string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"));
    }

    private string[] Find() {
        string? place = rules.Root;
        for (int level = 0; level < 3 && place is not null; level++, place = Path.GetDirectoryName(place)) {
            string[] found = [.. Directory.EnumerateDirectories(place, "models*")
                .Where(f => Path.GetFileName(f) is "models" or "models_eval" || File.Exists(Path.Combine(f, Info)))
                .Order(StringComparer.Ordinal)];
            // Above the dataset, a folder of this name may be anything.
            if (level == 0 ? found.Length > 0 : found.Any(f => File.Exists(Path.Combine(f, Info)))) return found;
        }
        return [];
    }

    private void Check(string folder) {
        string path = Path.Combine(folder, Info);
        if (!File.Exists(path)) {
            schema.Expect(false, rules.Short(path), "", "a file", "none");
            return;
        }
        if (File.Exists(Path.Combine(folder, "objects.json"))) Rules.Attempt(schema, rules.Short(folder), "", () => Kinds(folder));
        schema.CountChecked();
        try {
            using var json = JsonDocument.Parse(File.ReadAllBytes(RegularFile.At(path)));
            if (json.RootElement.ValueKind != JsonValueKind.Object) {
                schema.Add(rules.Short(path), "", "a JSON object", "something else");
                return;
            }
            foreach (JsonProperty model in json.RootElement.EnumerateObject()) Model(folder, rules.Short(path), model);
        } catch (JsonException e) {
            schema.Add(rules.Short(path), JsonRecord.Place(e), "a JSON object", JsonRecord.Reason(e));
        }
    }

    private void Model(string folder, string info, JsonProperty model) {
        if (folder == Folder) known.Add(model.Name);
        string file = Path.Combine(folder, $"obj_{model.Name.PadLeft(6, '0')}.ply"), place = $"object {model.Name}";
        models.Expect(File.Exists(file), rules.Short(file), "", $"the model of object {model.Name}", "no such file");
        double diameter = model.Value.Number("diameter");
        bool sound = diameter is > 0 and < double.PositiveInfinity;
        models.Expect(sound, info, place, "a diameter in millimetres", "none");
        foreach (string name in Sizes) {
            if (model.Value.Has(name, out _)) Same(info, place, name, model.Value);
        }
        if (!quick && File.Exists(file)) Rules.Attempt(models, rules.Short(file), "", () => Compare(file, info, place, model.Value, sound));
    }

    private void Compare(string file, string info, string place, JsonElement stated, bool hasDiameter) {
        Vector3[] vertices;
        try {
            vertices = BopModel.VerticesOf(file);
        } catch (BadInputException e) {
            models.Add(rules.Short(file), "", "a model that can be read",
                e.Message.Replace(file, "one that", StringComparison.Ordinal).TrimEnd('.'));
            return;
        }
        if (vertices.Length == 0) return;
        (Vector3 low, Vector3 high) = (vertices[0], vertices[0]);
        foreach (Vector3 v in vertices) (low, high) = (Vector3.Min(low, v), Vector3.Max(high, v));
        for (int axis = 0; axis < 3; axis++) {
            double extent = high[axis] - low[axis], allowed = Millimetres + ExtentShare * extent;
            Expect($"min_{Axes[axis]}", low[axis], allowed);
            Expect($"size_{Axes[axis]}", extent, allowed);
        }
        if (hasDiameter && Diameter(vertices) is var diameter) Expect("diameter", diameter, Millimetres + DiameterShare * diameter);

        void Expect(string name, double wanted, double allowed) {
            if (!stated.Has(name, out JsonElement value)) return;
            models.Expect(Math.Abs(stated.Number(name) - wanted) <= allowed, info, $"{place}, {name}",
                string.Create(CultureInfo.InvariantCulture, $"{wanted:0.##}, that of {rules.Short(file)}"), value.GetRawText());
        }
    }

    /// <summary>
    /// Returns the largest distance between two vertices, or up to a hundredth less: that of the vertices that lie farthest apart
    /// along one of 256 directions.
    /// </summary>
    private static double Diameter(Vector3[] vertices) {
        const int Directions = 256;
        double best = 0;
        for (int k = 0; k < Directions; k++) {
            // A spiral over the hemisphere.
            double z = (k + 0.5) / Directions, turn = k * Math.PI * (3 - Math.Sqrt(5)), r = Math.Sqrt(1 - z * z);
            var direction = new Vector3((float)(r * Math.Cos(turn)), (float)(r * Math.Sin(turn)), (float)z);
            (float low, float high, Vector3 first, Vector3 last) = (float.PositiveInfinity, float.NegativeInfinity, default, default);
            foreach (Vector3 v in vertices) {
                float along = Vector3.Dot(v, direction);
                if (along < low) (low, first) = (along, v);
                if (along > high) (high, last) = (along, v);
            }
            best = Math.Max(best, Vector3.Distance(first, last));
        }
        return best;
    }

    private void Kinds(string folder) {
        foreach (JsonPlace place in JsonPlace.Read(Path.Combine(folder, "objects.json")).Items()) {
            JsonElement o = place.Element;
            if (!place.IsObject || !o.Has("obj_id", out JsonElement id)) continue;
            if (o.Has("box", out JsonElement box) && box.ValueKind == JsonValueKind.True) boxes.Add(id.ToString());
            if (o.Has("see_through", out JsonElement through) && through.ValueKind == JsonValueKind.True) seenThrough.Add(id.ToString());
        }
    }
}
