using Diorama.Tensors.Operators;

namespace Diorama.Tensors.Tests;

public class TensorTests {
    [Fact]
    public void From_CopiesValues_AndToArrayGivesThemBack() {
        float[] values = [1, 2, 3, 4, 5, 6];
        using var tensor = Tensor.From(values, 2, 3);
        values[0] = 99;
        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal([3, 1], tensor.Strides);
        Assert.Equal(6, tensor.Numel);
        Assert.Equal(DType.Float32, tensor.DType);
        Assert.Equal("cpu", tensor.Device.ToString());
        Assert.Equal([1f, 2, 3, 4, 5, 6], tensor.ToArray<float>());
        Assert.Equal([1f, 4, 2, 5, 3, 6], tensor.T().ToArray<float>());
        Assert.Equal([2L, 3], Tensor.From([2L, 3]).ToArray<long>());
        Assert.Equal([true, false], Tensor.From([true, false]).ToArray<bool>());
        Assert.Equal([(Half)1.5], Tensor.From([(Half)1.5]).ToArray<Half>());
        Assert.Equal(0, Tensor.FromScalar(2.5).Dim);
        Assert.Equal(2.5, Tensor.FromScalar(2.5).ToDouble());
        Assert.Equal(7, Tensor.FromScalar(7).ToInt64());
    }

    [Fact]
    public void FromBlob_SharesMemoryWithTheArray() {
        int[] values = [1, 2, 3, 4];
        using var tensor = Tensor.FromBlob(values, 2, 2);
        values[3] = 40;
        tensor[0, 0].Fill(10);
        Assert.Equal([10, 2, 3, 40], tensor.ToArray<int>());
        Assert.Equal([10, 2, 3, 40], values);
    }

    [Fact]
    public void Data_GivesTheElementsThemselves_EvenWhenTheTensorIsDisposedMeanwhile() {
        var tensor = Tensor.Zeros([2, 2], DType.Float64);
        using (var lent = tensor.Data<double>()) {
            lent[3] = 5;
            tensor.Dispose();
            Assert.Equal([0, 0, 0, 5], lent.Span.ToArray());
        }
        Assert.Throws<ObjectDisposedException>(() => tensor.Numel);
    }

    [Fact]
    public void Data_SaysWhatIsNeeded() {
        using var tensor = Tensor.Zeros([2, 3]);
        Assert.Equal("The tensor has float32 elements, not Double; call To(DType.Float64).",
            Assert.Throws<InvalidOperationException>(() => tensor.Data<double>()).Message);
        Assert.Contains("Contiguous()", Assert.Throws<InvalidOperationException>(() => tensor.T().Data<float>()).Message);
    }

    [Fact]
    public void ToArray_ResolvesConjugatesAndNegatives() {
        using var tensor = Tensor.From([new System.Numerics.Complex(1, 2)]);
        using var conjugate = new Operator("_conj").Call(tensor);
        Assert.Equal([new System.Numerics.Complex(1, -2)], conjugate.ToArray<System.Numerics.Complex>());
        Assert.Equal([-2.0], conjugate.Imag().ToArray<double>());
    }

