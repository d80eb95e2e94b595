using System.Numerics;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Scenes;

public class AnimationSamplerTests {
    private static AnimationChannel Channel(Interpolation interpolation, float[] times, float[] values,
                                            AnimationTarget target = AnimationTarget.Translation) =>
        new() { Node = new(), Target = target, Interpolation = interpolation, Times = times, Values = values };

    private static float[] At(AnimationChannel channel, double seconds) {
        var result = new float[AnimationSampler.Width(channel)];
        AnimationSampler.Sample(channel, seconds, result);
        return result;
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(1, 1)]
    [InlineData(2.5, 4)]
    [InlineData(3, 5)]
    [InlineData(4, 4)]
    [InlineData(9, 3)]
    public void Linear_InterpolatesInside_AndHoldsOutside(double seconds, float expected) {
        var channel = Channel(Interpolation.Linear, [1, 3, 5], [1, 0, 0, 5, 0, 0, 3, 0, 0]);
        Assert.Equal(expected, At(channel, seconds)[0], 5);
    }

    [Theory]
    [InlineData(1.999, 1)]
    [InlineData(2, 7)]
    [InlineData(2.5, 7)]
    [InlineData(3, 9)]
    public void Step_HoldsTheLastKey(double seconds, float expected) {
        var channel = Channel(Interpolation.Step, [1, 2, 3], [1, 0, 0, 7, 0, 0, 9, 0, 0]);
        Assert.Equal(expected, At(channel, seconds)[0]);
    }

    [Fact]
    public void CubicSpline_ReproducesACubic_FromItsValuesAndSlopes() {
        // f(t) = t³ − 2t² + 3 on keys that are not one second apart, so that forgetting td shows.
        float[] times = [0, 0.5f, 2.5f];
        static float F(float t) => t * t * t - 2 * t * t + 3;
        static float Slope(float t) => 3 * t * t - 4 * t;
        float[] values = [.. times.SelectMany(t => new[] { Slope(t), 0, 0, F(t), 0, 0, Slope(t), 0, 0 })];
        var channel = Channel(Interpolation.CubicSpline, times, values);
        for (float t = 0; t <= 2.5f; t += 0.1f) Assert.Equal(F(t), At(channel, t)[0], 4);
    }

    [Fact]
    public void Rotation_TakesTheShorterWay_WhenKeysLieInOppositeHemispheres() {
        var a = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.2f);
        var b = Quaternion.Negate(Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 1.2f));
        var channel = Channel(Interpolation.Linear, [0, 1], [a.X, a.Y, a.Z, a.W, b.X, b.Y, b.Z, b.W], AnimationTarget.Rotation);
        float[] q = At(channel, 0.25);
        var expected = Quaternion.CreateFromAxisAngle(Vector3.UnitZ, 0.45f);
        Assert.Equal(1, MathF.Abs(Quaternion.Dot(expected, new(q[0], q[1], q[2], q[3]))), 5);
    }

    [Fact]
    public void CubicRotation_IsUnit() {
        float[] values = [0, 0, 0, 0, 0, 0, 0, 1, 0.5f, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0];
        var channel = Channel(Interpolation.CubicSpline, [0, 1], values, AnimationTarget.Rotation);
        float[] q = At(channel, 0.5);
        Assert.Equal(1, q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3], 5);
    }

    [Fact]
    public void IsConstant_SeesThroughEqualKeys_ButNotThroughTangents() {
        Assert.True(AnimationSampler.IsConstant(Channel(Interpolation.Linear, [0, 1], [1, 2, 3, 1, 2, 3])));
        Assert.False(AnimationSampler.IsConstant(Channel(Interpolation.Linear, [0, 1], [1, 2, 3, 1, 2, 4])));
        Assert.False(AnimationSampler.IsConstant(Channel(Interpolation.CubicSpline, [0, 1],
            [0, 0, 0, 1, 2, 3, 1, 0, 0, 0, 0, 0, 1, 2, 3, 0, 0, 0])));
    }
}
