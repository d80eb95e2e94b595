using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>Follows a line of sight in one scene, on one thread, through everything that is not visible under the policy.</summary>
internal sealed class VisibilityRay : IDisposable {
    /// <summary>Largest number of surfaces that a line of sight passes.</summary>
    private const int MaxSurfaces = 256;

    private readonly RenderScene scene;
    private readonly MaterialTable materials;
    private readonly LabelPolicy policy;
    private readonly Tracer tracer;
    private readonly Kind[] kinds;

    [Flags]
    private enum Kind : byte { Solid = 0, Alpha = 1, Glass = 2, TexturedGlass = 4, Absent = 8, OneSided = 16 }

    /// <summary>Whether all surfaces of the scene are visible and none is glass, so that hits need no further test.</summary>
    public bool AllSolid { get; }

    public RenderScene Scene => scene;

    public VisibilityRay(RenderScene scene, LabelPolicy policy) {
        (this.scene, this.policy, materials) = (scene, policy, scene.Materials);
        kinds = new Kind[materials.Materials.Count];
        AllSolid = true;
        for (int i = 0; i < kinds.Length; i++) {
            Material m = materials.Materials[i];
            if (m.Unlabelled) kinds[i] |= Kind.Absent;
            if (m.CullsBackFaces) kinds[i] |= Kind.OneSided;
            if (materials.HasAlpha(i)) kinds[i] |= Kind.Alpha;
            if (m.Model == MaterialModel.Standard && m.Transmission >= policy.GlassThreshold) {
                kinds[i] |= m.TransmissionTexture is null ? Kind.Glass : Kind.TexturedGlass;
            }
            AllSolid &= kinds[i] == Kind.Solid;
        }
        tracer = scene.NewTracer();
    }

    public void Dispose() => tracer.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool HasAlpha(int material) => (kinds[material] & Kind.Alpha) != 0;

    /// <summary>Whether the material may be glass somewhere.</summary>
    public bool MayBeGlass(int material) => (kinds[material] & (Kind.Glass | Kind.TexturedGlass)) != 0;

    /// <summary>Whether a hit on the material counts on one side only.</summary>
    public bool IsOneSided(int material) => (kinds[material] & Kind.OneSided) != 0;

    /// <summary>Whether the material must be evaluated at a hit to decide whether that hit counts, apart from the side.</summary>
    public bool NeedsLook(int material, GlassPolicy glass) =>
        (kinds[material] & (glass == GlassPolicy.Through ? Kind.Absent | Kind.Alpha | Kind.Glass | Kind.TexturedGlass
        : Kind.Absent | Kind.Alpha)) != 0;

    /// <summary>
    /// Whether the surface is visible at the hit according to its side and its alpha; unlabelled materials never are.
    /// </summary>
    public bool IsThere(in SurfaceHit hit, Vector3 outgoing, float coneWidth) {
        Kind kind = kinds[hit.Material];
        if ((kind & Kind.Absent) != 0 || (kind & Kind.OneSided) != 0 && !hit.FrontFace) return false;
        return (kind & Kind.Alpha) == 0 || materials.Alpha(hit, outgoing, coneWidth) >= policy.AlphaThreshold;
    }

    /// <summary>Whether a hit on a surface with alpha or of glass counts for the amodal mask of its object.</summary>
    public bool Counts(in RayHit hit, in CameraRay ray, GlassPolicy glass) {
        scene.Resolve(hit, out SurfaceHit surface);
        float coneWidth = ray.Width + ray.Spread * surface.Distance;
        Vector3 outgoing = -ray.Direction;
        return IsThere(surface, outgoing, coneWidth) && (glass == GlassPolicy.Surface || !IsGlass(surface, outgoing, coneWidth));
    }

    public bool IsGlass(in SurfaceHit hit, Vector3 outgoing, float coneWidth) {
        Kind kind = kinds[hit.Material];
        if ((kind & Kind.Glass) != 0) return true;
        if ((kind & Kind.TexturedGlass) == 0) return false;
        materials.Evaluate(hit, outgoing, coneWidth, out Appearance appearance, out _, out _);
        return appearance.Transmission >= policy.GlassThreshold;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Stops(in SurfaceHit hit, Vector3 outgoing, float coneWidth, GlassPolicy glass) {
        if (kinds[hit.Material] == Kind.Solid) return true;
        return IsThere(hit, outgoing, coneWidth) && (glass == GlassPolicy.Surface || !IsGlass(hit, outgoing, coneWidth));
    }

    /// <summary>
    /// Follows the ray from a first hit to the first surface that counts, up to the distance <paramref name="far"/>; returns false if
    /// there is none. <paramref name="spread"/> and <paramref name="width"/> define the ray's cone.
    /// </summary>
    public bool Follow(in RayHit first, float far, float spread, float width, GlassPolicy glass, out SurfaceHit surface) {
        RayHit hit = first;
        Vector3 origin = first.Ray.Origin, direction = first.Ray.Direction;
        for (int i = 0; i < MaxSurfaces; i++) {
            scene.Resolve(hit, out surface);
            if (Stops(surface, -direction, width + spread * hit.Ray.Far, glass)) return true;
            if (!Next(origin, direction, hit.Ray.Far, far, hit.Ray.Time, out hit)) return false;
        }
        surface = default;
        return false;
    }

    /// <summary>
    /// Finds the first surface that counts behind <paramref name="surface"/> on the same ray; returns false if there is none.
    /// </summary>
    public bool FollowBehind(in SurfaceHit surface, in Ray ray, float spread, float width, GlassPolicy glass, out SurfaceHit behind) {
        if (Next(ray.Origin, ray.Direction, surface.Distance, float.PositiveInfinity, ray.Time, out RayHit hit)) {
            return Follow(hit, float.PositiveInfinity, spread, width, glass, out behind);
        }
        behind = default;
        return false;
    }

    /// <summary>Finds the first surface that counts on a ray from <paramref name="origin"/>; returns false if there is none.</summary>
    public bool First(Vector3 origin, Vector3 direction, float far, float time, float spread, float width, GlassPolicy glass,
        out SurfaceHit surface) {
        ref readonly RayHit hit = ref tracer.Intersect(origin, direction, 0, far, time);
        if (!hit.Missed) return Follow(hit, far, spread, width, glass, out surface);
        surface = default;
        return false;
    }

    private bool Next(Vector3 origin, Vector3 direction, float passed, float far, float time, out RayHit hit) {
        // Starts beyond the same triangle, whose distance another algorithm may round differently.
        float near = passed * (1 + 1e-5f) + 1e-6f;
        hit = default;
        if (near >= far) return false;
        hit = tracer.Intersect(origin, direction, near, far, time);
        return !hit.Missed;
    }
}
