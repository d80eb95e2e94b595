using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Images;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Finds the points of this image in a neighbouring one, on one thread: flow, scene flow, and whether they are visible there. A point is
/// tracked as (part, triangle, barycentrics), so that any motion is exact.
/// </summary>
internal sealed unsafe class OtherFrame : IDisposable {
    /// <summary>
    /// Relative tolerance of the visibility test: a point is hidden by what is nearer by more than this fraction of its distance.
    /// </summary>
    public const float Tolerance = 2e-4f;
    /// <summary>Distance of the sky in metres: at this distance a direction keeps its accuracy in single precision.</summary>
    private const float SkyDistance = 1e6f;

    private readonly RenderScene scene;
    private readonly CameraRays camera;
    private readonly LabelPolicy policy;
    private readonly VisibilityRay sight;
    private readonly PacketTracer packet;
    private readonly MaterialPoint material;
    private readonly Image<Vector2>? flow;
    private readonly Image<byte>? occlusion;
    private readonly Image<Vector3>? sceneFlow;
    private readonly bool parallel, wraps, followsRows, tests, poseIsFixed;
    private readonly Affine3 rest;
    private readonly int width, height;
    private readonly float[] farthest = new float[PacketTracer.Lanes];

    public OtherFrame(RenderScene current, (RenderScene Scene, CameraRays Camera) other, LabelPolicy policy,
        Image<Vector2>? flow, Image<byte>? occlusion, Image<Vector3>? sceneFlow) {
        (scene, camera) = other;
        (this.policy, this.flow, this.occlusion, this.sceneFlow) = (policy, flow, occlusion, sceneFlow);
        sight = new(scene, policy);
        packet = scene.NewPacketTracer();
        material = new(current, scene);
        (width, height) = (camera.Camera.Width, camera.Camera.Height);
        parallel = camera.Camera.Lens.RaysAreParallel;
        wraps = camera.Camera.Lens.WrapsAround;
        followsRows = camera.Camera.ReadoutSeconds != 0 && scene.HasMotion;
        tests = occlusion is not null;
        poseIsFixed = !camera.IsMoving;
        rest = camera.WorldFromCamera;
    }

    public void Dispose() {
        sight.Dispose();
        packet.Dispose();
    }

    /// <summary>Labels a block of 4×4 pixels; lane 4y + x shows <paramref name="points"/>[4y + x].</summary>
    public void Block(SurfacePoint* points, int x0, int y0, int columns, int rows) {
        if (tests) packet.Clear();
        int traced = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int lane = 4 * y + x, at = (y0 + y) * width + x0 + x;
                PointVisibility state = Find(points[lane], new(x0 + x + 0.5f, y0 + y + 0.5f), lane, out Vector2 offset,
                    out Vector3 displacement);
                if (flow is not null) flow.Pixels[at] = offset;
                if (sceneFlow is not null) sceneFlow.Pixels[at] = displacement;
                if (!tests) continue;
                occlusion!.Pixels[at] = (byte)state;
                if (state == PointVisibility.Visible) traced |= 1 << lane;
            }
        }
        if (traced != 0) TestSight(points, traced, x0, y0, columns, rows);
    }

    /// <summary>
    /// Finds a point in the other image; a point inside the image is also put into the packet, to be tested for visibility.
    /// </summary>
    private PointVisibility Find(in SurfacePoint point, Vector2 centre, int lane, out Vector2 offset, out Vector3 displacement) {
        offset = new(float.NaN);
        displacement = new(float.NaN);
        bool sky = point.Kind == SurfacePoint.Target.Sky;
        if (point.Kind == SurfacePoint.Target.None || (sky && parallel)) return PointVisibility.Undefined;
        Vector3 there;
        bool imaged, moves = false;
        Vector2 pixel;
        float depth;
        if (sky) {
            there = rest.Origin + SkyDistance * point.Direction;
            imaged = camera.Project(there, out pixel, out depth);
        } else {
            there = material.Aim(point);
            displacement = there - point.Position;
            moves = followsRows && material.Moves;
            imaged = moves ? camera.Project(material.Path, out pixel, out depth) : camera.Project(there, out pixel, out depth);
        }
        if (!imaged) return PointVisibility.Outside;
        offset = pixel - centre;
        // Columns of a panorama wrap around: the point took the shorter way.
        if (wraps) offset.X -= width * MathF.Round(offset.X / width);
        if (!(pixel.X >= 0 && pixel.X < width && pixel.Y >= 0 && pixel.Y < height)) return PointVisibility.Outside;
        if (tests) Aim(lane, there, pixel, depth, sky, moves, point.Direction);
        return PointVisibility.Visible;
    }

    private void Aim(int lane, Vector3 there, Vector2 pixel, float depth, bool sky, bool moves, Vector3 skyDirection) {
        float seconds = camera.TimeOfRow(pixel.Y);
        if (moves) there = material.At(seconds);
        Affine3 world = poseIsFixed ? rest : camera.WorldFromCameraAt(seconds);
        Vector3 origin = parallel ? there - depth * world.Z : world.Origin;
        Vector3 way = there - origin;
        float distance = way.Length();
        Vector3 direction = sky ? skyDirection : distance > 0 ? way / distance : world.Z;
        farthest[lane] = sky ? float.PositiveInfinity : distance * (1 - Tolerance);
        packet.Set(lane, origin, direction, farthest[lane], scene.NormalisedTime(seconds));
    }

    private void TestSight(SurfacePoint* points, int traced, int x0, int y0, int columns, int rows) {
        bool solid = sight.AllSolid;
        if (solid) packet.Occluded();
        else packet.Intersect();
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int lane = 4 * y + x;
                if ((traced & 1 << lane) != 0 && (solid ? packet.IsBlocked(lane) : IsHidden(lane, points[lane]))) {
                    occlusion!.Pixels[(y0 + y) * width + x0 + x] = (byte)PointVisibility.Occluded;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool IsHidden(int lane, in SurfacePoint point) {
        if (!packet.IsHit(lane)) return false;
        packet.Read(lane, out RayHit hit);
        return sight.Follow(hit, farthest[lane], point.Spread, point.Width, policy.Geometry, out _);
    }
}