    [Fact]
    public void Indexing_FollowsNumPy() {
        using var scope = new TensorScope();
        var t = Tensor.Arange(0, 24).View(2, 3, 4);
        Assert.Equal([12L, 13, 14, 15], t[1, 0].ToArray<long>());
        Assert.Equal([23L], t[^1, ^1, ^1].View(1).ToArray<long>());
        Assert.Equal([1L, 2, 5, 6, 9, 10], t[0, .., 1..3].ToArray<long>());
        Assert.Equal([2, 1, 2], t[.., ^1.., 1..^1].Shape);
        Assert.Equal([0L, 4, 8, 12, 16, 20], t[TensorIndex.Ellipsis, 0].ToArray<long>());
        Assert.Equal([2, 1, 3, 4], t[.., TensorIndex.NewAxis].Shape);
        Assert.Equal([0L, 2], t[0, 0, TensorIndex.Every(0, null, 2)].ToArray<long>());
        Assert.Equal([1L, 3], t[0, 0, Tensor.From([1L, 3])].ToArray<long>());
        Assert.Equal([22L, 23], t[t > 21].ToArray<long>());
        // [[0, 1, 0], [0, 0, 1]] picks rows t[0, 1] and t[1, 2]; then a place among the columns.
        var mask = Tensor.From([false, true, false, false, false, true], 2, 3);
        Assert.Equal([6L, 22], t[mask, 2].ToArray<long>());
        Assert.Equal([4L, 20], t[Tensor.From([0L, 1]), Tensor.From([1L, 2]), 0].ToArray<long>());

        var row = Tensor.Arange(0, 6).View(2, 3);
        row[0] = Tensor.FromScalar(9L);
        row[.., 2] = Tensor.From([7L, 8]);
        row[row.Eq(4)] = Tensor.FromScalar(-1L);
        Assert.Equal([9L, 9, 7, 3, -1, 8], row.ToArray<long>());
        Assert.Throws<ArgumentException>(() => row[0, 0, 0]);
        Assert.Contains("out of range", Assert.Throws<TensorException>(() => row[5]).Message);
    }

    [Fact]
    public void Operators_TakeTensorsAndNumbers() {
        using var scope = new TensorScope();
        var a = Tensor.From([1f, 2, 4]);
        var b = Tensor.From([3f, 5, 7]);
        Assert.Equal([4f, 7, 11], (a + b).ToArray<float>());
        Assert.Equal([-2f, -3, -3], (a - b).ToArray<float>());
        Assert.Equal([3f, 10, 28], (a * b).ToArray<float>());
        Assert.Equal([3f, 2.5f, 1.75f], (b / a).ToArray<float>());
        Assert.Equal([2.5f, 3.5f, 5.5f], (a + 1.5).ToArray<float>());
        Assert.Equal([9f, 8, 6], (10 - a).ToArray<float>());
        Assert.Equal([2f, 1, 0.5f], (2 / a).ToArray<float>());
        Assert.Equal([-1f, -2, -4], (-a).ToArray<float>());
        Assert.Equal([false, true, true], (a >= 2).ToArray<bool>());
        Assert.Equal([true, false, false], (~(a >= 2)).ToArray<bool>());
        Assert.Equal(DType.Int64, (Tensor.From([1L]) + 1).DType);
        Assert.Equal(DType.Float32, (Tensor.From([1L]) + 0.5).DType);
        Assert.Equal(DType.Float32, (a * 2.5).DType);
    }

    [Fact]
    public void AnyOperator_IsCalledByItsSchemaName() {
        using var scope = new TensorScope();
        var hypot = new Operator("hypot");
        Assert.Equal("aten::hypot(Tensor self, Tensor other) -> Tensor", hypot.Schema);
        Assert.Equal(5, hypot.Call(Tensor.FromScalar(3.0), Tensor.FromScalar(4.0)).ToDouble());
        // Reals among lists, several results, a list of tensors, a string, a number.
        var results = new Operator("linalg_slogdet").CallMany(Tensor.Eye(2) * 3);
        Assert.Equal(Math.Log(9), ((Tensor)results[1]!).ToDouble(), 6);
        Assert.Equal([1L, 2, 0],
            new Operator("upsample_nearest1d.vec").Call(Tensor.Zeros([1, 2, 3]), null as long[], new[] { 2.0 }).Shape.Select(s => s % 3));
        Assert.True((bool)new Operator("is_floating_point").CallMany(Tensor.Zeros([1]))[0]!);
    }

