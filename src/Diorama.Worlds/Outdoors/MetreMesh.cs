using System.Numerics;
using Diorama.Geometry.Meshes;

namespace Diorama.Worlds.Outdoors;

/// <summary>
/// Builds a mesh of flat faces whose texture coordinates are in metres, as procedural surfaces expect: u along the face, v down it.
/// </summary>
internal sealed class MetreMesh {
    private readonly MeshBuilder mesh = new();

    public bool IsEmpty => mesh.VertexCount == 0;

    /// <summary>Adds a quadrilateral; corners are counter-clockwise as seen from outside, and u runs from a to b.</summary>
    public void Quad(Vector3 a, Vector3 b, Vector3 c, Vector3 d) {
        Vector3 along = Vector3.Normalize(b - a), normal = Vector3.Normalize(Vector3.Cross(b - a, d - a)),
            up = Vector3.Cross(normal, along);
        int Corner(Vector3 p) => mesh.Vertex(p, normal, new(Vector3.Dot(p, along), -Vector3.Dot(p, up)));
        mesh.Quad(Corner(a), Corner(b), Corner(c), Corner(d));
    }

    public void Triangle(Vector3 a, Vector3 b, Vector3 c) {
        Vector3 along = Vector3.Normalize(b - a), normal = Vector3.Normalize(Vector3.Cross(b - a, c - a)),
            up = Vector3.Cross(normal, along);
        int Corner(Vector3 p) => mesh.Vertex(p, normal, new(Vector3.Dot(p, along), -Vector3.Dot(p, up)));
        mesh.Triangle(Corner(a), Corner(b), Corner(c));
    }

    /// <summary>Adds a level rectangle that faces up.</summary>
    public void Ground(Vector2 min, Vector2 max, float z) =>
        Quad(new(min.X, min.Y, z), new(max.X, min.Y, z), new(max.X, max.Y, z), new(min.X, max.Y, z));

    /// <summary>Adds an upright rectangle of a wall that faces −Y.</summary>
    public void Front(float x0, float x1, float z0, float z1, float y) {
        if (x1 > x0 && z1 > z0) Quad(new(x0, y, z0), new(x1, y, z0), new(x1, y, z1), new(x0, y, z1));
    }

    /// <summary>Adds a box with all six sides.</summary>
    public void Box(Vector3 min, Vector3 max) {
        Front(min.X, max.X, min.Z, max.Z, min.Y);
        Quad(new(max.X, max.Y, min.Z), new(min.X, max.Y, min.Z), new(min.X, max.Y, max.Z), new(max.X, max.Y, max.Z));
        Quad(new(max.X, min.Y, min.Z), new(max.X, max.Y, min.Z), new(max.X, max.Y, max.Z), new(max.X, min.Y, max.Z));
        Quad(new(min.X, max.Y, min.Z), new(min.X, min.Y, min.Z), new(min.X, min.Y, max.Z), new(min.X, max.Y, max.Z));
        Quad(new(min.X, min.Y, max.Z), new(max.X, min.Y, max.Z), new(max.X, max.Y, max.Z), new(min.X, max.Y, max.Z));
        Quad(new(min.X, max.Y, min.Z), new(max.X, max.Y, min.Z), new(max.X, min.Y, min.Z), new(min.X, min.Y, min.Z));
    }

    public Mesh Build(string name) => mesh.Build(name);
}
