namespace Diorama.Datasets.Layout;

/// <summary>Conventions of units and coordinates, stated in every file that depends on them (docs/conventions.md).</summary>
public sealed record Conventions(string Length, string World, string Camera, string Image, string Boxes, string Transforms, string Masks) {
    public static Conventions Ours { get; } = new(
        "metre", "right-handed, +Z up", "OpenCV: +X right, +Y down, +Z forward", "pixel (i, j) covers [i, i+1) x [j, j+1), centre at +0.5",
        "[x0, y0, x1, y1] on the continuous image plane", "3x4 row-major, named target_from_source",
        "COCO run lengths, column-major, compressed");
}
