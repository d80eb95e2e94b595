using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Reads photographs of still scenes with the mean of many shots: those of Nam et al. (CVPR 2016; <c>cc/</c>, PNG) and of Xu et al.
/// ("Real-world Noisy Image Denoising: A New Benchmark", 2018; <c>polyu/</c>, the cameras' JPEG). Files are named
/// <c>camera_isoN_scene_real</c> and <c>…_mean</c>.
/// </summary>
public static class RealPairs {
    private static readonly Dictionary<string, string> Models = new(StringComparer.OrdinalIgnoreCase) {
        ["5dmark3"] = "Canon EOS 5D Mark III", ["d600"] = "Nikon D600", ["d800"] = "Nikon D800",
        ["Canon5D2"] = "Canon EOS 5D Mark II", ["Nikon800"] = "Nikon D800", ["SonyA7II"] = "Sony ILCE-7M2", ["Canon80D"] = "Canon EOS 80D",
        ["Canon600D"] = "Canon EOS 600D",
    };

    /// <summary>Reads all pairs in the order of file names, first those of <c>cc</c>.</summary>
    /// <exception cref="BadInputException">There are no pairs, or one cannot be read.</exception>
    public static IReadOnlyList<NoisePair> Read(string folder) {
        var pairs = new List<NoisePair>();
        foreach (string set in (string[])["cc", "polyu"]) {
            string path = Path.Combine(folder, set);
            if (!Directory.Exists(path)) continue;
            foreach (string file in Directory.GetFiles(path).Where(
                f => Path.GetFileNameWithoutExtension(f).EndsWith("_real", StringComparison.Ordinal)).Order(StringComparer.Ordinal)) {
                pairs.Add(ReadPair(set, file));
            }
        }
        return pairs.Count > 0 ? pairs : throw new BadInputException($"{folder} has no noise pairs, expected files such as "
            + $"cc/d800_iso3200_1_real.png and …_mean.png in it");
    }

    private static NoisePair ReadPair(string set, string noisyFile) {
        string extension = Path.GetExtension(noisyFile), name = Path.GetFileNameWithoutExtension(noisyFile);
        string[] parts = name.Split('_');
        string? camera = null;
        double iso = 0;
        if (parts.Length != 4 || !Models.TryGetValue(parts[0], out camera) || !parts[1].StartsWith("iso", StringComparison.Ordinal)
            || !double.TryParse(parts[1][3..], CultureInfo.InvariantCulture, out iso)) {
            throw new BadInputException($"{noisyFile} is not named after its camera, ISO and scene, expected a name such as "
                + $"Nikon800_iso3200_desk_real{extension} with one of {string.Join(", ", Models.Keys)}");
        }
        Image<Rgb8> noisy = ReadImage(noisyFile), clean = ReadImage(Path.Combine(Path.GetDirectoryName(noisyFile)!,
            name[..^"real".Length] + "mean" + extension));
        if (noisy.Width != clean.Width || noisy.Height != clean.Height)
            throw new BadInputException(
                $"{noisyFile} is {noisy.Width}×{noisy.Height} pixels and its mean {clean.Width}×{clean.Height}; both have to be the same");
        return new($"{set} {parts[2]}", camera, iso, noisy,
            clean) { IsJpeg = extension.StartsWith(".jp", StringComparison.OrdinalIgnoreCase) };
    }

    private static Image<Rgb8> ReadImage(string path) {
        using var reader = ImageReader.Open(path);
        if (reader.PixelType != PixelType.UInt8 || reader.Channels != 3)
            throw new BadInputException($"{path} has {reader.Channels} channels of {reader.PixelType}, expected three of 8 bits");
        return new(reader.Width, reader.Height, MemoryMarshal.Cast<byte, Rgb8>(reader.ReadBytes()).ToArray());
    }
}
