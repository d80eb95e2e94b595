using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.Worlds.Rooms;

/// <summary>Builds a mesh of flat faces with rectangular holes and texture coordinates in metres.</summary>
internal sealed class FaceBuilder {
    private readonly MeshBuilder mesh = new();

    public bool IsEmpty => mesh.VertexCount == 0;

    /// <summary>A rectangular hole in a plane, with X across and Y up, metres.</summary>
    public readonly record struct Hole(Vector2 Min, Vector2 Max);

    /// <summary>
    /// Adds the rectangle from <paramref name="min"/> to <paramref name="max"/> in the plane through <paramref name="origin"/> spanned by
    /// two unit vectors, without its holes; it faces across × up. Texture coordinate u runs across, v down.
    /// </summary>
    public void Rectangle(Vector3 origin, Vector3 across, Vector3 up, Vector2 min, Vector2 max, ReadOnlySpan<Hole> holes = default) {
        List<float> xs = [min.X, max.X], ys = [min.Y, max.Y];
        foreach (Hole hole in holes) {
            xs.AddRange([hole.Min.X, hole.Max.X]);
            ys.AddRange([hole.Min.Y, hole.Max.Y]);
        }
        Sorted(xs, min.X, max.X);
        Sorted(ys, min.Y, max.Y);
        for (int j = 0; j + 1 < ys.Count; j++) {
            for (int i = 0; i + 1 < xs.Count; i++) {
                var middle = new Vector2(xs[i] + xs[i + 1], ys[j] + ys[j + 1]) / 2;
                bool open = false;
                foreach (Hole hole in holes)
                    open |= middle.X > hole.Min.X && middle.X < hole.Max.X && middle.Y > hole.Min.Y && middle.Y < hole.Max.Y;
                if (!open) Quad(origin, across, up, new(xs[i], ys[j]), new(xs[i + 1], ys[j + 1]));
            }
        }
    }

    /// <summary>Adds an axis-aligned box.</summary>
    public void Box(Vector3 min, Vector3 max) {
        Rectangle(default, Vector3.UnitX, Vector3.UnitZ, min, max, min.Y, -Vector3.UnitY);
        Rectangle(default, -Vector3.UnitX, Vector3.UnitZ, min, max, max.Y, Vector3.UnitY);
        Rectangle(default, Vector3.UnitY, Vector3.UnitZ, min, max, max.X, Vector3.UnitX);
        Rectangle(default, -Vector3.UnitY, Vector3.UnitZ, min, max, min.X, -Vector3.UnitX);
        Rectangle(default, Vector3.UnitX, Vector3.UnitY, min, max, max.Z, Vector3.UnitZ);
        Rectangle(default, -Vector3.UnitX, Vector3.UnitY, min, max, min.Z, -Vector3.UnitZ);
    }

    public Mesh Build(string name) => mesh.Build(name);

    private void Rectangle(Vector3 origin, Vector3 across, Vector3 up, Vector3 min, Vector3 max, float plane, Vector3 normal) {
        origin += Vector3.Abs(normal) * plane;
        Vector2 a = new(Vector3.Dot(min, across), Vector3.Dot(min, up)), b = new(Vector3.Dot(max, across), Vector3.Dot(max, up));
        Quad(origin, across, up, Vector2.Min(a, b), Vector2.Max(a, b));
    }

    private void Quad(Vector3 origin, Vector3 across, Vector3 up, Vector2 min, Vector2 max) {
        Vector3 normal = Vector3.Cross(across, up);
        int a = Vertex(min), b = Vertex(new(max.X, min.Y)), c = Vertex(max), d = Vertex(new(min.X, max.Y));
        mesh.Quad(a, b, c, d);

        int Vertex(Vector2 p) => mesh.Vertex(origin + across * p.X + up * p.Y, normal, new(p.X, -p.Y));
    }

    /// <summary>Sorts the values, and removes duplicates and values outside of the range.</summary>
    private static void Sorted(List<float> values, float least, float most) {
        values.Sort();
        for (int i = values.Count - 1; i >= 0; i--) {
            bool outside = values[i] < least || values[i] > most;
            if (outside || i > 0 && values[i] - values[i - 1] < 1e-4f) values.RemoveAt(i);
        }
    }
}
