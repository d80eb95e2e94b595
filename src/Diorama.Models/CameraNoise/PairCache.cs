using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Tensors;
using Diorama.Tensors.Files;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Noise pairs in one safetensors file: images as UInt8 [H,W,3], named by the index of the pair; scene, camera and sensitivity are in the
/// metadata.
/// </summary>
internal sealed class PairCache(string path) {
    /// <summary>Reads the pairs; null if there is no such file or it is damaged.</summary>
    public IReadOnlyList<NoisePair>? Read() {
        if (!File.Exists(path)) return null;
        try {
            using var scope = new TensorScope();
            using var file = new SafeTensorsFile(path);
            var known = file.Entries.ToDictionary(e => e.Name);
            var pairs = new NoisePair[int.Parse(file.Metadata["pairs"], CultureInfo.InvariantCulture)];
            for (int i = 0; i < pairs.Length; i++) {
                string[] said = file.Metadata[$"{i}"].Split('\t');
                pairs[i] = new(said[0], said[1], double.Parse(said[2], CultureInfo.InvariantCulture), Picture($"{i}.noisy"),
                    Picture($"{i}.clean")) {
                    IsJpeg = said[3] == "jpeg", Again = known.ContainsKey($"{i}.again") ? Picture($"{i}.again") : null,
                };
            }
            return pairs;

            Image<Rgb8> Picture(string name) {
                Tensor tensor = file.Read(known[name]);
                return new((int)tensor.Size(1), (int)tensor.Size(0), MemoryMarshal.Cast<byte, Rgb8>(tensor.ToArray<byte>()).ToArray());
            }
        } catch (Exception e) when (e is BadInputException or KeyNotFoundException or FormatException or IndexOutOfRangeException) {
            return null;
        }
    }

    public IReadOnlyList<NoisePair> Write(IReadOnlyList<NoisePair> pairs) {
        using var scope = new TensorScope();
        var tensors = new List<(string, Tensor)>();
        var said = new Dictionary<string, string> { ["pairs"] = pairs.Count.ToString(CultureInfo.InvariantCulture) };
        for (int i = 0; i < pairs.Count; i++) {
            NoisePair p = pairs[i];
            said[$"{i}"] = string.Create(CultureInfo.InvariantCulture,
                $"{p.Scene}\t{p.Camera}\t{p.Iso:R}\t{(p.IsJpeg ? "jpeg" : "plain")}");
            Add($"{i}.noisy", p.Noisy);
            Add($"{i}.clean", p.Clean);
            if (p.Again is { } again) Add($"{i}.again", again);
        }
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        SafeTensors.Write(path, tensors, said);
        return pairs;

        void Add(string name, Image<Rgb8> image) =>
            tensors.Add((name, Tensor.From(MemoryMarshal.AsBytes(image.Pixels.AsSpan()), image.Height, image.Width, 3)));
    }
}
