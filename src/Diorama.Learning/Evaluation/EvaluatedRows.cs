using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Learning.Evaluation;

/// <summary>
/// The rows of a full evaluation that are finished, in a file of JSON lines: a machine that has the file goes on from there. A row has a
/// key of everything that it depends on, and its values by name.
/// </summary>
public sealed class EvaluatedRows {
    private readonly string path;
    private readonly Dictionary<string, JsonObject> rows = new(StringComparer.Ordinal);

    /// <param name="path">The file; made with the first row.</param>
    /// <exception cref="BadInputException">A line is no row.</exception>
    public EvaluatedRows(string path) {
        this.path = path;
        if (!File.Exists(path)) return;
        int number = 0;
        foreach (string line in File.ReadLines(path)) {
            number++;
            if (line.Trim().Length == 0) continue;
            try {
                if (JsonNode.Parse(line) is not JsonObject row || row["key"]?.GetValue<string>() is not { } key
                    || row["values"] is not JsonObject values) throw new JsonException("'key' or 'values' is missing");
                rows[key] = values;
            } catch (Exception e) when (e is JsonException or InvalidOperationException) {
                throw new BadInputException($"{path}: line {number} is no evaluated row: {e.Message.TrimEnd('.')}.", e);
            }
        }
    }

    /// <summary>Returns the values of a row, measured now unless the file has them.</summary>
    /// <param name="key">Everything that the values depend on: row, data, seed, plan.</param>
    /// <param name="measure">Measures the values; those that are not finite are kept as null.</param>
    public IReadOnlyDictionary<string, double[]> Get(string key, Func<IReadOnlyDictionary<string, double[]>> measure) {
        if (!rows.TryGetValue(key, out JsonObject? known)) {
            known = new(measure().Select(v => KeyValuePair.Create<string, JsonNode?>(v.Key,
                new JsonArray([.. v.Value.Select(EvaluationReport.Number)]))));
            rows[key] = known;
            AtomicFile.Write(path, temporary => File.WriteAllLines(temporary, rows.Select(r => new JsonObject {
                ["key"] = r.Key, ["values"] = r.Value.DeepClone() }.ToJsonString())));
        }
        return known.ToDictionary(v => v.Key, v => v.Value!.AsArray().Select(n => n?.GetValue<double>() ?? double.NaN).ToArray());
    }
}
