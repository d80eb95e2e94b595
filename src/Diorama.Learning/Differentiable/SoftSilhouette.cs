using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// The silhouette of a mesh with soft edges: derivatives reach vertices from pixels that do not see them yet, where those of
/// <see cref="RasterImage.Antialias"/> end at the next pixel. Which of several surfaces is in front does not matter to it.
/// </summary>
public static class SoftSilhouette {
    /// <summary>
    /// Computes how probably each pixel is covered, [H, W, 1] in 0 … 1: 1 − Π (1 − D) over all triangles, with D = sigmoid(δ·d²/σ), d the
    /// distance in pixels from the pixel's centre to the triangle's nearest edge, and δ 1 inside and −1 outside (Liu et al. 2019, Soft
    /// Rasterizer, section 3). Triangles further away than 4√σ, where D is below 1.2e-7, are left out, and so are those that reach
    /// behind the camera. On an edge that two triangles share D is ½ for both, so that a surface is covered to ¾ there, as in the paper.
    /// </summary>
    /// <param name="points">Homogeneous image points (x·w, y·w, w) as <see cref="RasterImage"/> takes them, [vertices, 3].</param>
    /// <param name="mesh">Triangles, of either winding.</param>
    /// <param name="width">Width, pixels.</param>
    /// <param name="height">Height, pixels.</param>
    /// <param name="sigma">
    /// σ in square pixels: edges are soft over about √σ. The paper's σ counts in half images, so that its 1e-4 is 1e-4·size²/4.
    /// </param>
    /// <remarks>
    /// It is computed on the processor, wherever the points are, in memory for the image and the vertices alone: the backward pass measures
    /// distances again. There are no second derivatives. The result does not depend on the number of threads.
    /// </remarks>
    public static Tensor Coverage(Tensor points, MeshTopology mesh, int width, int height, double sigma) {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(mesh);
        if (points.Dim != 2 || points.Size(1) != 3 || points.Size(0) < mesh.VertexCount) {
            throw new ArgumentException(
                $"Points are [{mesh.VertexCount} or more, 3] for this mesh, not [{string.Join(", ", points.Shape)}].");
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sigma);
        return new DifferentiableFunction("soft silhouette",
            (context, inputs) => {
                var coverage = new SoftCoverage(Values(inputs[0]), mesh, width, height, sigma);
                context.State = coverage;
                return [Tensor.From(coverage.Covered(), height, width, 1).To(inputs[0].Device, inputs[0].DType)];
            },
            (context, gradients) => {
                if (GradientMode.IsOn) throw new NotSupportedException("A soft silhouette has no second derivatives.");
                double[] byPoints = ((SoftCoverage)context.State!).ByPoints(Values(gradients[0]!));
                return [Tensor.From(byPoints, byPoints.Length / 3, 3).To(gradients[0]!.Device, gradients[0]!.DType)];
            }).Apply(points)[0];
    }

    private static double[] Values(Tensor tensor) {
        using var converted = tensor.To(Device.Cpu, DType.Float64);
        return converted.ToArray<double>();
    }
}
