using System.Numerics;

namespace Diorama.Sensors.Development;

/// <summary>
/// Colour matrix from white-balanced sensor colours to linear Rec.709. Rows sum to 1, so white stays white. The inverse converts a rendered
/// colour to the response of the sensor.
/// </summary>
/// <param name="R">Row for red of Rec.709: factors of red, green and blue of the sensor.</param>
/// <param name="G">Row for green of Rec.709.</param>
/// <param name="B">Row for blue of Rec.709.</param>
public readonly record struct ColorMatrix(Vector3 R, Vector3 G, Vector3 B) {
    public static ColorMatrix Identity { get; } = new(Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ);

    /// <summary>
    /// Matrix typical of current sensors: their filters overlap, so the matrix subtracts from each colour a part of its neighbours.
    /// </summary>
    public static ColorMatrix Typical { get; } = new(new(1.72f, -0.62f, -0.10f), new(-0.20f, 1.54f, -0.34f), new(0.02f, -0.52f, 1.50f));

    public Vector3 Apply(Vector3 color) => new(Vector3.Dot(R, color), Vector3.Dot(G, color), Vector3.Dot(B, color));

    public ColorMatrix Inverse() {
        // Cofactors; the columns of the inverse are cross products of rows.
        Vector3 x = Vector3.Cross(G, B), y = Vector3.Cross(B, R), z = Vector3.Cross(R, G);
        float determinant = Vector3.Dot(R, x);
        return new(new Vector3(x.X, y.X, z.X) / determinant, new Vector3(x.Y, y.Y, z.Y) / determinant,
            new Vector3(x.Z, y.Z, z.Z) / determinant);
    }
}
