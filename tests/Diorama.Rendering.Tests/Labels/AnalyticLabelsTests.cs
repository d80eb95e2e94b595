using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>A ball and a turned box against ray-sphere and ray-box formulas, through every lens.</summary>
public class AnalyticLabelsTests {
    private const float Radius = 0.8f;
    private static readonly Vector3 Centre = new(-0.6f, 3, 0.2f), BoxCentre = new(0.9f, 4, -0.1f), Half = new(0.5f, 0.35f, 0.6f),
        Step = new(0.11f, -0.07f, 0.05f);
    private static readonly Quaternion Turn = Quaternion.CreateFromYawPitchRoll(0.3f, 0.5f, 0.7f);

    private readonly record struct Truth(int Id, double Distance, Vector3 Normal, bool OnEdge);

    /// <summary>The nearer of ball and box along a ray; on edge where a bit to the side would be something else.</summary>
    private static Truth Trace(in CameraRay ray) {
        Vector3 o = ray.Origin - Centre, d = ray.Direction;
        double b = Vector3.Dot(o, d), c = Vector3.Dot(o, o) - (double)Radius * Radius, disc = b * b - c;
        double ball = disc > 0 && -b - Math.Sqrt(disc) > 0 ? -b - Math.Sqrt(disc) : double.PositiveInfinity;
        // How far the ray passes from the outline.
        bool edge = Math.Abs(Math.Sqrt(Math.Max(c + Radius * Radius - b * b, 0)) - Radius) < 1e-3;

        Quaternion back = Quaternion.Conjugate(Turn);
        Vector3 p = Vector3.Transform(ray.Origin - BoxCentre, back), q = Vector3.Transform(d, back);
        double near = double.NegativeInfinity, far = double.PositiveInfinity;
        int axis = 0;
        for (int k = 0; k < 3; k++) {
            double t0 = (-Half[k] - p[k]) / (double)q[k], t1 = (Half[k] - p[k]) / (double)q[k];
            if (t0 > t1) (t0, t1) = (t1, t0);
            if (t0 > near) (near, axis) = (t0, k);
            far = Math.Min(far, t1);
        }
        edge |= Math.Abs(far - near) < 4e-3;
        double box = near < far && near > 0 ? near : double.PositiveInfinity;
        if (double.IsInfinity(Math.Min(ball, box))) return new(0, 0, default, edge);
        if (ball < box) return new(1, ball, Vector3.Normalize(o + (float)ball * d), edge);
        Vector3 normal = default;
        normal[axis] = -MathF.Sign(q[axis]);
        // Near an edge of the box the normal jumps.
        Vector3 at = Vector3.Abs(p + (float)box * q);
        for (int k = 0; k < 3; k++) edge |= k != axis && Half[k] - at[k] < 1e-3f;
        return new(2, box, Vector3.Transform(normal, Turn), edge);
    }

    private static Scene Build() {
        var scene = new Scene();
        Node ball = scene.Add("ball", Primitives.Icosphere(Radius, 6), at: Centre);
        scene.Add("box", Primitives.Box(2 * Half), at: BoxCentre).Rotation = Turn;
        Vector3 to = Centre + Step;
        scene.Animate(ball, AnimationTarget.Translation, [Centre.X, Centre.Y, Centre.Z], [to.X, to.Y, to.Z]);
        return scene;
    }

