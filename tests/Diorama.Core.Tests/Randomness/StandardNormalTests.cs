using Diorama.Core.Randomness;

namespace Diorama.Core.Tests.Randomness;

public class StandardNormalTests {
    [Theory]
    // erfc(−x/√2)/2 to 15 digits.
    [InlineData(0, 0.5)]
    [InlineData(1, 0.841344746068543)]
    [InlineData(-1.96, 0.0249978951482204)]
    [InlineData(2.4, 0.991802464075404)]
    [InlineData(-3, 0.00134989803163009)]
    [InlineData(-5, 2.86651571879194e-7)]
    [InlineData(-10, 7.61985302416053e-24)]
    [InlineData(-30, 4.90671392714819e-198)]
    public void Cumulative_MatchesTables(double x, double expected) => Assert.Equal(1, StandardNormal.Cumulative(x) / expected, 2e-14);

    [Fact]
    public void Quantile_IsItsInverse() {
        for (double p = 1e-300; p < 1; p = p < 0.01 ? p * 7 : p + 0.0037) {
            Assert.Equal(1, StandardNormal.Cumulative(StandardNormal.Quantile(p)) / p, p < 1e-20 ? 1e-11 : 2e-14);
        }
        Assert.Equal(1.95996398454005, StandardNormal.Quantile(0.975), 1e-13);
    }
}
