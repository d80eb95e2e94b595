using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Sensors.Profiles;

namespace Diorama.Models.CameraNoise;

/// <summary>Noise pairs for training and tests, split by scene.</summary>
public sealed class NoiseSet {
    /// <summary>Name of the set: "real" or "simulated".</summary>
    public string Name { get; }
    public NoiseGrid Grid { get; }
    public NoisePatches Train { get; }
    public NoisePatches Validation { get; }
    public NoisePatches Test { get; }

    /// <summary>Hash of the complete contents of the set, pixels included.</summary>
    public ulong Fingerprint { get; }

    /// <exception cref="BadInputException">A part of the set has no pair.</exception>
    public NoiseSet(string name, NoiseGrid grid, IReadOnlyList<NoisePair> train, IReadOnlyList<NoisePair> validation,
        IReadOnlyList<NoisePair> test, int patch = 32) {
        (Name, Grid) = (name, grid);
        if (train.Count == 0 || validation.Count == 0 || test.Count == 0)
            throw new BadInputException($"the {name} noise pairs leave nothing to train, validate or test with");
        (Train, Validation, Test) = (new(grid, train, patch), new(grid, validation, patch), new(grid, test, patch));
        Keyed key = Keyed.Start((ulong)patch);
        foreach (NoisePair pair in (NoisePair[])[.. train, .. validation, .. test]) {
            key = key.With(pair.Scene).With(pair.Source).With((long)pair.Iso).With(Content(pair.Noisy)).With(Content(pair.Clean));
        }
        Fingerprint = key.With(train.Count).With(validation.Count).State;
    }

    private static long Content(Image<Rgb8> image) => BitConverter.ToInt64(SHA256.HashData(MemoryMarshal.AsBytes(image.Pixels.AsSpan())));

    /// <summary>
    /// Reads a set of photographs (<see cref="RealPairs"/>). Of each camera and sensitivity with two scenes or more, the last by name is
    /// for testing; of those with three or more, the one before it is for validation; all others are for training.
    /// </summary>
    /// <param name="folder">Folder that contains <c>cc</c> and <c>polyu</c>.</param>
    /// <param name="profiles">Measured noise profiles of cameras; null for none.</param>
    /// <param name="patch">Side of a patch, pixels.</param>
    /// <exception cref="BadInputException">There are no pairs, or one cannot be read.</exception>
    public static NoiseSet Real(string folder, CameraProfiles? profiles = null, int patch = 32) {
        IReadOnlyList<NoisePair> pairs = RealPairs.Read(folder);
        List<NoisePair> train = [], validation = [], test = [];
        foreach (var group in pairs.GroupBy(p => (p.Source, p.Iso))) {
            NoisePair[] scenes = [.. group.OrderBy(p => p.Scene, StringComparer.Ordinal)];
            int tested = scenes.Length >= 2 ? 1 : 0, validated = scenes.Length >= 3 ? 1 : 0;
            train.AddRange(scenes[..^(tested + validated)]);
            validation.AddRange(scenes[^(tested + validated)..^tested]);
            test.AddRange(scenes[^tested..]);
        }
        return new("real", NoiseGrid.Of(pairs, profiles), train, validation, test, patch);
    }

    /// <summary>Creates a set of images that <see cref="SimulatedPairs"/> takes, split by panorama.</summary>
    /// <param name="simulation">Simulated cameras and panoramas.</param>
    /// <param name="patch">Side of a patch, pixels.</param>
    public static NoiseSet Simulated(SimulatedPairs simulation, int patch = 32) {
        var (train, validation, test) = simulation.Make();
        return new("simulated", simulation.Grid, train, validation, test, patch);
    }
}
