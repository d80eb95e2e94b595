using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Sensors.Profiles;

namespace Diorama.Models.CameraNoise;

/// <summary>
/// Cameras and sensitivities that a noise model is made for. Models with a table have one entry for each combination, with the index iso ·
/// cameras + camera.
/// </summary>
public sealed class NoiseGrid {
    private readonly CameraProfile?[] profiles;

    /// <summary>Names of the cameras (<see cref="NoisePair.Source"/>), in the order of their indices.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <summary>ISO sensitivities, in ascending order.</summary>
    public IReadOnlyList<double> Isos { get; }

    /// <summary>Number of combinations of camera and sensitivity.</summary>
    public int Count => Cameras.Count * Isos.Count;

    /// <param name="cameras">Names of the cameras.</param>
    /// <param name="isos">ISO sensitivities.</param>
    /// <param name="measured">Measured noise profiles of cameras; a camera that is not among them has no profile.</param>
    public NoiseGrid(IEnumerable<string> cameras, IEnumerable<double> isos, CameraProfiles? measured = null) {
        Cameras = [.. cameras];
        Isos = [.. isos.Order()];
        profiles = [.. Cameras.Select(name => measured?.All.FirstOrDefault(p => name == p.Name || name == p.Name + " (JPEG)"))];
    }

    /// <summary>Creates a grid of all cameras and sensitivities in the pairs, in alphabetical and ascending order.</summary>
    public static NoiseGrid Of(IEnumerable<NoisePair> pairs, CameraProfiles? measured = null) {
        NoisePair[] all = [.. pairs];
        return new(all.Select(p => p.Source).Distinct().Order(StringComparer.Ordinal), all.Select(p => p.Iso).Distinct(), measured);
    }

    /// <exception cref="BadInputException">The grid does not have this camera; the message offers similar names.</exception>
    public int IndexOfCamera(string source) {
        for (int i = 0; i < Cameras.Count; i++) if (Cameras[i].Equals(source, StringComparison.OrdinalIgnoreCase)) return i;
        throw new BadInputException($"the noise of the camera '{source}' was not learned, {NearestNames.Sentence(source, Cameras)}");
    }

    /// <exception cref="BadInputException">The grid does not have this sensitivity.</exception>
    public int IndexOfIso(double iso) {
        for (int i = 0; i < Isos.Count; i++) if (Isos[i] == iso) return i;
        throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
            $"noise at ISO {iso} was not learned, expected one of {string.Join(", ", Isos)}"));
    }

    /// <summary>
    /// Returns the measured noise of raw values of a camera, interpolated linearly in ISO and constant beyond the measured range; zero for
    /// a camera without measurement.
    /// </summary>
    public (Vector3 Shot, Vector3 Read) Profile(int camera, double iso) {
        if (profiles[camera] is not { } profile) return default;
        NoisePoint point = profile.At(Math.Clamp(iso, profile.LowestIso, profile.HighestIso));
        return (point.A, point.B);
    }
}
