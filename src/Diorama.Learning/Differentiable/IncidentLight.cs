using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// Light that was measured or rendered for each pixel: radiances from a list of directions, which are summed (the rendering layer of Li et
/// al. 2020, "Inverse Rendering for Complex Indoor Scenes", and of PhotoScene, Yeh et al. 2022). Exact up to the number of directions.
/// </summary>
public static class IncidentLight {
    /// <summary>
    /// Makes a grid over the hemisphere about local +Z: unit directions [elevations·azimuths, 3] and solid angles [elevations·azimuths, 1]
    /// in steradians, which sum to 2π. Rows run from the normal to the horizon in equal angles, columns from local +X towards +Y, and each
    /// direction is the middle of its cell. Li et al. have 8×16; their weights sin θ·π²/(8·16) are 0.16 % larger.
    /// </summary>
    public static (Tensor Directions, Tensor SolidAngles) Hemisphere(int elevations, int azimuths, DType dtype = DType.Float32,
        Device device = default) {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(elevations);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(azimuths);
        double[] directions = new double[3 * elevations * azimuths], solidAngles = new double[elevations * azimuths];
        for (int row = 0; row < elevations; row++) {
            double step = Math.PI / 2 / elevations;
            var (sine, cosine) = Math.SinCos((row + 0.5) * step);
            for (int column = 0; column < azimuths; column++) {
                var (y, x) = Math.SinCos((column + 0.5) * 2 * Math.PI / azimuths);
                int cell = row * azimuths + column;
                (directions[3 * cell], directions[3 * cell + 1], directions[3 * cell + 2]) = (sine * x, sine * y, cosine);
                solidAngles[cell] = (Math.Cos(row * step) - Math.Cos((row + 1) * step)) * 2 * Math.PI / azimuths;
            }
        }
        using var scope = new TensorScope();
        return (scope.MoveOut(Tensor.From(directions, solidAngles.Length, 3).To(device, dtype)),
            scope.MoveOut(Tensor.From(solidAngles, solidAngles.Length, 1).To(device, dtype)));
    }

    /// <summary>
    /// Turns local directions [n, 3] about unit normals [..., 3]: → [..., n, 3]. Local +X becomes what is perpendicular to the normal of
    /// the direction <paramref name="toward"/> [3], such as the camera's up; null leaves the tangents to the method of Duff et al. 2017.
    /// </summary>
    public static Tensor Around(Tensor normal, Tensor directions, Tensor? toward = null) {
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(directions);
        using var scope = new TensorScope();
        return scope.MoveOut(toward is null ? TangentFrame.Turn(directions, normal) : TangentFrame.Turn(directions, normal, toward));
    }

    /// <summary>
    /// Computes the radiance that surfaces reflect to the viewer: Σ BRDF·cosine·radiance·solid angle, [H, W, 3] or [..., 3].
    /// </summary>
    /// <param name="normal">Unit normals [..., 3].</param>
    /// <param name="view">Unit directions to the viewer [..., 3].</param>
    /// <param name="directions">Unit directions that light arrives from, in the same frame: [..., n, 3].</param>
    /// <param name="solidAngles">Their solid angles, steradians: [n, 1] or [..., n, 1].</param>
    /// <param name="radiance">Radiance from each: [..., n, 3].</param>
    /// <param name="baseColor">Base colours [..., 3].</param>
    /// <param name="roughness">Roughness [..., 1].</param>
    /// <param name="metallic">Share of metal [..., 1].</param>
    public static Tensor Shade(Tensor normal, Tensor view, Tensor directions, Tensor solidAngles, Tensor radiance, Tensor baseColor,
        Tensor roughness, Tensor metallic) {
        ArgumentNullException.ThrowIfNull(normal);
        ArgumentNullException.ThrowIfNull(view);
        ArgumentNullException.ThrowIfNull(radiance);
        ArgumentNullException.ThrowIfNull(baseColor);
        ArgumentNullException.ThrowIfNull(roughness);
        ArgumentNullException.ThrowIfNull(metallic);
        using var scope = new TensorScope();
        var reflected = Microfacet.Evaluate(normal.Unsqueeze(-2), view.Unsqueeze(-2), directions, baseColor.Unsqueeze(-2),
            roughness.Unsqueeze(-2), metallic.Unsqueeze(-2));
        return scope.MoveOut((reflected * (radiance * solidAngles)).Sum([-2]));
    }
}
