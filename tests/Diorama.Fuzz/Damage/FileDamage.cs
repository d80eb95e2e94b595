using System.Text;

namespace Diorama.Fuzz.Damage;

/// <summary>Damages a file by what its name says that it is.</summary>
internal static class FileDamage {
    // Bytes that are no UTF-8 stay what they are.
    private static readonly Encoding text = Encoding.Latin1;

    public static void Apply(Dice dice, string path) {
        byte[] bytes = File.ReadAllBytes(path);
        bool structure = dice.Chance(0.75);
        byte[] damaged = Path.GetExtension(path).ToLowerInvariant() switch {
            ".json" or ".gltf" when structure => Encoding.UTF8.GetBytes(JsonDamage.Apply(dice, Encoding.UTF8.GetString(bytes))),
            ".jsonl" when structure => Encoding.UTF8.GetBytes(JsonLine(dice, Encoding.UTF8.GetString(bytes))),
            ".dae" or ".xml" or ".svg" when structure => Encoding.UTF8.GetBytes(XmlDamage.Apply(dice, Encoding.UTF8.GetString(bytes))),
            ".glb" when structure => ChunkDamage.Glb(dice, bytes),
            ".png" when structure => ChunkDamage.Png(dice, bytes),
            ".safetensors" when structure => ChunkDamage.SafeTensors(dice, bytes),
            ".json" or ".jsonl" or ".gltf" or ".dae" or ".xml" or ".obj" or ".mtl" or ".ply" or ".stl" or ".yaml" or ".txt" or ".csv"
                or ".log" or ".sha256" or ".hdr" or ".npy" when structure || dice.Chance(0.5)
                => text.GetBytes(TextDamage.Apply(dice, text.GetString(bytes))),
            _ => BytesDamage.Apply(dice, bytes),
        };
        File.WriteAllBytes(path, damaged);
    }

    /// <summary>One line's structure, or lines that are doubled, missing or swapped.</summary>
    private static string JsonLine(Dice dice, string lines) {
        string[] all = lines.TrimEnd('\n').Split('\n');
        int at = dice.Below(all.Length);
        if (dice.Chance(0.25))
            return string.Join('\n', (IEnumerable<string>)(dice.Chance(0.5) ? [.. all, all[at]] : [.. all[..at], all[at], .. all[at..]]))
                + "\n";
        all[at] = JsonDamage.Apply(dice, all[at]).Replace("\n", " ", StringComparison.Ordinal);
        return string.Join('\n', all) + "\n";
    }
}
