using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.Geometry.Tests.Meshes;

public class DuplicateTrianglesTests {
    private static readonly Vector3 a = new(0, 0, 0), b = new(1, 0, 0), c = new(0, 1, 0), d = new(0, 0, 1);

    [Fact]
    public void Triangle_IsAcceptedOnce_WhateverItsCornersBeginWithOrTurn() {
        var triangles = new DuplicateTriangles();
        Assert.True(triangles.Accept(a, b, c));
        foreach (var (p, q, r) in new[] { (a, b, c), (b, c, a), (c, a, b), (a, c, b), (c, b, a),
            (b, a, c) }) Assert.False(triangles.Accept(p, q, r));
        Assert.True(triangles.Accept(a, b, d));
        Assert.False(triangles.Accept(new(-0f, 0, 0), c, b));
    }

    [Fact]
    public void Triangle_WithTwoEqualCorners_IsRefused() => Assert.False(new DuplicateTriangles().Accept(a, b, b));
}
