using Diorama.Tensors;

namespace Diorama.Learning.Differentiable;

/// <summary>
/// Differentiable rasterisation of a mesh as a camera sees it. Images are [H, W, channels]; what is computed from them has derivatives by
/// attributes, colours and image points. The choice of the triangle that a pixel sees has none: at silhouettes the derivative comes from
/// <see cref="Antialias"/>.
/// </summary>
public sealed class RasterImage {
    private readonly ZBuffer seen;
    private readonly MeshTopology mesh;
    private readonly Tensor points, pixels, corners, weights;

    public int Width => seen.Width;
    public int Height => seen.Height;

    /// <summary>Index of the visible triangle + 1 for each pixel, 0 where there is none: [H, W], Int32.</summary>
    public Tensor Triangles { get; }

    /// <summary>Coverage mask: 1 where a triangle is visible, otherwise 0: [H, W, 1].</summary>
    public Tensor Mask { get; }

    /// <summary>
    /// Rasterises a mesh. <paramref name="points"/> [vertices, 3] are homogeneous image points (x·w, y·w, w): K·X for a pinhole camera with
    /// X in camera space, see <see cref="Project"/>. Pixel (i, j) has its centre at (i + 0.5, j + 0.5). Visibility is computed on the
    /// processor, wherever the points are.
    /// </summary>
    public RasterImage(Tensor points, MeshTopology mesh, int width, int height) {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(mesh);
        if (points.Dim != 2 || points.Size(1) != 3 || points.Size(0) < mesh.VertexCount) {
            throw new ArgumentException(
                $"Points are [{mesh.VertexCount} or more, 3] for this mesh, not [{string.Join(", ", points.Shape)}].");
        }
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        using var scope = new TensorScope();
        (this.points, this.mesh) = (points, mesh);
        seen = new ZBuffer(points.Detach().To(Device.Cpu, DType.Float64).ToArray<double>(), mesh.Corners, width, height);
        var (covered, vertices) = Covered();
        pixels = scope.MoveOut(Tensor.From(covered).To(points.Device));
        corners = scope.MoveOut(Tensor.From(vertices).To(points.Device));
        weights = scope.MoveOut(Weights());
        Triangles = scope.MoveOut(Tensor.From(seen.Triangles, height, width).To(points.Device));
        Mask = scope.MoveOut(Triangles.Gt(0).To(points.DType).Unsqueeze(-1));
    }

    /// <summary>
    /// Projects points in camera space [n, 3] (metres, +Z forward) with a pinhole camera whose focal lengths and principal point are in
    /// pixels. Returns the homogeneous image points [n, 3] that the constructor takes.
    /// </summary>
    public static Tensor Project(Tensor points, double fx, double fy, double cx, double cy) {
        ArgumentNullException.ThrowIfNull(points);
        using var intrinsics = Tensor.From([fx, 0, cx, 0, fy, cy, 0, 0, 1], 3, 3);
        using var converted = intrinsics.To(points.Device, points.DType);
        using var turned = converted.T();
        return points.MatMul(turned);
    }

    private (long[] Pixels, long[] Vertices) Covered() {
        int count = seen.Triangles.Count(t => t > 0), at = 0;
        long[] covered = new long[count], vertices = new long[3 * count];
        for (int pixel = 0; pixel < seen.Triangles.Length; pixel++) {
            int triangle = 3 * (seen.Triangles[pixel] - 1);
            if (triangle < 0) continue;
            covered[at] = pixel;
            for (int k = 0; k < 3; k++) vertices[3 * at + k] = mesh.Corners[triangle + k];
            at++;
        }
        return (covered, vertices);
    }

    /// <summary>
    /// Computes the perspective-correct weights of the three corners, [covered pixels, 3]. With the pixel's centre moved to the origin the
    /// weight of a corner is, up to a common factor, the area that the other two span, so that no large numbers cancel.
    /// </summary>
    private Tensor Weights() {
        var p = points.IndexSelect(0, corners).View(-1, 3, 3);
        var xy = p.Narrow(2, 0, 2) - Centres(pixels).Unsqueeze(1) * p.Narrow(2, 2, 1);
        var (x, y) = (xy.Select(2, 0), xy.Select(2, 1));
        var (nextX, nextY, lastX, lastY) = (x.Roll([-1], [1]), y.Roll([-1], [1]), x.Roll([-2], [1]), y.Roll([-2], [1]));
        var areas = nextX * lastY - nextY * lastX;
        return areas / areas.Sum([1], keepDim: true);
    }

