using System.Globalization;
using System.Text;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Rendering.SceneFiles.Surfaces;

namespace Diorama.Rendering.SceneFiles.Obj;

/// <summary>
/// Reads material libraries of OBJ files (Wavefront "MTL Material Format", 1995; the keys Pr, Pm, Ps, Pc, Pcr, aniso and norm are those of
/// Clara.io, 2014) as <see cref="MaterialProperties"/>.
/// </summary>
internal static class MtlReader {
    /// <summary>The colour of a material that states none.</summary>
    private const float Grey = 0.6f;

    private static readonly Dictionary<string, string> numbers = new(StringComparer.OrdinalIgnoreCase) {
        ["Ns"] = "$mat.shininess", ["Ni"] = "$mat.refracti", ["d"] = "$mat.opacity", ["illum"] = "$mat.illum",
        ["Pr"] = "$mat.roughnessFactor", ["Pm"] = "$mat.metallicFactor", ["Pc"] = "$mat.clearcoat.factor",
        ["Pcr"] = "$mat.clearcoat.roughnessFactor", ["aniso"] = "$mat.anisotropyFactor",
    };

    private static readonly Dictionary<string, string> colors = new(StringComparer.OrdinalIgnoreCase) {
        ["Kd"] = "$clr.diffuse", ["Ks"] = "$clr.specular", ["Ke"] = "$clr.emissive", ["Tf"] = "$clr.transparent",
        ["Ps"] = "$clr.sheen.factor",
    };

    private static readonly Dictionary<string, MapKind> maps = new(StringComparer.OrdinalIgnoreCase) {
        ["map_Kd"] = MapKind.Diffuse, ["map_Ks"] = MapKind.Specular, ["map_Ke"] = MapKind.Emissive, ["map_emissive"] = MapKind.Emissive,
        ["map_Ns"] = MapKind.Shininess, ["map_d"] = MapKind.Opacity, ["map_opacity"] = MapKind.Opacity, ["map_Tr"] = MapKind.Opacity,
        ["map_bump"] = MapKind.Height, ["bump"] = MapKind.Height, ["norm"] = MapKind.Normals, ["map_Kn"] = MapKind.Normals,
        ["map_norm"] = MapKind.Normals, ["disp"] = MapKind.Displacement, ["map_disp"] = MapKind.Displacement, ["refl"] = MapKind.Reflection,
        ["map_refl"] = MapKind.Reflection, ["map_Pr"] = MapKind.Roughness, ["map_Pm"] = MapKind.Metalness, ["map_Ps"] = MapKind.Sheen,
        ["map_Ka"] = MapKind.Ambient,
    };

    /// <summary>
    /// Options of maps with the largest number of their values (MTL specification, "Options for texture map statements").
    /// </summary>
    private static readonly Dictionary<string, int> options = new(StringComparer.OrdinalIgnoreCase) {
        ["-blendu"] = 1, ["-blendv"] = 1, ["-bm"] = 1, ["-boost"] = 1, ["-cc"] = 1, ["-clamp"] = 1, ["-colorspace"] = 1, ["-imfchan"] = 1,
        ["-mm"] = 2, ["-o"] = 3, ["-s"] = 3, ["-t"] = 3, ["-texres"] = 1, ["-type"] = 1,
    };

    /// <summary>Reads a library; the materials in the order of the file. What cannot be read is left out with a warning.</summary>
    /// <exception cref="BadInputException">The file cannot be opened.</exception>
    public static List<MaterialProperties> Read(string path, Warnings warnings) {
        byte[] bytes = SceneBytes.Read(path);
        var all = new List<MaterialProperties>();
        var lines = new TextLines(bytes);
        while (lines.Next()) {
            ReadOnlySpan<byte> word = lines.Word();
            if (word.IsEmpty) continue;
            string key = Encoding.UTF8.GetString(word);
            if (key.Equals("newmtl", StringComparison.OrdinalIgnoreCase)) {
                Finish(all);
                all.Add(new(Encoding.UTF8.GetString(lines.Rest())) { Folder = Path.GetDirectoryName(Path.GetFullPath(path)) });
            } else if (all.Count == 0) {
                warnings.Add($"'{key}' stands before the first newmtl in {path}; it is left out");
            } else {
                Property(key, ref lines, all[^1], path, warnings);
            }
        }
        Finish(all);
        return all;
    }

