using System.Numerics;

namespace Diorama.Worlds.Outdoors;

/// <summary>Occupied areas of the ground, seen from above: rotated rectangles that may not overlap.</summary>
internal sealed class GroundPlan {
    private readonly List<Rectangle> taken = [];

    /// <param name="Centre">Centre, metres.</param>
    /// <param name="Half">Half of the width and depth, margins included, metres.</param>
    /// <param name="Turn">Rotation counter-clockwise, radians.</param>
    public readonly record struct Rectangle(Vector2 Centre, Vector2 Half, float Turn) {
        public Vector2 Right => new(MathF.Cos(Turn), MathF.Sin(Turn));
        public Vector2 Front => new(-MathF.Sin(Turn), MathF.Cos(Turn));

        /// <summary>
        /// True if the rectangles overlap, by the separating axis test: two rectangles are apart if they are apart along a side of either.
        /// </summary>
        public bool Overlaps(in Rectangle other) {
            foreach (Vector2 axis in (ReadOnlySpan<Vector2>)[Right, Front, other.Right, other.Front]) {
                if (MathF.Abs(Vector2.Dot(axis, other.Centre - Centre)) >= Reach(axis) + other.Reach(axis)) return false;
            }
            return true;
        }

        private float Reach(Vector2 axis) => Half.X * MathF.Abs(Vector2.Dot(axis, Right)) + Half.Y * MathF.Abs(Vector2.Dot(axis, Front));
    }

    public bool TryTake(Rectangle wanted) {
        foreach (Rectangle other in taken) {
            if (other.Overlaps(wanted)) return false;
        }
        taken.Add(wanted);
        return true;
    }
}
