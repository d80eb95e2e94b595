using System.Numerics;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Sampling;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Integrators;

/// <summary>
/// Random walk below surfaces with subsurface scattering; its conventions are described in <see cref="SubsurfaceMedium"/>.
/// </summary>
internal sealed unsafe partial class PathWorker {
    /// <summary>Largest number of steps of a walk; only in nearly white media does a walk (one in fifty) take longer.</summary>
    private const int MaxWalkSteps = 2048;
    private const uint WalkDimensions = 1 << 20;

    /// <summary>
    /// Walks from the entry point to a point where the path leaves the object, and gathers light there; returns false if it is absorbed.
    /// </summary>
    private bool WalkSubsurface(ref Path path, ref SobolSampler random, uint dimensions, in SurfaceHit entry, Vector3 facing,
        in Appearance appearance, Vector3 direction, ref PathRadiance result) {
        var medium = new SubsurfaceMedium(appearance);
        int owner = scene.Records.Pointer[entry.Record].InstanceId;
        Vector3 at = OffsetFrom(entry.Position, facing, direction);
        random.Seek(WalkDimensions + dimensions * MaxWalkSteps);
        for (int step = 0; step < MaxWalkSteps; step++) {
            FreeFlight flight = medium.Sample(path.Throughput, random.Next1D(), random.Next1D());
            ref readonly RayHit hit = ref tracer.Intersect(at, direction, 0, flight.Distance, path.Time);
            while (!hit.Missed && scene.Records.Pointer[RenderScene.RecordOf(hit)].InstanceId != owner) {
                // Another object that intersects this one does not end the walk.
                float skip = hit.Ray.Far * (1 + 1e-5f) + 1e-7f;
                hit = ref tracer.Intersect(at, direction, skip, flight.Distance, path.Time);
            }
            if (hit.Missed) {
                if (float.IsInfinity(flight.Distance)) return false;
                medium.Scatter(flight, ref path.Throughput);
                at += flight.Distance * direction;
                direction = SubsurfaceMedium.SampleDirection(random.Next2D());
                if (step > 16 && !Persists(ref path, random.Next1D())) return false;
                continue;
            }
            scene.Resolve(hit, out SurfaceHit exit);
            medium.Leave(flight, exit.Distance, ref path.Throughput);
            // The walk arrives from the inside; light leaves on the other side.
            Vector3 outward = Vector3.Dot(exit.GeometricNormal, direction) > 0 ? exit.GeometricNormal : -exit.GeometricNormal;
            Vector3 shading = Vector3.Dot(exit.ShadingNormal, outward) > 0 ? exit.ShadingNormal : -exit.ShadingNormal;
            // Not the random numbers that chose the direction into the object, or the two directions would be correlated.
            Vector2 exitChoice = random.Next2D();
            GatherAtExit(ref path, ref random, dimensions, exit.Position, outward, shading, ref result);
            path.Direction = SubsurfaceMedium.SampleExit(shading, exitChoice, out float pdf);
            if (Vector3.Dot(path.Direction, outward) <= 0) return false;
            path.Origin = OffsetFrom(exit.Position, outward, path.Direction);
            path.LastPosition = exit.Position;
            path.LastNormal = shading;
            path.LastPdf = pdf;
            return true;
        }
        return false;
    }

    /// <summary>Adds light samples at the exit point, which is a white Lambertian transmitter: f·cos = pdf = cos/π.</summary>
    private void GatherAtExit(ref Path path, ref SobolSampler random, uint dimensions, Vector3 position, Vector3 outward, Vector3 normal,
        ref PathRadiance result) {
        random.Seek(dimensions);
        ChooseLights(ref path, ref random, position, normal, out LightSample lamp, out LightSample sky);
        if (lamp.Pdf > 0) AddExitLight(ref path, position, outward, normal, lamp, ref result);
        if (sky.Pdf > 0) AddExitLight(ref path, position, outward, normal, sky, ref result);
    }

    private void AddExitLight(ref Path path, Vector3 position, Vector3 outward, Vector3 normal, in LightSample light,
        ref PathRadiance result) {
        float density = Vector3.Dot(normal, light.Direction) / MathF.PI;
        if (density <= 0 || Vector3.Dot(outward, light.Direction) <= 0) return;
        Vector3 arriving = Visible(position, OffsetFrom(position, outward, light.Direction), light, ref path);
        if (arriving == Vector3.Zero) return;
        float weight = (light.Delta ? 1 : PowerHeuristic(light.Pdf, density)) / light.Pdf;
        arriving *= light.Radiance * path.Throughput * (density * weight);
        if (path.Scatterings == 0) result.DiffuseDirect += arriving;
        else result.AddIndirect(arriving);
    }

    private static bool Persists(ref Path path, float u) {
        float strongest = MathF.Max(path.Throughput.X, MathF.Max(path.Throughput.Y, path.Throughput.Z));
        if (strongest >= 1) return true;
        if (!(u < strongest)) return false;
        path.Throughput /= strongest;
        return true;
    }
}
