using Diorama.Learning.Differentiable;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Learning.Tests.Differentiable;

public class PoseRecoveryTests {
    private const int Size = 32;

    /// <summary>A cube of 1 m whose faces have vertices of their own, so that each has one colour.</summary>
    private static (float[] Vertices, MeshTopology Mesh) Cube() {
        var vertices = new List<float>();
        var corners = new List<int>();
        for (int face = 0; face < 6; face++) {
            int axis = face / 2, first = 4 * face;
            for (int k = 0; k < 4; k++) {
                var v = new float[3];
                v[axis] = face % 2 - 0.5f;
                v[(axis + 1) % 3] = (k is 1 or 2 ? 1 : 0) - 0.5f;
                v[(axis + 2) % 3] = (k is 2 or 3 ? 1 : 0) - 0.5f;
                vertices.AddRange(v);
            }
            corners.AddRange([first, first + 1, first + 2, first, first + 2, first + 3]);
        }
        return ([.. vertices], new MeshTopology([.. corners]));
    }

    /// <summary>The cube turned about an axis by its length in radians, then moved, before a background of ½.</summary>
    private static Tensor Render(Tensor vertices, MeshTopology mesh, Tensor turn, Tensor move, Tensor faces) {
        var zero = turn[0] * 0;
        var cross = Tensor.Stack([zero, -turn[2], turn[1], turn[2], zero, -turn[0], -turn[1], turn[0], zero]).View(3, 3);
        var points = vertices.MatMul(cross.MatrixExp().T()) + move;
        var image = new RasterImage(RasterImage.Project(points, 40, 40, Size / 2, Size / 2), mesh, Size, Size);
        var colors = image.Interpolate(faces.RepeatInterleave(4, 0)) + (1 - image.Mask) * 0.5;
        return image.Antialias(colors);
    }

    /// <summary>The turns, positions and colours that a picture was made with come back from the picture alone.</summary>
    [Fact]
    public void Descent_FindsPoseAndColoursOfACube() {
        using var scope = new TensorScope();
        var (numbers, mesh) = Cube();
        var vertices = Tensor.From(numbers, 24, 3);
        var trueTurn = Tensor.From([0.6f, 0.5f, 0.3f]);
        var trueMove = Tensor.From([0.1f, -0.15f, 2.5f]);
        var trueFaces = Tensor.From([0.9f, 0.1f, 0.1f, 0.1f, 0.8f, 0.2f, 0.2f, 0.3f, 0.9f, 0.9f, 0.9f, 0.1f, 0.8f, 0.2f, 0.9f, 0.1f, 0.9f,
            0.9f], 6, 3);
        var target = Render(vertices, mesh, trueTurn, trueMove, trueFaces).Detach();

        Tensor[] found = [Tensor.From([0.35f, 0.7f, 0.1f]).WithGrad(), Tensor.From([0.2f, 0f, 2.8f]).WithGrad(),
            Tensor.Full([6, 3], 0.6).WithGrad()];
        double[] rates = [0.02, 0.02, 0.03];
        Tensor[] mean = [.. found.Select(f => f.Detach().ZerosLike())], square = [.. found.Select(f => f.Detach().ZerosLike())];
        double first = 0, last = 0;
        const int Steps = 180;
        for (int step = 1; step <= Steps; step++) {
            using var inner = new TensorScope();
            var loss = Functional.MseLoss(Render(vertices, mesh, found[0], found[1], found[2]), target);
            last = loss.ToDouble();
            if (step == 1) first = last;
            var gradients = Gradients.Of([loss], found);
            using var mode = GradientMode.Off();
            for (int k = 0; k < found.Length; k++) {
                mean[k].MulInPlace(0.9).AddInPlace(gradients[k]!, alpha: 0.1);
                square[k].MulInPlace(0.99).AddInPlace(gradients[k]!.Square(), alpha: 0.01);
                var move = mean[k] / (1 - Math.Pow(0.9, step)) / ((square[k] / (1 - Math.Pow(0.99, step))).Sqrt() + 1e-10);
                found[k].SubInPlace(move, alpha: rates[k] * (1 + Math.Cos(Math.PI * step / Steps)) / 2);
            }
        }
        Assert.True(last < first / 1000, $"the loss went from {first} to {last} only");
        Assert.Equal(trueTurn.ToArray<float>(), found[0].ToArray<float>(), (a, b) => Math.Abs(a - b) < 0.01);
        Assert.Equal(trueMove.ToArray<float>(), found[1].ToArray<float>(), (a, b) => Math.Abs(a - b) < 0.02);
        // Faces that the camera sees: the others stay as they were.
        float[] colors = found[2].ToArray<float>(), expected = trueFaces.ToArray<float>();
        int seen = 0;
        for (int face = 0; face < 6; face++) {
            if (colors.AsSpan(3 * face, 3).IndexOfAnyExcept(0.6f) < 0) continue;
            seen++;
            for (int c = 3 * face; c < 3 * face + 3; c++) Assert.Equal(expected[c], colors[c], 0.02f);
        }
        Assert.InRange(seen, 2, 3);
    }
}
