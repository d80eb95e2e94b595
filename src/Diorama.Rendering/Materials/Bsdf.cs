using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Diorama.Rendering.Materials;

/// <summary>
/// The BSDF at one point for one viewing direction. Transports radiance: paths start at the camera. All directions are unit vectors in
/// world space and point away from the surface. A tagged union without virtual calls: surfaces scatter by layers, fibres by a model of
/// their own.
/// </summary>
[StructLayout(LayoutKind.Explicit)]
public struct Bsdf {
    [FieldOffset(0)] private MaterialModel model;
    [FieldOffset(4)] private Vector3 baseColor;
    [FieldOffset(16)] private SurfaceLayers surface;
    [FieldOffset(16)] private HairFibre fibre;

    /// <summary>
    /// Creates the BSDF. <paramref name="normal"/> (shading) and <paramref name="geometricNormal"/> are flipped to the side of
    /// <paramref name="wo"/>; <paramref name="frontFace"/> is true if that is the outside; <paramref name="tangent"/> is the direction
    /// of a hair and ignored elsewhere.
    /// </summary>
    public static void Create(
        in Appearance a, Vector3 normal, Vector3 geometricNormal, Vector3 tangent, Vector3 wo, bool frontFace, out Bsdf bsdf
    ) {
        Unsafe.SkipInit(out bsdf);
        bsdf.model = a.Model;
        bsdf.baseColor = a.BaseColor;
        if (a.Model == MaterialModel.Hair) HairFibre.Create(a, tangent, wo, out bsdf.fibre);
        else if (a.Model != MaterialModel.Unlit) SurfaceLayers.Create(a, normal, geometricNormal, wo, frontFace, out bsdf.surface);
    }

    /// <summary>True if light sampling is useless: all scattering is specular (delta), or goes through the random walk.</summary>
    public readonly bool OnlyDelta => model switch {
        MaterialModel.Hair => false,
        MaterialModel.Unlit => true,
        _ => surface.OnlyDelta,
    };

    /// <summary>Whether light can leave on the other side, so that emitters behind the surface matter.</summary>
    public readonly bool Transmits =>
        model is MaterialModel.Hair or MaterialModel.Leaf || (model == MaterialModel.Standard && surface.Transmits);

    /// <summary>Transmittance of a clear pane for light that is not deflected; zero for everything else.</summary>
    public readonly Vector3 StraightTransmittance => model == MaterialModel.Standard ? surface.StraightTransmittance : Vector3.Zero;

    /// <summary>Base colour as in glTF, for the albedo label and denoisers.</summary>
    public readonly Vector3 Albedo => baseColor;

    /// <summary>Returns f·|cos| toward <paramref name="wi"/>; zero for delta lobes and for light that walks below the surface.</summary>
    public readonly BsdfValue Evaluate(Vector3 wi) => model switch {
        MaterialModel.Hair => fibre.Evaluate(wi),
        MaterialModel.Unlit => default,
        _ => surface.Evaluate(wi),
    };

    /// <summary>
    /// Samples a direction with density <see cref="BsdfSample.Pdf"/>. <paramref name="uLobe"/> and <paramref name="u"/> are uniform in
    /// [0, 1). Returns false if the path ends here (black, or the direction would cross the surface the wrong way).
    /// </summary>
    public readonly bool Sample(float uLobe, Vector2 u, out BsdfSample sample) {
        switch (model) {
            case MaterialModel.Hair:
                return fibre.Sample(uLobe, u, out sample);
            case MaterialModel.Unlit:
                sample = default;
                return false;
            default:
                return surface.Sample(uLobe, u, out sample);
        }
    }
}
