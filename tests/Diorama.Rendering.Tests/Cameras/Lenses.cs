using Diorama.Rendering.Cameras;

namespace Diorama.Rendering.Tests.Cameras;

/// <summary>Lenses with coefficients as calibrations of real cameras give them, all for 640×480.</summary>
internal static class Lenses {
    public const int Width = 640, Height = 480;

    public static readonly Dictionary<string, Lens> ByName = new() {
        ["perspective"] = new PerspectiveLens(525.3f, 518.7f, 319.2f, 243.9f),
        ["orthographic"] = new OrthographicLens(210, 190, 300.5f, 251),
        ["webcam"] = new BrownConradyLens(541.2f, 540.8f, 321.4f, 237.1f, -0.2821f, 0.0751f, 0.00113f, -0.00027f, 0.0061f),
        ["pincushion"] = new BrownConradyLens(610, 612, 322, 241, 0.1421f, -0.2617f, -0.0009f, 0.0016f, 0.2311f),
        ["rational"] = new BrownConradyLens(
            305.6f, 305.4f, 318.7f, 241.3f, 0.4412f, -2.7311f, 0.00055f, -0.00021f, 1.6242f, 0.3213f, -2.5497f, 1.5471f),
        ["radial"] = new BrownConradyLens(458.654f, 457.296f, 317.2f, 248.4f, -0.28340811f, 0.07395907f),
        ["fisheye"] = new KannalaBrandtLens(190.978f, 190.973f, 314.9f, 256.9f, 0.0034823894f, 0.0007150348f, -0.0020532361f,
            0.00020293673f),
        ["fisheye 250°"] = new KannalaBrandtLens(131, 131.5f, 320, 240, -0.012f, 0.0021f, -0.0004f, 0.00001f),
        ["panorama"] = new EquirectangularLens(Width, Height),
    };

    public static TheoryData<string> Names => [.. ByName.Keys];
}
