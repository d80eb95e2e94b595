using System.Numerics;

namespace Diorama.Worlds.Places;

/// <summary>A level area of ground with free space above.</summary>
/// <param name="Outline">Simple polygon, in either orientation, metres.</param>
/// <param name="Floor">Height of the ground, metres.</param>
/// <param name="Ceiling">Height of the ceiling, metres; infinite outdoors.</param>
/// <param name="Passage">True for a doorway: paths lead through it, but no camera starts in it.</param>
public sealed record CameraArea(Vector2[] Outline, float Floor = 0, float Ceiling = float.PositiveInfinity, bool Passage = false) {
    public float Extent {
        get {
            float twice = 0;
            for (int i = 0, j = Outline.Length - 1; i < Outline.Length; j = i++)
                twice += Outline[j].X * Outline[i].Y - Outline[i].X * Outline[j].Y;
            return MathF.Abs(twice) / 2;
        }
    }

    public (Vector2 Min, Vector2 Max) Bounds {
        get {
            Vector2 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
            foreach (Vector2 p in Outline) (min, max) = (Vector2.Min(min, p), Vector2.Max(max, p));
            return (min, max);
        }
    }

    /// <summary>True if a point is inside the outline, by the even-odd rule.</summary>
    public bool Contains(Vector2 p) {
        bool inside = false;
        for (int i = 0, j = Outline.Length - 1; i < Outline.Length; j = i++) {
            Vector2 a = Outline[i], b = Outline[j];
            if (a.Y > p.Y != b.Y > p.Y && p.X < (b.X - a.X) * (p.Y - a.Y) / (b.Y - a.Y) + a.X) inside = !inside;
        }
        return inside;
    }
}
