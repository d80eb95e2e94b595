using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Worlds.Places;

namespace Diorama.Worlds.Physics;

/// <summary>
/// Corrects settled poses by fractions of a millimetre, because collision hulls differ from the visible surfaces. From the lowest object
/// up, one that penetrates another by more than a millimetre is moved out, and one that hovers is lowered; the exact triangles are tested.
/// </summary>
internal static class RestingContacts {
    /// <summary>
    /// Lengths in metres: penetration that is not visible, penetration that is a failure, largest lowering, and gap that remains.
    /// </summary>
    private const float Allowed = 0.001f, Limit = 0.002f, MaxDrop = 0.05f, Gap = 0.0003f;
    private const int Passes = 4;

    public static void Correct(IReadOnlyList<RigidBody> standing, IReadOnlyList<RigidBody> falling, SettledPose[] settled) {
        var around = standing.Select(s => new Placed(s.Surface, s.WorldFromModel)).ToList();
        int[] order = [.. Enumerable.Range(0, settled.Length).Where(i => settled[i].Failure == null)
            .OrderBy(i => falling[i].Surface.LowestPoint(settled[i].WorldFromModel)).ThenBy(i => i)];
        foreach (int i in order) {
            var thing = new Placed(falling[i].Surface, settled[i].WorldFromModel);
            var near = around.Where(o => o.Reaches(thing, MaxDrop)).ToList();
            for (int pass = 0; pass < Passes && near.Exists(o => Overlap(thing, o, Allowed)); pass++) {
                foreach (Placed other in near) {
                    if (Overlap(thing, other, Allowed))
                        thing = thing.Moved(Penetration.Separation(thing.Surface, thing.World, other.Surface, other.World));
                }
            }
            if (near.Exists(o => Overlap(thing, o, Limit))) {
                settled[i] = settled[i] with { Failure = PlacementReason.Overlap };
                continue;
            }
            thing = LetDown(thing, near);
            settled[i] = settled[i] with { WorldFromModel = thing.World };
            around.Add(thing);
        }
        // Later objects may have moved after earlier ones were tested: the final test decides.
        for (int i = 0; i < order.Length; i++) {
            for (int k = 0; k < i; k++) {
                if (settled[order[i]].Failure != null || settled[order[k]].Failure != null) continue;
                if (Penetration.Exceeds(falling[order[i]].Surface, settled[order[i]].WorldFromModel, falling[order[k]].Surface,
                    settled[order[k]].WorldFromModel, Limit)) {
                    settled[order[i]] = settled[order[i]] with { Failure = PlacementReason.Overlap };
                }
            }
        }
    }

    private static bool Overlap(Placed a, Placed b, float limit) => Penetration.Exceeds(a.Surface, a.World, b.Surface, b.World, limit);

    private static Placed LetDown(Placed thing, List<Placed> near) {
        if (Touches(Gap * 2)) return thing;
        if (!Touches(MaxDrop)) return thing;
        float free = 0, held = MaxDrop;
        while (held - free > Gap / 4) {
            float middle = (free + held) / 2;
            if (Touches(middle)) held = middle;
            else free = middle;
        }
        return thing.Moved(-Vector3.UnitZ * MathF.Max(0, free - Gap / 2));

        bool Touches(float drop) => near.Exists(o => Supports.Meets(thing.Surface, thing.World, o.Surface, o.World, drop));
    }

    private sealed class Placed {
        public TriangleTree Surface { get; }
        public Affine3 World { get; }
        private readonly Vector3 min, max;

        public Placed(TriangleTree surface, in Affine3 world) {
            (Surface, World) = (surface, world);
            (min, max) = surface.WorldBox(world);
        }

        /// <summary>Returns the object after a translation, rounded to tenths of a millimetre.</summary>
        public Placed Moved(Vector3 move) {
            Vector3 o = World.Origin + move;
            return new(Surface, new(World.X, World.Y, World.Z, new(Round(o.X), Round(o.Y), Round(o.Z))));

            static float Round(float v) => (float)(Math.Round(v * 1e4) / 1e4);
        }

        public bool Reaches(Placed other, float margin) {
            Vector3 gap = Vector3.Max(min - other.max, other.min - max);
            return gap.X < margin && gap.Y < margin && gap.Z < margin;
        }
    }
}