    [Theory]
    [MemberData(nameof(Printed))]
    public void ToString_PrintsLikePyTorch(string expected, string name) {
        using var scope = new TensorScope();
        var tensor = name switch {
            "whole" => Tensor.From([1f, 2, 3]),
            "real" => Tensor.From([1.5f, -2.25f, 3, 1e-3f], 2, 2),
            "long" => Tensor.Arange(0, 30),
            "cube" => Tensor.Arange(0, 24, dtype: DType.Float32).View(2, 3, 4),
            "far" => Tensor.From([1e-5f, 1, 20000]),
            "truth" => Tensor.From([true, false]),
            "scalar" => Tensor.FromScalar(3.25f),
            "none" => Tensor.From([float.NaN, float.PositiveInfinity, -1]),
            "large" => Tensor.Arange(0, 2000, dtype: DType.Float32).View(2, 1000),
            "empty" => Tensor.Zeros([0, 3]),
            "leaf" => Tensor.From([1.0, 2]).WithGrad(),
            "complex" => Tensor.From([new System.Numerics.Complex(1, 2), new System.Numerics.Complex(3, -0.5)]),
            "summary" => Tensor.Arange(0, 1200).View(20, 60),
            _ => Tensor.Linspace(0, 1, 20),
        };
        Assert.Equal(expected.ReplaceLineEndings("\n"), tensor.ToString());
    }

    /// <summary>What python3-torch 1.13.1 prints.</summary>
    public static TheoryData<string, string> Printed => new() {
        { "tensor([1., 2., 3.])", "whole" },
        { """
          tensor([[ 1.5000e+00, -2.2500e+00],
                  [ 3.0000e+00,  1.0000e-03]])
          """, "real" },
        { """
          tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
                  18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])
          """, "long" },
        { """
          tensor([[[ 0.,  1.,  2.,  3.],
                   [ 4.,  5.,  6.,  7.],
                   [ 8.,  9., 10., 11.]],

                  [[12., 13., 14., 15.],
                   [16., 17., 18., 19.],
                   [20., 21., 22., 23.]]])
          """, "cube" },
        { "tensor([1.0000e-05, 1.0000e+00, 2.0000e+04])", "far" },
        { "tensor([ True, False])", "truth" },
        { "tensor(3.2500)", "scalar" },
        { "tensor([nan, inf, -1.])", "none" },
        { """
          tensor([[0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 9.9700e+02, 9.9800e+02,
                   9.9900e+02],
                  [1.0000e+03, 1.0010e+03, 1.0020e+03,  ..., 1.9970e+03, 1.9980e+03,
                   1.9990e+03]])
          """, "large" },
        { "tensor([], size=(0, 3))", "empty" },
        { "tensor([1., 2.], dtype=torch.float64, requires_grad=True)", "leaf" },
        { "tensor([1.+2.0000j, 3.-0.5000j], dtype=torch.complex128)", "complex" },
        { """
          tensor([[   0,    1,    2,  ...,   57,   58,   59],
                  [  60,   61,   62,  ...,  117,  118,  119],
                  [ 120,  121,  122,  ...,  177,  178,  179],
                  ...,
                  [1020, 1021, 1022,  ..., 1077, 1078, 1079],
                  [1080, 1081, 1082,  ..., 1137, 1138, 1139],
                  [1140, 1141, 1142,  ..., 1197, 1198, 1199]])
          """, "summary" },
        { """
          tensor([0.0000, 0.0526, 0.1053, 0.1579, 0.2105, 0.2632, 0.3158, 0.3684, 0.4211,
                  0.4737, 0.5263, 0.5789, 0.6316, 0.6842, 0.7368, 0.7895, 0.8421, 0.8947,
                  0.9474, 1.0000])
          """, "linspace" },
    };

    [Fact]
    public void Torch_KnowsItsVersionAndThreads() {
        Assert.Matches(@"^\d+\.\d+", Torch.Version);
        int before = Torch.Threads;
        Torch.Threads = 1;
        Assert.Equal(1, Torch.Threads);
        Torch.Threads = before;
        Assert.Equal(Environment.ProcessorCount, before);
    }

    [Fact]
    public void Seed_RepeatsRandomNumbers_AndAStateGoesOnFromWhereItWas() {
        Torch.Seed(7);
        float[] first = Tensor.Rand([4]).ToArray<float>();
        using var state = Torch.RandomState(Device.Cpu);
        float[] second = Tensor.Randn([20]).ToArray<float>();
        Torch.SetRandomState(Device.Cpu, state);
        Assert.Equal(second, Tensor.Randn([20]).ToArray<float>());
        Torch.Seed(7);
        Assert.Equal(first, Tensor.Rand([4]).ToArray<float>());
        Assert.All(first, v => Assert.InRange(v, 0, 1));
    }
}
