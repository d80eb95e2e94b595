using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Sensors.Profiles;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// The cameras and sensitivities that a model is made for. Models with a table have one entry for each combination, number iso · cameras +
/// camera.
/// </summary>
public sealed class NoiseGrid {
    private readonly CameraProfile?[] profiles;

    /// <summary><see cref="NoisePair.Source"/>, in order.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <summary>Rising.</summary>
    public IReadOnlyList<double> Isos { get; }

    /// <summary>Combinations.</summary>
    public int Count => Cameras.Count * Isos.Count;

    /// <param name="cameras">Names of sources.</param>
    /// <param name="isos">Sensitivities.</param>
    /// <param name="measured">Where noise profiles of the cameras are taken from; those that are not in it have none.</param>
    public NoiseGrid(IEnumerable<string> cameras, IEnumerable<double> isos, CameraProfiles? measured = null) {
        Cameras = [.. cameras];
        Isos = [.. isos.Order()];
        profiles = [.. Cameras.Select(name => measured?.All.FirstOrDefault(p => name == p.Name || name == p.Name + " (JPEG)"))];
    }

    /// <summary>All that occur in pairs, in alphabetical and rising order.</summary>
    public static NoiseGrid Of(IEnumerable<NoisePair> pairs, CameraProfiles? measured = null) {
        NoisePair[] all = [.. pairs];
        return new(all.Select(p => p.Source).Distinct().Order(StringComparer.Ordinal), all.Select(p => p.Iso).Distinct(), measured);
    }

    /// <exception cref="BadInputException">No such camera was learned; the sentence offers near names.</exception>
    public int IndexOfCamera(string source) {
        for (int i = 0; i < Cameras.Count; i++) if (Cameras[i].Equals(source, StringComparison.OrdinalIgnoreCase)) return i;
        throw new BadInputException($"the noise of the camera '{source}' was not learned, {NearestNames.Sentence(source, Cameras)}");
    }

    /// <exception cref="BadInputException">No such sensitivity was learned.</exception>
    public int IndexOfIso(double iso) {
        for (int i = 0; i < Isos.Count; i++) if (Isos[i] == iso) return i;
        throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
            $"noise at ISO {iso} was not learned, expected one of {string.Join(", ", Isos)}"));
    }

    /// <summary>
    /// Noise of raw values as measured of a camera, linear in ISO, held at the ends of what was measured; zero for a camera that was not.
    /// </summary>
    public (Vector3 Shot, Vector3 Read) Profile(int camera, double iso) {
        if (profiles[camera] is not { } profile) return default;
        NoisePoint point = profile.At(Math.Clamp(iso, profile.LowestIso, profile.HighestIso));
        return (point.A, point.B);
    }
}
