using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Models.CameraNoise;

/// <summary>The same still scene with and without noise.</summary>
/// <param name="Scene">What is split by: two pairs of one scene never stand on both sides.</param>
/// <param name="Camera">Maker and model, as in the pack <c>cameras</c>.</param>
/// <param name="Iso">Sensitivity.</param>
/// <param name="Noisy">One shot.</param>
/// <param name="Clean">Without noise: the mean of many shots, or developed from raw values to which none was added.</param>
public sealed record NoisePair(string Scene, string Camera, double Iso, Image<Rgb8> Noisy, Image<Rgb8> Clean) {
    /// <summary>Whether the camera compressed the shot: another noise than that of the same camera's raw values.</summary>
    public bool IsJpeg { get; init; }

    /// <summary>A second shot of the same scene, where there is one: it tells how far apart two samples of the true noise are.</summary>
    public Image<Rgb8>? Again { get; init; }

    /// <summary>The camera with what it does to its pictures: what a model keeps apart.</summary>
    public string Source => IsJpeg ? Camera + " (JPEG)" : Camera;
}