    [Theory]
    [MemberData(nameof(Stages.LensNames), MemberType = typeof(Stages))]
    public void Labels_AreWhatTheFormulasSay_ThroughEveryLens(string lensName) {
        Lens lens = Stages.Lenses[lensName];
        Scene scene = Build();
        using var now = RenderScene.Prepare(scene);
        using var later = RenderScene.Prepare(scene, new() { FrameTime = 1 });
        CameraRays camera = Stages.Camera(lens: lens, target: new(0.05f, 1, 0.03f)),
            other = Stages.Camera(new(0.1f, 0, 0.05f), lens, new(0.2f, 1, 0.02f));
        LabelFrame frame = Stages.Run(now, camera, LabelSet.All, next: (later, other), previous: (now, camera));
        Affine3 world = camera.WorldFromCamera;
        int surfaces = 0, skipped = 0;
        var seen = new[] { PixelBox.Empty, PixelBox.Empty, PixelBox.Empty };
        for (int y = 0; y < Stages.Height; y++) {
            for (int x = 0; x < Stages.Width; x++) {
                var centre = new Vector2(x + 0.5f, y + 0.5f);
                if (!camera.Pinhole(centre, out CameraRay ray)) {
                    Assert.Equal(0u, frame.Instance![x, y]);
                    Assert.Equal((byte)PointVisibility.Undefined, frame.OcclusionForward![x, y]);
                    continue;
                }
                Truth truth = Trace(ray);
                if (truth.OnEdge) {
                    skipped++;
                    // Whoever has the pixel, its box must hold it.
                    if (frame.Instance![x, y] is var id and not 0) seen[id] = seen[id].Union(new(x, y, x + 1, y + 1));
                    continue;
                }
                Assert.Equal((uint)truth.Id, frame.Instance![x, y]);
                if (truth.Id == 0) {
                    Assert.Equal(float.PositiveInfinity, frame.DepthZ![x, y]);
                    Assert.Equal(float.PositiveInfinity, frame.Distance![x, y]);
                    Assert.True(float.IsNaN(frame.Position![x, y].X));
                    continue;
                }
                surfaces++;
                seen[truth.Id] = seen[truth.Id].Union(new(x, y, x + 1, y + 1));
                // Flat triangles lie up to 4e-5 inside the ball; a grazing ray makes more of it.
                float grazing = MathF.Max(-Vector3.Dot(truth.Normal, ray.Direction), 0.05f), tolerance =
                    truth.Id == 1 ? 6e-5f / grazing : 2e-5f;
                Vector3 position = ray.Origin + (float)truth.Distance * ray.Direction;
                Assert.InRange(frame.Distance![x, y] - truth.Distance, -tolerance, tolerance);
                Assert.InRange(frame.DepthZ![x, y] - Vector3.Dot(world.Z, position - world.Origin), -tolerance, tolerance);
                Assert.InRange(Vector3.Distance(position, frame.Position![x, y]), 0, tolerance);
                Assert.InRange(Vector3.Distance(truth.Normal, frame.NormalGeometricWorld![x, y]), 0, truth.Id == 1 ? 0.02f : 1e-4f);
                Assert.InRange(Vector3.Distance(truth.Normal, frame.NormalShadingWorld![x, y]), 0,
                    truth.Id == 1 ? tolerance / Radius + 1e-3f : 1e-4f);
                Assert.InRange(Vector3.Distance(world.Vector(frame.NormalShadingCamera![x, y]), frame.NormalShadingWorld![x, y]), 0, 1e-5f);
                Assert.InRange(Vector3.Distance(world.Vector(frame.NormalGeometricCamera![x, y]), frame.NormalGeometricWorld![x, y]), 0,
                    1e-5f);

                Vector3 moved = frame.Position[x, y] + (truth.Id == 1 ? Step : Vector3.Zero);
                Assert.InRange(Vector3.Distance(moved - frame.Position[x, y], frame.SceneFlowForward![x, y]), 0, 2e-6f);
                Assert.True(other.Project(moved, out Vector2 pixel, out _));
                Vector2 expected = pixel - centre;
                if (lens is EquirectangularLens) expected.X -= Stages.Width * MathF.Round(expected.X / Stages.Width);
                Assert.InRange(Vector2.Distance(expected, frame.FlowForward![x, y]), 0, 1e-3f);
                Assert.InRange(frame.FlowBackward![x, y].Length(), 0, 1e-3f);
                Assert.Equal((byte)PointVisibility.Visible, frame.OcclusionBackward![x, y]);
            }
        }
        Assert.True(surfaces > 250, $"{surfaces} pixels show a surface");
        Assert.True(skipped < 150, $"{skipped} pixels skipped");
        foreach (ObjectLabel o in frame.Objects) Assert.Equal(seen[o.Id], o.VisibleBox);
        Assert.Equal(frame.Objects[0].AmodalBox, frame.Objects[0].VisibleBox);
        Assert.False(frame.Objects[0].Truncated);
    }

    /// <summary>Boxes from projected vertices agree with boxes of masks, up to what a lens does to an edge between vertices.</summary>
    [Theory]
    [MemberData(nameof(Stages.LensNames), MemberType = typeof(Stages))]
    public void AmodalBoxFromVertices_IsThatOfTheMask_WhereTheObjectIsInside(string lensName) {
        using var scene = RenderScene.Prepare(Build());
        CameraRays camera = Stages.Camera(lens: Stages.Lenses[lensName]);
        LabelFrame projected = Stages.Run(scene, camera, LabelTable.Boxes),
            masked = Stages.Run(scene, camera, LabelTable.Boxes | LabelTable.AmodalMasks);
        for (int i = 0; i < 2; i++) {
            PixelBox a = projected.Objects[i].AmodalBox!.Value, b = masked.Objects[i].AmodalBox!.Value;
            Assert.Equal(a, projected.Objects[i].AmodalBoxUntruncated);
            Assert.Equal(b, masked.Objects[i].AmodalBoxUntruncated);
            // A vertex between two pixel centres covers neither.
            Assert.InRange(b.X0 - a.X0, 0, 1);
            Assert.InRange(b.Y0 - a.Y0, 0, 1);
            Assert.InRange(a.X1 - b.X1, 0, 1);
            Assert.InRange(a.Y1 - b.Y1, 0, 1);
        }
    }
}
