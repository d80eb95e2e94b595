using Diorama.Learning.Differentiable;
using Diorama.Tensors;

namespace Diorama.Learning.Tests.Differentiable;

/// <summary>Directions over the whole sphere for integrals by midpoints: [n, 3] and solid angles [n, 1], in double precision.</summary>
internal sealed class SphereGrid {
    public Tensor Directions { get; }
    public Tensor SolidAngles { get; }

    public SphereGrid(int rows) {
        int columns = 2 * rows;
        double[] directions = new double[3 * rows * columns];
        for (int i = 0; i < rows * columns; i++) {
            double z = (2 * (i / columns) + 1.0) / rows - 1, angle = (i % columns + 0.5) * 2 * Math.PI / columns;
            (directions[3 * i], directions[3 * i + 1], directions[3 * i + 2]) =
                (Math.Sqrt(1 - z * z) * Math.Cos(angle), Math.Sqrt(1 - z * z) * Math.Sin(angle), z);
        }
        Directions = Tensor.From(directions, rows * columns, 3);
        SolidAngles = Tensor.Full([rows * columns, 1], 4 * Math.PI / (rows * columns), DType.Float64);
    }

    /// <summary>What a surface reflects of the radiance [n, 3] from all directions: [3].</summary>
    public double[] Reflected(Tensor radiance, Tensor normal, Tensor view, Tensor color, double roughness, double metallic) {
        using var scope = new TensorScope();
        var brdf = Microfacet.Evaluate(normal, view, Directions, color, Tensor.From([roughness]), Tensor.From([metallic]));
        return (brdf * radiance * SolidAngles).Sum([0]).ToArray<double>();
    }

    /// <summary>The irradiance of a radiance [n, 3]: [3].</summary>
    public double[] Irradiance(Tensor radiance, Tensor normal) {
        using var scope = new TensorScope();
        return ((Directions * normal).Sum([1], keepDim: true).Clamp(min: 0) * radiance * SolidAngles).Sum([0]).ToArray<double>();
    }
}
