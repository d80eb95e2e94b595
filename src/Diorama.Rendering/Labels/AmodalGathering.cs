using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Finds every instance along a pixel's ray, on one thread. One ray passes through everything, so the cost grows with the depth complexity
/// of the scene and not with the number of instances.
/// </summary>
internal sealed unsafe class AmodalGathering {
    private readonly RenderScene scene;
    private readonly VisibilityRay sight;
    private readonly GlassPolicy glass;
    private readonly uint[] groups;
    private readonly TraceShim.GatherHits[] hits;

    public TileMasks Masks { get; }

    public AmodalGathering(RenderScene scene, VisibilityRay sight, GlassPolicy glass) {
        (this.scene, this.sight, this.glass) = (scene, sight, glass);
        Masks = new(scene.Objects.Count);
        int records = scene.Records.Length;
        groups = GC.AllocateArray<uint>(Math.Max(records, 1), pinned: true);
        hits = GC.AllocateArray<TraceShim.GatherHits>(Math.Max(records, 1), pinned: true);
        for (int i = 0; i < records; i++) {
            ref InstanceRecord record = ref scene.Records.Pointer[i];
            groups[i] = (uint)record.InstanceId;
            hits[i] = sight.NeedsLook(record.Material, glass) ? TraceShim.GatherHits.Every : TraceShim.GatherHits.First;
            // Positions that a mirroring transform has moved to the world go around their triangles the other way.
            if (sight.IsOneSided(record.Material)) {
                hits[i] |= record.PositionsInWorld && record.Handedness < 0 ? TraceShim.GatherHits.OnlyClockwise
                    : TraceShim.GatherHits.OnlyCounterclockwise;
            }
        }
    }

    /// <summary>
    /// Marks the instances along the rays of a block, which are in the packet. (x0, y0) is the position of the block's first pixel within
    /// the tile.
    /// </summary>
    public void Block(PacketTracer packet, CameraRay* rays, int lanes, int x0, int y0) {
        fixed (uint* group = groups)
        fixed (TraceShim.GatherHits* which = hits) packet.Gather(group, which);
        for (int lane = 0; lane < PacketTracer.Lanes; lane++) {
            if ((lanes & 1 << lane) == 0) continue;
            int x = x0 + lane % 4, y = y0 + lane / 4, covered = 0;
            foreach (ref readonly TraceShim.Hit hit in packet.Gathered(lane)) {
                int id = (int)groups[hit.Record];
                if ((hits[hit.Record] & TraceShim.GatherHits.Every) != 0 && (id == covered || !Counts(hit, rays[lane]))) continue;
                Masks.Set(id, x, y);
                covered = id;
            }
        }
    }

    /// <summary>Whether a hit on a surface with alpha or of glass counts for the mask.</summary>
    private bool Counts(in TraceShim.Hit found, in CameraRay ray) {
        RayHit hit = default;
        hit.Ray.Origin = ray.Origin;
        hit.Ray.Direction = ray.Direction;
        hit.Ray.Far = found.Distance;
        hit.Ray.Time = scene.NormalisedTime(ray.Time);
        (hit.U, hit.V, hit.Primitive, hit.Geometry, hit.Instance) = (found.U, found.V, found.Primitive, found.Record, Embree.InvalidId);
        // For strands: alpha does not need the normal, but resolving the hit does.
        hit.Normal = -ray.Direction;
        return sight.Counts(hit, ray, glass);
    }
}
