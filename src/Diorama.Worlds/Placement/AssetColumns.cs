using System.Numerics;
using System.Runtime.InteropServices;

namespace Diorama.Worlds.Placement;

/// <summary>A vertical interval that is filled, in the asset frame. Metres.</summary>
internal readonly record struct Stretch(float Low, float High) : IComparable<Stretch> {
    /// <summary>Compares by the lower end.</summary>
    public int CompareTo(Stretch other) => Low.CompareTo(other.Low);
}

/// <summary>
/// Occupied space of an asset: a grid of square columns seen from above, each with the intervals of height that its surfaces touch;
/// cavities that cannot be reached from outside count as filled. Conservative: a column is filled where any part of it is. This structure
/// is used to test whether objects overlap (<see cref="Clash"/>) and to find surfaces to stand on (<see cref="SupportSurface"/>).
/// </summary>
internal sealed class AssetColumns {
    private readonly int[] starts;
    private readonly Stretch[] stretches;
    private IReadOnlyList<SupportSurface>? surfaces;

    /// <summary>Lower corner of the bounding box of the geometry, asset frame, metres; <see cref="Max"/> is the upper one.</summary>
    public Vector3 Min { get; }
    public Vector3 Max { get; }
    /// <summary>Side length of a column, metres.</summary>
    public float Cell { get; }
    public int Columns { get; }
    public int Rows { get; }
    /// <summary>Surfaces on which objects can stand, computed when first needed, because most objects carry nothing.</summary>
    public IReadOnlyList<SupportSurface> Surfaces => surfaces ??= SupportSurface.Find(this);
    /// <summary>Centres of the columns that touch the floor, asset frame: the points that must be supported.</summary>
    public Vector2[] Feet { get; }

    internal AssetColumns(Vector3 min, Vector3 max, float cell, int columns, int rows, int[] starts, Stretch[] stretches) {
        (Min, Max, Cell, Columns, Rows, this.starts, this.stretches) = (min, max, cell, columns, rows, starts, stretches);
        var feet = new List<Vector2>();
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                ReadOnlySpan<Stretch> at = At(x, y);
                if (at.Length > 0 && at[0].Low < min.Z + 0.004f) feet.Add(Middle(x, y));
            }
        }
        Feet = [.. feet];
    }

    /// <summary>Writes the columns in the format that <see cref="ColumnFile"/> reads.</summary>
    internal void To(BinaryWriter writer) {
        foreach (float value in (ReadOnlySpan<float>)[Min.X, Min.Y, Min.Z, Max.X, Max.Y, Max.Z, Cell]) writer.Write(value);
        foreach (int value in (ReadOnlySpan<int>)[Columns, Rows, stretches.Length]) writer.Write(value);
        for (int i = 0; i + 1 < starts.Length; i++) writer.Write(checked((ushort)(starts[i + 1] - starts[i])));
        writer.Write(MemoryMarshal.AsBytes<Stretch>(stretches));
    }

    /// <summary>Width, depth and height, metres.</summary>
    public Vector3 Size => Max - Min;

    public ReadOnlySpan<Stretch> At(int column, int row) {
        int i = row * Columns + column;
        return stretches.AsSpan(starts[i], starts[i + 1] - starts[i]);
    }

    public Vector2 Middle(int column, int row) => new(Min.X + (column + 0.5f) * Cell, Min.Y + (row + 0.5f) * Cell);

    public int ColumnAt(float x) => (int)MathF.Floor((x - Min.X) / Cell);

    public int RowAt(float y) => (int)MathF.Floor((y - Min.Y) / Cell);

    /// <summary>Returns the height of the highest surface at a point, metres; −∞ beside the asset.</summary>
    public float TopAt(Vector2 point) {
        int x = ColumnAt(point.X), y = RowAt(point.Y);
        if ((uint)x >= (uint)Columns || (uint)y >= (uint)Rows) return float.NegativeInfinity;
        ReadOnlySpan<Stretch> at = At(x, y);
        return at.Length == 0 ? float.NegativeInfinity : at[^1].High;
    }
}