    private Tensor Centres(Tensor pixel) =>
        Tensor.Stack([pixel.Remainder(Width), pixel.FloorDivide(Width)], -1).To(points.DType) + 0.5;

    /// <summary>
    /// Interpolates vertex attributes [vertices, channels] at every pixel, perspective-correct: [H, W, channels], 0 where there is no
    /// triangle.
    /// </summary>
    public Tensor Interpolate(Tensor attributes) {
        ArgumentNullException.ThrowIfNull(attributes);
        using var scope = new TensorScope();
        long channels = attributes.Size(1);
        var values = (attributes.IndexSelect(0, corners).View(-1, 3, channels) * weights.Unsqueeze(2)).Sum([1]);
        return scope.MoveOut(Image(values, channels));
    }

    /// <summary>Computes the distance from the camera's plane (w of the image points): [H, W, 1], 0 where there is no triangle.</summary>
    public Tensor Depth() {
        using var scope = new TensorScope();
        return scope.MoveOut(Interpolate(points.Narrow(1, 2, 1)));
    }

    private Tensor Image(Tensor values, long channels) =>
        Tensor.Zeros([(long)Width * Height, channels], values.DType, values.Device).IndexAdd(0, pixels, values).View(Height, Width,
        channels);

    /// <summary>
    /// Blends colours [H, W, channels] of pixels at silhouettes with those of their neighbours, by up to half of the neighbour's colour,
    /// depending on where the edge crosses the line between their centres: → [H, W, channels]. A movement of the points then changes
    /// colours smoothly, which gives a derivative where there is none otherwise (Laine et al. 2020, section 3.6).
    /// </summary>
    public Tensor Antialias(Tensor colors) {
        ArgumentNullException.ThrowIfNull(colors);
        var pairs = new SilhouettePairs(seen, mesh);
        if (pairs.Near.Count == 0) return colors.Alias();
        using var scope = new TensorScope();
        var (near, far, axis) = (Indices(pairs.Near), Indices(pairs.Far), Indices(pairs.Axis).Unsqueeze(1));
        var (from, to) = (OnImage(Indices(pairs.From)), OnImage(Indices(pairs.To)));
        var (centre, other) = (Centres(near), Centres(far));
        var (fromAlong, fromAside) = (from.Gather(1, axis), from.Gather(1, 1 - axis));
        var share = (centre.Gather(1, 1 - axis) - fromAside) / (to.Gather(1, 1 - axis) - fromAside);
        var crossing = fromAlong + share * (to.Gather(1, axis) - fromAlong);
        var start = centre.Gather(1, axis);
        // Distance by which the nearer surface ends before the middle between the two centres, −½ … ½; the pixel whose surface ends before
        // the middle takes the other pixel's colour.
        var shortfall = 0.5 - (crossing - start) * (other.Gather(1, axis) - start);
        var nearTakes = shortfall.Gt(0);
        var amount = Tensor.Where(nearTakes, shortfall, -shortfall);
        var taker = Tensor.Where(nearTakes.Squeeze(1), near, far);
        var giver = near + far - taker;
        long channels = colors.Size(2);
        var flat = colors.Reshape(-1, channels);
        var change = amount * (flat.IndexSelect(0, giver) - flat.IndexSelect(0, taker));
        return scope.MoveOut(flat.IndexAdd(0, taker, change).View(Height, Width, channels));
    }

    private Tensor Indices(List<long> values) => Tensor.From(values.ToArray()).To(points.Device);

    private Tensor OnImage(Tensor vertices) {
        var p = points.IndexSelect(0, vertices);
        return p.Narrow(1, 0, 2) / p.Narrow(1, 2, 1);
    }
}
