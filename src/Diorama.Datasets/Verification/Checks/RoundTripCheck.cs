using System.Globalization;
using System.Numerics;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Verification.Checks;

/// <summary>Checks that forward flow followed by the next frame's backward flow leads back to the same pixel.</summary>
public sealed class RoundTripCheck : ConsistencyCheck {
    private const float Pixels = 0.1f;
    /// <summary>Largest relative difference between the distances of four pixels that count as one surface.</summary>
    private const float OneSurface = 0.02f;

    public override string Name => "flow there and back";
    public override string Sentence =>
        "Where a point is visible in the next frame, that frame's backward flow leads back to the pixel it came from.";
    public override string Tolerance =>
        "0.1 px and the difference among the four pixels between which the point falls; edges of objects are left out";
    public override string Unit => "px";

    public override void Check(CheckedFrame frame, Findings findings) {
        if (frame.Next is not { } next || frame.Get(LabelTable.FlowForward) is not { } forward
            || frame.Get(LabelTable.OcclusionForward) is not { } states || frame.Get(LabelTable.Instance) is not { } here) return;
        if (next.Get(LabelTable.FlowBackward) is not { } backward || next.Get(LabelTable.Instance) is not { } there
            || next.Get(LabelTable.Distance) is not { } distance) return;
        // The flow check reports it when it checks the next frame.
        if (FlowCheck.Against(next, frame, "backward", new())) return;
        bool wraps = frame.Lens is { WrapsAround: true };
        var tally = new PixelTally();
        for (int i = 0; i < forward.Pixels.Length; i++) {
            if (states.Pixels[i] == 0 && here.Pixels[i] != 0 && Back(i) is var (sum, spread)) tally.Add(i, sum.Length(), Pixels + spread);
        }
        tally.Report(findings, $"{frame.File(LabelTable.FlowForward)} and {next.File(LabelTable.FlowBackward)}", frame.Width,
            at => (V(-forward.Pixels[at]), Back(at) is var (sum, _) ? V(sum - forward.Pixels[at]) : ""));

        (Vector2 Sum, float Spread)? Back(int at) {
            float x = at % frame.Width + forward.Pixels[at].X, y = at / frame.Width + forward.Pixels[at].Y;
            int x0 = (int)MathF.Floor(x), y0 = (int)MathF.Floor(y);
            if (!wraps && (x0 < 0 || x0 + 1 >= backward.Width) || y0 < 0 || y0 + 1 >= backward.Height) return null;
            Span<Vector2> flows = stackalloc Vector2[4];
            float near = float.PositiveInfinity, far = 0;
            for (int k = 0; k < 4; k++) {
                int j = (y0 + k / 2) * backward.Width + (x0 + k % 2 + backward.Width) % backward.Width;
                if (there.Pixels[j] != here.Pixels[at] || !float.IsFinite(backward.Pixels[j].X)) return null;
                flows[k] = backward.Pixels[j];
                (near, far) = (MathF.Min(near, distance.Pixels[j]), MathF.Max(far, distance.Pixels[j]));
            }
            if (far > near * (1 + OneSurface)) return null;
            var mean = Vector2.Lerp(Vector2.Lerp(flows[0], flows[1], x - x0), Vector2.Lerp(flows[2], flows[3], x - x0), y - y0);
            float spread = 0;
            foreach (Vector2 f in flows) spread = MathF.Max(spread, Vector2.Distance(f, mean));
            return (forward.Pixels[at] + mean, spread);
        }
    }

    private static string V(Vector2 v) => string.Create(CultureInfo.InvariantCulture, $"({v.X:0.##}, {v.Y:0.##}) px");
}
