using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;

namespace Diorama.Core.Tests.Spaces;

public sealed class BasisTests {
    [Fact]
    public void Basis_IsOrthonormalAndRightHanded_AlsoAtThePoles() {
        var random = Keyed.Start(4).Generator();
        List<Vector3> normals = [Vector3.UnitZ, -Vector3.UnitZ, new(0, 0, -0.99999994f), Vector3.UnitX];
        for (int i = 0; i < 500; i++)
            normals.Add(Vector3.Normalize(new(random.NextFloat() - 0.5f, random.NextFloat() - 0.5f, random.NextFloat() - 0.5f)));
        foreach (var n in normals) {
            var b = new Basis(n);
            Assert.True(Vector3.Distance(Vector3.Cross(b.Tangent, b.Bitangent), n) < 1e-5f, n.ToString());
            Assert.Equal(1, b.Tangent.Length(), 1e-5f);
            Vector3 v = new(0.3f, -0.5f, 0.7f);
            Assert.True(Vector3.Distance(v, b.ToLocal(b.ToWorld(v))) < 1e-5f, n.ToString());
        }
    }
}
