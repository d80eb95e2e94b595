using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>Turns local directions, whose +Z is the normal, to the frame that the normal is given in.</summary>
internal static class TangentFrame {
    /// <summary>
    /// Turns directions [..., n, 3] about unit normals [..., 3], → [..., n, 3], with the tangents of Duff et al. 2017, "Building an
    /// Orthonormal Basis, Revisited": smooth but where the normal's Z changes its sign.
    /// </summary>
    public static Tensor Turn(Tensor local, Tensor normal) {
        var (x, y, z) = (normal.Narrow(-1, 0, 1), normal.Narrow(-1, 1, 1), normal.Narrow(-1, 2, 1));
        var sign = Tensor.Where(z.Ge(0), z.Detach().OnesLike(), -z.Detach().OnesLike());
        var a = -(sign + z).Reciprocal();
        var b = x * y * a;
        return Turn(local, Tensor.Cat([1 + sign * x.Square() * a, sign * b, -sign * x], -1),
            Tensor.Cat([b, sign + y.Square() * a, -y], -1), normal);
    }

    /// <summary>
    /// Turns directions [..., n, 3] about unit normals [..., 3] so that local +X is the part of a direction [3] that is perpendicular to
    /// the normal. There is none where the two are parallel.
    /// </summary>
    public static Tensor Turn(Tensor local, Tensor normal, Tensor toward) {
        var tangent = Functional.Normalize(toward - normal * Microfacet.Cosine(normal, toward), dim: -1);
        return Turn(local, tangent, normal.Cross(tangent), normal);
    }

    private static Tensor Turn(Tensor local, Tensor tangent, Tensor bitangent, Tensor normal) =>
        local.Narrow(-1, 0, 1) * tangent.Unsqueeze(-2) + local.Narrow(-1, 1, 1) * bitangent.Unsqueeze(-2)
            + local.Narrow(-1, 2, 1) * normal.Unsqueeze(-2);
}
