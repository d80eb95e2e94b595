using System.Text.Json.Nodes;

namespace Diorama.Learning.Evaluation;

/// <summary>What the evaluation of a learned system found.</summary>
/// <param name="System">Name of the system.</param>
/// <param name="Quick">Whether only the shipped weights were evaluated, in minutes.</param>
/// <param name="Seed">Seed of the held-out data.</param>
/// <param name="Orderings">The claimed orderings.</param>
/// <param name="Measures">All else that was measured.</param>
/// <param name="Seconds">Duration, seconds.</param>
public sealed record EvaluationReport(string System, bool Quick, ulong Seed, IReadOnlyList<Ordering> Orderings, JsonObject Measures,
    double Seconds) {
    private const int Digits = 6;

    /// <summary>Returns one line of JSON; numbers that are not finite are null.</summary>
    public string ToJson() => new JsonObject {
        ["system"] = System, ["quick"] = Quick, ["seed"] = Seed,
        ["orderings"] = new JsonArray([.. Orderings.Select(o => new JsonObject {
            ["name"] = o.Name, ["holds"] = o.Holds,
            ["values"] = new JsonObject(o.Rows.Select(r => KeyValuePair.Create<string, JsonNode?>(r.Row,
                new JsonArray([.. r.Values.Select(Number)])))),
            ["spread"] = Number(o.Spread), ["n"] = o.Items,
        })]),
        ["measures"] = Measures.DeepClone(), ["seconds"] = Math.Round(Seconds, 1),
    }.ToJsonString();

    /// <summary>Returns a number of six significant digits; null for one that is not finite.</summary>
    public static JsonNode? Number(double value) {
        if (!double.IsFinite(value)) return null;
        if (value == 0) return 0.0;
        int decimals = Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15);
        return Math.Round(value, decimals);
    }
}
