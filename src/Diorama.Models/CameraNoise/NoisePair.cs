using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Models.CameraNoise;

/// <summary>A noisy and a clean image of the same still scene.</summary>
/// <param name="Scene">Name of the scene, by which pairs are split: two pairs of one scene are never in different parts.</param>
/// <param name="Camera">Maker and model of the camera, as in the pack <c>cameras</c>.</param>
/// <param name="Iso">ISO sensitivity.</param>
/// <param name="Noisy">A single shot.</param>
/// <param name="Clean">Clean image: the mean of many shots, or developed from raw values without noise.</param>
public sealed record NoisePair(string Scene, string Camera, double Iso, Image<Rgb8> Noisy, Image<Rgb8> Clean) {
    /// <summary>True if the camera compressed the shot, whose noise then differs from that of the same camera's raw values.</summary>
    public bool IsJpeg { get; init; }

    /// <summary>A second shot of the same scene, if there is one; it shows how far apart two samples of the true noise are.</summary>
    public Image<Rgb8>? Again { get; init; }

    /// <summary>Name of the camera, with "(JPEG)" for compressed shots, which models treat as a different camera.</summary>
    public string Source => IsJpeg ? Camera + " (JPEG)" : Camera;
}
