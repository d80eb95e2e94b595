using System.Numerics;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Sensors.Profiles;

/// <summary>The measured cameras of darktable: <c>noiseprofiles.json</c> (noise by sensitivity) and <c>wb_presets.json</c> (white balance).</summary>
public sealed class CameraProfiles {
    /// <summary>For cameras without a preset.</summary>
    private static readonly Vector3 UsualDaylight = new(2, 1, 1.5f);

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<CameraProfile> All { get; }

    private CameraProfiles(IReadOnlyList<CameraProfile> all) => All = all;

    /// <param name="folder">Holds the two files.</param>
    /// <exception cref="BadInputException">A file is missing or damaged.</exception>
    public static CameraProfiles Read(string folder) {
        Dictionary<string, Vector3> daylight = ReadFile(Path.Combine(folder, "wb_presets.json"), Daylight);
        return new(ReadFile(Path.Combine(folder, "noiseprofiles.json"), root => Profiles(root, daylight)));
    }

    /// <summary>By maker and model, or by the model alone; capitals do not matter.</summary>
    /// <exception cref="BadInputException">There is no such camera; the sentence offers near names.</exception>
    public CameraProfile Find(string name) {
        CameraProfile? found = All.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is not null) return found;
        CameraProfile[] ofModel = [.. All.Where(c => c.Name.EndsWith(' ' + name, StringComparison.OrdinalIgnoreCase))];
        if (ofModel.Length == 1) return ofModel[0];
        throw new BadInputException($"There is no camera '{name}', {NearestNames.Sentence(name, All.Select(c => c.Name))}.");
    }

    private static T ReadFile<T>(string path, Func<JsonElement, T> read) {
        try {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            return read(json.RootElement);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw new BadInputException($"{path} cannot be read: {e.Message}", e);
        } catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException) {
            throw new BadInputException($"{path} is damaged: {e.Message}", e);
        }
    }

    private static List<CameraProfile> Profiles(JsonElement root, Dictionary<string, Vector3> daylight) {
        var all = new List<CameraProfile>();
        foreach (JsonElement maker in root.GetProperty("noiseprofiles").EnumerateArray()) {
            foreach (JsonElement camera in maker.GetProperty("models").EnumerateArray()) {
                var points = new SortedDictionary<double, NoisePoint>();
                foreach (JsonElement p in camera.GetProperty("profiles").EnumerateArray()) {
                    // What the people who measured do not trust.
                    if (p.TryGetProperty("skip", out JsonElement skip) && skip.ValueKind == JsonValueKind.True) continue;
                    double iso = p.GetProperty("iso").GetDouble();
                    points[iso] = new(iso, Triple(p.GetProperty("a")), Triple(p.GetProperty("b")));
                }
                if (points.Count == 0) continue;
                string name = Name(maker, camera);
                all.Add(new(name, [.. points.Values], daylight.GetValueOrDefault(name, UsualDaylight)));
            }
        }
        return all;
    }

    private static Dictionary<string, Vector3> Daylight(JsonElement root) {
        var all = new Dictionary<string, Vector3>(StringComparer.OrdinalIgnoreCase);
        foreach (JsonElement maker in root.GetProperty("wb_presets").EnumerateArray()) {
            foreach (JsonElement camera in maker.GetProperty("models").EnumerateArray()) {
                foreach (JsonElement preset in camera.GetProperty("presets").EnumerateArray()) {
                    if (preset.GetProperty("name").GetString() is not ("Daylight" or "Direct Sunlight" or "5500K")) continue;
                    Vector3 factors = Triple(preset.GetProperty("channels"));
                    // A preset may stand there for several fine tunings; the first is as good as any.
                    if (factors.Y > 0) all.TryAdd(Name(maker, camera), factors / factors.Y);
                }
            }
        }
        return all;
    }

    private static string Name(JsonElement maker, JsonElement camera) => $"{maker.GetProperty("maker").GetString()} {camera.GetProperty("model").GetString()}";

    private static Vector3 Triple(JsonElement array) => new(array[0].GetSingle(), array[1].GetSingle(), array[2].GetSingle());
}
