using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Json;

namespace Diorama.Sensors.Profiles;

/// <summary>
/// Camera profiles measured for darktable: <c>noiseprofiles.json</c> (noise by sensitivity), converted to the noise of raw pixels
/// (<see cref="DetailNoise"/>), and <c>wb_presets.json</c> (white balance).
/// </summary>
public sealed class CameraProfiles {
    /// <summary>White balance for cameras without a preset.</summary>
    private static readonly Vector3 UsualDaylight = new(2, 1, 1.5f);

    /// <summary>All cameras, in the order of the file.</summary>
    public IReadOnlyList<CameraProfile> All { get; }

    private CameraProfiles(IReadOnlyList<CameraProfile> all) => All = all;

    /// <param name="folder">Folder with the two files.</param>
    /// <exception cref="BadInputException">A file is missing or damaged.</exception>
    public static CameraProfiles Read(string folder) {
        Dictionary<string, Vector3> daylight = Daylight(JsonPlace.Read(Path.Combine(folder, "wb_presets.json")));
        return new(Profiles(JsonPlace.Read(Path.Combine(folder, "noiseprofiles.json")), daylight));
    }

    /// <summary>Finds a camera by maker and model, or by the model alone if only one camera has it; case-insensitive.</summary>
    /// <exception cref="BadInputException">There is no such camera; the message suggests similar names.</exception>
    public CameraProfile Find(string name) {
        CameraProfile? found = All.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is not null) return found;
        CameraProfile[] ofModel = [.. All.Where(c => c.Name.EndsWith(' ' + name, StringComparison.OrdinalIgnoreCase))];
        if (ofModel.Length == 1) return ofModel[0];
        throw NearestNames.Unknown("camera", name, All.Select(c => c.Name));
    }

    private static List<CameraProfile> Profiles(JsonPlace root, Dictionary<string, Vector3> daylight) {
        var all = new List<CameraProfile>();
        foreach ((JsonPlace maker, JsonPlace camera) in Models(root.Need("noiseprofiles"))) {
            var points = new SortedDictionary<double, (double Iso, double A, double B)>();
            foreach (JsonPlace p in camera.Need("profiles").Items()) {
                // Measurements marked by their authors as not reliable.
                if (p.Find("skip")?.Flag() == true) continue;
                double iso = p.Number("iso");
                if (iso <= 0) throw p.Bad($"a sensitivity above 0 was expected, found {iso}");
                points[iso] = (iso, Triple(p.Need("a")).Y, Triple(p.Need("b")).Y);
            }
            if (points.Count == 0) continue;
            string name = Name(maker, camera);
            all.Add(new(name, DetailNoise.OfPixels([.. points.Values]), daylight.GetValueOrDefault(name, UsualDaylight)));
        }
        return all;
    }

    private static Dictionary<string, Vector3> Daylight(JsonPlace root) {
        var all = new Dictionary<string, Vector3>(StringComparer.OrdinalIgnoreCase);
        foreach ((JsonPlace maker, JsonPlace camera) in Models(root.Need("wb_presets"))) {
            foreach (JsonPlace preset in camera.Need("presets").Items()) {
                if (preset.Text("name") is not ("Daylight" or "Direct Sunlight" or "5500K")) continue;
                Vector3 factors = Triple(preset.Need("channels"));
                // A preset may be listed several times with different fine tuning; any of them will do.
                if (factors.Y > 0) all.TryAdd(Name(maker, camera), factors / factors.Y);
            }
        }
        return all;
    }

    private static IEnumerable<(JsonPlace Maker, JsonPlace Camera)> Models(JsonPlace makers) =>
        makers.Items().SelectMany(maker => maker.Need("models").Items(), (maker, camera) => (maker, camera));

    private static string Name(JsonPlace maker, JsonPlace camera) => $"{maker.Text("maker")} {camera.Text("model")}";

    /// <summary>Reads red, green and blue; some lists have a fourth number for the second green, which is ignored.</summary>
    private static Vector3 Triple(JsonPlace list) {
        float[] values = Array.ConvertAll(list.Numbers(), v => (float)v);
        return values is [var r, var g, var b, ..] && float.IsFinite(r + g + b) ? new(r, g, b)
            : throw list.Bad("numbers of red, green and blue were expected");
    }
}