    private static void Finish(List<MaterialProperties> all) {
        if (all.Count == 0) return;
        MaterialProperties last = all[^1];
        // A texture without a Kd has its full colours.
        if (last.Color("$clr.diffuse") is null && last.Map(MapKind.Diffuse) is null) last.Set("$clr.diffuse", [Grey, Grey, Grey]);
    }

    private static void Property(string key, ref TextLines lines, MaterialProperties material, string path, Warnings warnings) {
        if (maps.TryGetValue(key, out MapKind kind)) {
            Map(kind, ref lines, material);
        } else if (colors.TryGetValue(key, out string? color)) {
            // One number is that of all three channels.
            var rgb = new float[3];
            if (!lines.TryNumber(out double first)) Unreadable(ref lines);
            else {
                Array.Fill(rgb, (float)first);
                for (int i = 1; i < 3 && lines.TryNumber(out double x); i++) rgb[i] = (float)x;
                material.Set(color, rgb);
            }
        } else if (numbers.TryGetValue(key, out string? number) || key.Equals("Tr", StringComparison.OrdinalIgnoreCase)) {
            // "d -halo 0.5" is an opacity that falls off towards the rim.
            if (!lines.TryNumber(out double x) && !(lines.Word().SequenceEqual("-halo"u8) && lines.TryNumber(out x))) {
                Unreadable(ref lines);
            } else if (number is null) {
                material.Set("$mat.opacity", [1 - (float)x]);
            } else {
                material.Set(number, [(float)x]);
            }
        }

        void Unreadable(ref TextLines lines) => warnings.Add(
            $"{path}:{lines.Number}: {key} of material '{material.Name}' is no number; it is left out");
    }

    private static void Map(MapKind kind, ref TextLines lines, MaterialProperties material) {
        string text = Encoding.UTF8.GetString(lines.Rest());
        float[] scale = [1, 1], offset = [0, 0];
        float? multiplier = null;
        bool clamp = false;
        while (text.StartsWith('-')) {
            string[] words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (!options.TryGetValue(words[0], out int most)) break;
            int values = 0;
            // The last word is the file's name, even if it is a number.
            while (values < most && values + 2 < words.Length && IsValue(words[0], words[1 + values])) values++;
            float[] given = [.. words.Skip(1).Take(values).Select(w => float.TryParse(w,
                CultureInfo.InvariantCulture, out float x) && float.IsFinite(x) ? x : 0)];
            switch (words[0].ToLowerInvariant()) {
                case "-s" when values > 0: scale = [given[0], values > 1 ? given[1] : given[0]]; break;
                case "-o" when values > 0: offset = [given[0], values > 1 ? given[1] : 0]; break;
                case "-bm" when values > 0: multiplier = given[0]; break;
                case "-clamp" when values > 0: clamp = words[1].Equals("on", StringComparison.OrdinalIgnoreCase); break;
            }
            for (int i = 0; i <= values; i++) text = text[words[i].Length..].TrimStart();
        }
        if (text.Length == 0) return;
        material.Set("$tex.file", text, kind);
        if (clamp) {
            material.Set("$tex.mapmodeu", [1], kind);
            material.Set("$tex.mapmodev", [1], kind);
        }
        if (multiplier is { } m) material.Set("$tex.bumpmult", [m], kind);
        if (scale is not [1, 1] || offset is not [0, 0]) material.Set("$tex.uvtrafo", [offset[0], offset[1], scale[0], scale[1], 0], kind);
    }

    private static bool IsValue(string option, string word) => option.ToLowerInvariant() switch {
        "-blendu" or "-blendv" or "-cc" or "-clamp" => word.ToLowerInvariant() is "on" or "off",
        "-imfchan" => word.Length == 1,
        "-type" or "-colorspace" or "-texres" => true,
        _ => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
    };
}
