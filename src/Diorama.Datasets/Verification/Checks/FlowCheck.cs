using System.Globalization;
using System.Numerics;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks optical flow against depth and poses.</summary>
public sealed class FlowCheck : ConsistencyCheck {
    private const float Pixels = 0.02f;
    /// <summary>Tolerance of a point's position, relative to its coordinates and distance.</summary>
    private const float PointRounding = 4e-6f;
    /// <summary>Assumed distance of the sky, metres.</summary>
    private const float Sky = 1e6f;

    public override string Name => "flow";
    public override string Sentence => "Flow is where the neighbouring frame's camera sees the pixel's point, carried there by its "
        + "object's poses, minus the pixel's centre.";
    public override string Tolerance =>
        "0.02 px, and what rounding of points to 24 bits makes of them in the image (much, close before a camera)";
    public override string Unit => "px";
    public override bool NeedsOnePose => true;

    public override void Check(CheckedFrame frame, Findings findings) {
        Against(frame, frame.Next, "forward", findings);
        Against(frame, frame.Previous, "backward", findings);
    }

    /// <summary>Checks the flow of this frame to another; returns true if it violates the check.</summary>
    internal static bool Against(CheckedFrame frame, CheckedFrame? other, string direction, Findings findings) {
        string label = $"flow_{direction}";
        if (other?.Lens is null || other.IsRolling || frame.Get<Vector2>(label) is not { } flow || frame.Points is not { } points
            || frame.Directions is not { } rays) return false;
        var motion = new ObjectMotion(frame, other, direction);
        bool parallel = frame.Lens is { RaysAreParallel: true }, wraps = frame.Lens is { WrapsAround: true };
        var tally = new PixelTally();
        for (int i = 0; i < flow.Pixels.Length; i++) {
            if (There(i) is not { } there) continue;
            Vector2 wanted = Wanted(i, there), found = flow.Pixels[i];
            if (float.IsNaN(wanted.X) || float.IsNaN(found.X)) {
                // At the border of the lens's field of view, rounding decides whether a point is imaged.
                tally.Add(i, float.IsNaN(wanted.X) == float.IsNaN(found.X) || IsAtRim(there, i));
                continue;
            }
            float off = Vector2.Distance(wanted, found), allowed = Pixels;
            if (!(off <= allowed)) allowed += Spread(i, there, wanted);
            tally.Add(i, off, allowed);
        }
        bool broken = tally.Report(findings, frame.File(label), frame.Width, at => (V(Wanted(at, There(at)!.Value)), V(flow.Pixels[at])));
        if (broken) frame.MarkInvalid(label);
        return broken;

        // The point in the other frame; NaN if the pixel shows none, null if it is unknown.
        Vector3? There(int at) {
            Vector3 p = points.Pixels[at];
            if (float.IsFinite(p.X)) return motion.There(at, p);
            return float.IsNaN(rays.Pixels[at].X) || parallel ? new Vector3(float.NaN)
                : other.WorldFromCamera.Origin + Sky * frame.WorldFromCamera.Vector(rays.Pixels[at]);
        }

        Vector2 Wanted(int at, Vector3 there) {
            if (!float.IsFinite(there.X) || !other.Project(there, out Vector2 pixel, out _)) return new(float.NaN);
            Vector2 offset = pixel - new Vector2(at % frame.Width + 0.5f, at / frame.Width + 0.5f);
            if (wraps) offset.X -= frame.Width * MathF.Round(offset.X / frame.Width);
            return offset;
        }

        // Distance that the image point moves when the world point moves by its rounding.
        float Spread(int at, Vector3 there, Vector2 wanted) {
            float step = PointRounding * (there.Length() + other.WorldFromCamera.Origin.Length()
                + Vector3.Distance(there, other.WorldFromCamera.Origin)), spread = 0;
            foreach (Vector3 axis in (ReadOnlySpan<Vector3>)[Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ]) {
                Vector2 moved = Wanted(at, there + step * axis);
                if (float.IsNaN(moved.X)) return float.PositiveInfinity;
                spread += Vector2.Distance(moved, wanted);
            }
            return spread;
        }

        bool IsAtRim(Vector3 there, int at) {
            if (!float.IsFinite(there.X)) return false;
            float step = 10 * PointRounding * (there.Length() + other.WorldFromCamera.Origin.Length());
            bool seen = !float.IsNaN(Wanted(at, there).X);
            foreach (Vector3 axis in (ReadOnlySpan<Vector3>)[Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ]) {
                if (float.IsNaN(Wanted(at, there + step * axis).X) == seen || float.IsNaN(Wanted(at, there - step * axis).X) == seen)
                    return true;
            }
            return false;
        }
    }

    private static string V(Vector2 v) => float.IsNaN(v.X) ? "NaN"
        : string.Create(CultureInfo.InvariantCulture, $"({v.X:0.###}, {v.Y:0.###}) px");
}
