using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Labels tiles on one thread. A tile is processed in blocks of 4×4 pixels, whose 16 rays are traced together; all labels of a block are
/// written before the next block.
/// </summary>
internal sealed unsafe partial class LabelWorker : IDisposable {
    private const int Side = 4;

    private readonly RenderScene scene;
    private readonly CameraRays camera;
    private readonly LabelPolicy policy;
    private readonly LabelFrame frame;
    private readonly ObjectFrames objectFrames;
    private readonly PacketTracer packet;
    private readonly VisibilityRay sight;
    private readonly OtherFrame? next, previous;
    private readonly AmodalGathering? amodal;
    private readonly bool anyShading, moreThanAlbedo, anyThrough;
    private readonly int width, tilesAcross;

    /// <summary>Masks of the visible pixels of all instances; null if no label needs them.</summary>
    public TileMasks? VisibleMasks { get; }
    public TileMasks? AmodalMasks => amodal?.Masks;

    public LabelWorker(RenderScene scene, CameraRays camera, LabelOptions options, LabelFrame frame, ObjectFrames objectFrames) {
        (this.scene, this.camera, this.frame, this.objectFrames) = (scene, camera, frame, objectFrames);
        policy = options.Policy;
        packet = scene.NewPacketTracer();
        sight = new(scene, policy);
        LabelSet asked = options.Labels;
        if (asked.Overlaps(LabelSet.Forward)) {
            next = new(scene, options.Next!.Value, policy, frame.FlowForward, frame.OcclusionForward, frame.SceneFlowForward);
        }
        if (asked.Overlaps(LabelSet.Backward)) {
            previous = new(scene, options.Previous!.Value, policy, frame.FlowBackward, frame.OcclusionBackward, frame.SceneFlowBackward);
        }
        if (asked.Contains(LabelTable.AmodalMasks)) amodal = new(scene, sight, policy.Identity);
        if (asked.Overlaps(LabelTable.VisibleMasks | LabelTable.AmodalMasks | LabelTable.Boxes)) VisibleMasks = new(scene.Objects.Count);
        moreThanAlbedo = asked.Overlaps(LabelTable.Roughness | LabelTable.Metallic | LabelTable.Emission);
        anyShading = asked.Overlaps(LabelTable.NormalShadingWorld | LabelTable.NormalShadingCamera);
        anyThrough = policy.Geometry == GlassPolicy.Through || policy.Identity == GlassPolicy.Through
            || policy.Appearance == GlassPolicy.Through;
        width = camera.Camera.Width;
        tilesAcross = (width + Tiles.Size - 1) / Tiles.Size;
    }

    public void Dispose() {
        packet.Dispose();
        sight.Dispose();
        next?.Dispose();
        previous?.Dispose();
    }

    public void Tile(int x0, int y0, int x1, int y1) {
        int tile = y0 / Tiles.Size * tilesAcross + x0 / Tiles.Size;
        VisibleMasks?.Begin(tile);
        AmodalMasks?.Begin(tile);
        for (int y = y0; y < y1; y += Side) {
            for (int x = x0; x < x1; x += Side) Block(x, y, Math.Min(Side, x1 - x), Math.Min(Side, y1 - y));
        }
    }

    private void Block(int x0, int y0, int columns, int rows) {
        CameraRay* rays = stackalloc CameraRay[PacketTracer.Lanes];
        SurfacePoint* points = stackalloc SurfacePoint[PacketTracer.Lanes];
        int imaged = SetRays(rays, x0, y0, columns, rows);
        packet.Intersect();
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int lane = Side * y + x, at = (y0 + y) * width + x0 + x;
                ref SurfacePoint point = ref points[lane];
                bool hasRay = (imaged & 1 << lane) != 0;
                if (!hasRay || !packet.IsHit(lane)) Background(at, hasRay, rays[lane], out point);
                else Surface(lane, at, (x0 + x) % Tiles.Size, (y0 + y) % Tiles.Size, rays[lane], out point);
            }
        }
        next?.Block(points, x0, y0, columns, rows);
        previous?.Block(points, x0, y0, columns, rows);
        if (amodal is null || imaged == 0) return;
        SetRays(rays, x0, y0, columns, rows, imaged);
        amodal.Block(packet, rays, imaged, x0 % Tiles.Size, y0 % Tiles.Size);
    }

    /// <summary>Creates the rays of a block and puts them into the packet; returns a bit mask of the lanes that have a ray.</summary>
    private int SetRays(CameraRay* rays, int x0, int y0, int columns, int rows, int known = 0) {
        packet.Clear();
        int imaged = 0;
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < columns; x++) {
                int lane = Side * y + x;
                if (known != 0 ? (known & 1 << lane) == 0 : !camera.Pinhole(new(x0 + x + 0.5f, y0 + y + 0.5f), out rays[lane])) continue;
                imaged |= 1 << lane;
                packet.Set(lane, rays[lane].Origin, rays[lane].Direction, float.PositiveInfinity, scene.NormalisedTime(rays[lane].Time));
            }
        }
        return imaged;
    }

    private void Surface(int lane, int at, int xInTile, int yInTile, in CameraRay ray, out SurfacePoint point) {
        packet.Read(lane, out RayHit hit);
        SurfaceHit first;
        int material = sight.AllSolid ? 0 : scene.MaterialOf(hit);
        if (sight.AllSolid || !sight.NeedsLook(material, GlassPolicy.Surface) && !sight.IsOneSided(material)) {
            scene.Resolve(hit, out first);
        } else if (!sight.Follow(hit, float.PositiveInfinity, ray.Spread, ray.Width, GlassPolicy.Surface, out first)) {
            Background(at, true, ray, out point);
            return;
        }
        if (anyThrough && sight.MayBeGlass(first.Material) && sight.IsGlass(first, -ray.Direction,
            ray.Width + ray.Spread * first.Distance)) {
            BehindGlass(first, hit.Ray, at, xInTile, yInTile, ray, out point);
            return;
        }
        WriteGeometry(first, at, ray, out point);
        WriteIdentity(first, at, xInTile, yInTile);
        WriteAppearance(first, at, ray);
    }

    /// <summary>Writes a pixel on glass, where the groups of labels may show different surfaces.</summary>
    private void BehindGlass(in SurfaceHit glass, in Ray ray, int at, int xInTile, int yInTile, in CameraRay seen, out SurfacePoint point) {
        bool any = sight.FollowBehind(glass, ray, seen.Spread, seen.Width, GlassPolicy.Through, out SurfaceHit behind);
        Background(at, true, seen, out point);
        if (policy.Geometry == GlassPolicy.Surface) WriteGeometry(glass, at, seen, out point);
        else if (any) WriteGeometry(behind, at, seen, out point);
        if (policy.Identity == GlassPolicy.Surface) WriteIdentity(glass, at, xInTile, yInTile);
        else if (any) WriteIdentity(behind, at, xInTile, yInTile);
        if (policy.Appearance == GlassPolicy.Surface) WriteAppearance(glass, at, seen);
        else if (any) WriteAppearance(behind, at, seen);
    }
}
