using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Labels;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>Four vertices at a time give, to the last bit, what one gives.</summary>
public sealed class PinholeVerticesTests {
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(1003)]
    public unsafe void FourAtATime_IsAsOne(int count) {
        KeyedGenerator random = Keyed.Start(1).With(count).Generator();
        Vector3 Any(float scale) => new Vector3(random.NextFloat() - 0.5f, random.NextFloat() - 0.5f, random.NextFloat() - 0.5f) * scale;
        Vector3[] vertices = [.. Enumerable.Range(0, count).Select(_ => Any(10))];
        var map = new Affine3(Any(2), Any(2), Any(2), Any(5));
        (Vector2 focal, Vector2 centre) = (new(500, 510), new(320, 240));
        const float near = 0.3f;
        float[] xs = new float[count], ys = new float[count];
        fixed (Vector3* p = vertices) {
            bool cut = PinholeVertices.Project(p, count, map, focal, centre, xs, ys);
            (Vector2 least, Vector2 most) = PinholeVertices.Bounds(p, count, map, near, out int behind);
            (Vector2 low, Vector2 high) = (new(float.PositiveInfinity), new(float.NegativeInfinity));
            int hidden = 0;
            for (int i = 0; i < count; i++) {
                Vector3 seen = map.Point(vertices[i]);
                Vector2 slope = new Vector2(seen.X, seen.Y) / seen.Z, pixel = seen.Z > 0 ? slope * focal + centre : new(float.NaN);
                Assert.Equal((pixel.X, pixel.Y), (xs[i], ys[i]));
                if (seen.Z < near) hidden++;
                else (low, high) = (Vector2.Min(low, slope), Vector2.Max(high, slope));
            }
            Assert.Equal((low, high, hidden, vertices.Any(v => map.Point(v).Z <= 0)), (least, most, behind, cut));
        }
    }
}
