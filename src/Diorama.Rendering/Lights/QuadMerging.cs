using System.Numerics;

namespace Diorama.Rendering.Lights;

/// <summary>Recognises rectangles in lists of triangles: files store a rectangular area light as two triangles.</summary>
public static class QuadMerging {
    /// <summary>
    /// Replaces neighbouring triangles of the list (i, i + 1) that share a diagonal and form a static rectangle of equal, untextured
    /// radiance by one <see cref="EmitterKind.Rectangle"/>; everything else is kept in order. <paramref name="emitterOf"/>[i] is the
    /// index in the result of the emitter that contains input i.
    /// </summary>
    public static Emitter[] MergeQuads(ReadOnlySpan<Emitter> emitters, out int[] emitterOf) {
        emitterOf = new int[emitters.Length];
        var merged = new List<Emitter>(emitters.Length);
        for (int i = 0; i < emitters.Length; i++) {
            emitterOf[i] = merged.Count;
            if (i + 1 < emitters.Length && TryMerge(emitters[i], emitters[i + 1], out Emitter quad)) {
                emitterOf[++i] = merged.Count;
                merged.Add(quad);
            } else {
                merged.Add(emitters[i]);
            }
        }
        return [.. merged];
    }

    /// <summary>Merges two triangles; returns true if they form a rectangle with perpendicular sides and emit the same radiance.</summary>
    public static bool TryMerge(in Emitter a, in Emitter b, out Emitter quad) {
        quad = default;
        if (a.Kind != EmitterKind.Triangle || b.Kind != EmitterKind.Triangle || a.Textured || b.Textured || a.Moves || b.Moves)
            return false;
        if (a.TwoSided != b.TwoSided || a.Radiance != b.Radiance || Vector3.Dot(a.Normal, b.Normal) < 0.99999f) return false;
        Span<Vector3> v = [a.Position, a.Position + a.EdgeU, a.Position + a.EdgeV];
        float tolerance = 1e-4f * MathF.Max(a.EdgeU.Length(), a.EdgeV.Length());
        // The right angle of the first triangle is opposite the diagonal.
        for (int corner = 0; corner < 3; corner++) {
            Vector3 p = v[corner], q = v[(corner + 1) % 3], r = v[(corner + 2) % 3];
            quad = Emitter.Rectangle(p, q - p, r - p, a.Radiance, a.TwoSided);
            if (!quad.Orthogonal || quad.Area <= 0) continue;
            return HasVertex(b, q, tolerance) && HasVertex(b, r, tolerance) && HasVertex(b, q + r - p, tolerance);
        }
        return false;
    }

    private static bool HasVertex(in Emitter t, Vector3 p, float tolerance) =>
        Vector3.Distance(t.Position, p) <= tolerance || Vector3.Distance(t.Position + t.EdgeU, p) <= tolerance
        || Vector3.Distance(t.Position + t.EdgeV, p) <= tolerance;
}
