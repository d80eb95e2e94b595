using System.Numerics;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Tests.Integrators;

public class SobolSamplerTests {
    private static Vector2 Pair(uint seed, uint pixel, uint sample, uint dimension) {
        var sampler = new SobolSampler(seed, pixel, sample);
        sampler.Seek(dimension);
        return sampler.Next2D();
    }

    /// <summary>(0, 2)-net in base 2: every rectangle of sides 2⁻ᵃ × 2⁻⁽ᵏ⁻ᵃ⁾ of the grid holds one of the first 2ᵏ points.</summary>
    [Theory]
    [InlineData(0u, 0u, 0u)]
    [InlineData(0u, 1u, 3u)]
    [InlineData(7u, 123456u, 11u)]
    [InlineData(uint.MaxValue, 640u * 480, 1u << 16)]
    public void FirstPoints_FormANet_InEachPairOfDimensions(uint seed, uint pixel, uint dimension) {
        for (int k = 0; k <= 9; k++) {
            for (int a = 0; a <= k; a++) {
                var taken = new bool[1 << k];
                for (uint s = 0; s < 1u << k; s++) {
                    Vector2 p = Pair(seed, pixel, s, dimension);
                    Assert.InRange(p.X, 0, 0.99999995f);
                    Assert.InRange(p.Y, 0, 0.99999995f);
                    int cell = ((int)(p.X * (1 << a)) << (k - a)) | (int)(p.Y * (1 << (k - a)));
                    Assert.False(taken[cell], $"two of {1 << k} points in cell {cell} of 2^-{a} × 2^-{k - a}");
                    taken[cell] = true;
                }
            }
        }
    }

    [Fact]
    public void SingleDimensions_AreStratified() {
        const int k = 10;
        var taken = new bool[1 << k];
        for (uint s = 0; s < taken.Length; s++) {
            var sampler = new SobolSampler(3, 5, s);
            sampler.Seek(2);
            int cell = (int)(sampler.Next1D() * taken.Length);
            Assert.False(taken[cell]);
            taken[cell] = true;
        }
    }

    [Fact]
    public void Pixels_SeedsAndDimensions_HaveTheirOwnValues() {
        var values = new HashSet<Vector2>();
        for (uint i = 0; i < 1000; i++) {
            Assert.True(values.Add(Pair(0, i, 0, 0)));
            Assert.True(values.Add(Pair(i + 1, 0, 0, 0)));
            Assert.True(values.Add(Pair(0, 0, 0, i + 1)));
        }
    }

    /// <summary>χ² over 64 bins, 63 degrees of freedom: above 126 in one of a million fair tries.</summary>
    [Theory]
    [InlineData(0u)]
    [InlineData(4u)]
    [InlineData(70000u)]
    public void FirstSample_IsUniformOverPixels(uint dimension) {
        const int bins = 64, pixels = 1 << 16;
        var x = new int[bins];
        var y = new int[bins];
        var joint = new int[bins];
        for (uint pixel = 0; pixel < pixels; pixel++) {
            Vector2 p = Pair(1, pixel, 0, dimension), next = Pair(1, pixel, 0, dimension + 1);
            x[(int)(p.X * bins)]++;
            y[(int)(p.Y * bins)]++;
            joint[(int)(p.X * 8) * 8 + (int)(next.X * 8)]++;
        }
        foreach (int[] counts in new[] { x, y, joint }) {
            double expected = (double)pixels / bins, chi = counts.Sum(c => (c - expected) * (c - expected) / expected);
            Assert.InRange(chi, 20, 126);
        }
    }

    [Fact]
    public void Seek_GivesTheSameValue_WhateverWasDrawnBefore() {
        var a = new SobolSampler(1, 2, 3);
        a.Next2D();
        a.Next1D();
        a.Seek(9);
        Assert.Equal(Pair(1, 2, 3, 9), a.Next2D());
    }
}
