using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Core.Tests.Spaces;

public class CoordinatesTests {
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    [InlineData(1.0001e9f)]
    [InlineData(-2e18f)]
    public void FirstUnusable_FindsItAnywhere(float bad) {
        for (int count = 1; count < 40; count++) {
            for (int at = 0; at < 3 * count; at++) {
                var points = new Vector3[count];
                Array.Fill(points, new(1e9f, -1e9f, 0));
                Assert.Equal(-1, Coordinates.FirstUnusable(points));
                points[at / 3][at % 3] = bad;
                Assert.Equal(at / 3, Coordinates.FirstUnusable(points));
                Assert.False(Coordinates.AreUsable(points[at / 3]));
            }
        }
    }

    [Fact]
    public void FirstUnusable_OfNothing_IsNone() => Assert.Equal(-1, Coordinates.FirstUnusable([]));
}
