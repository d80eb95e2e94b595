using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Media;
using Diorama.Rendering.Sampling;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Integrators;

/// <summary>Traces paths on one thread.</summary>
internal sealed partial class PathWorker : IDisposable {
    private const uint CameraDimensions = 3, BounceDimensions = 8, TransparentDimensions = 1 << 16, ViewFogDimensions = 1 << 18,
        ViewFogStride = 8;
    private const int MaxTransparentSurfaces = 64;

    private readonly RenderScene scene;
    private readonly CameraRays camera;
    private readonly RenderSettings settings;
    private readonly LightSampler lights;
    private readonly Tracer tracer;
    private readonly bool shadowsMayPass, hasFog;
    private readonly FogSampler fog;
    private readonly EnvironmentGuide? guide;

    public PathWorker(RenderScene scene, CameraRays camera, RenderSettings settings, EnvironmentGuide? guide) {
        (this.scene, this.camera, this.settings, this.guide) = (scene, camera, settings, guide);
        lights = scene.Lights;
        tracer = scene.NewTracer();
        shadowsMayPass = scene.Materials.AnyLetsShadowRaysPass;
        hasFog = scene.Fog is not null;
        fog = scene.Fog ?? default;
    }

    public void Dispose() => tracer.Dispose();

    /// <summary>Traces all samples of a pixel and returns the sum of their radiance.</summary>
    public PathRadiance Pixel(int x, int y) {
        PathRadiance sum = default;
        uint pixel = (uint)(y * camera.Camera.Width + x);
        for (int s = 0; s < settings.Samples; s++) {
            var random = new SobolSampler(settings.Seed, pixel, (uint)s);
            Vector2 at = new Vector2(x, y) + random.Next2D();
            if (!camera.Generate(at, random.Next2D(), random.Next1D(), out CameraRay ray)) continue;
            PathRadiance path = default;
            path.DiffuseShare = 1;
            Trace(ref random, ray, ref path);
            sum.Accumulate(path);
        }
        return sum;
    }

    /// <summary>State of a path between scattering events.</summary>
    private ref struct Path {
        public Vector3 Origin, Direction;
        public Vector3 Throughput;
        /// <summary>Position and shading normal at which the current direction was sampled, to weight emitters that it hits.</summary>
        public Vector3 LastPosition, LastNormal;
        public float LastPdf;
        public float Time;
        /// <summary>Width of the ray cone at the origin in metres, and its growth per metre.</summary>
        public float ConeWidth, ConeSpread;
        public int Scatterings, Transparent;
        /// <summary>
        /// Number of surfaces and collisions so far. Each uses random numbers of its own; a surface that the path passed through has
        /// already used some.
        /// </summary>
        public readonly uint Event => (uint)(Scatterings + Transparent);
        /// <summary>Material of the solid that the path is inside; −1 for none.</summary>
        public int Interior;
    }

    private void Trace(ref SobolSampler random, in CameraRay ray, ref PathRadiance result) {
        Path path = default;
        path.Origin = path.LastPosition = ray.Origin;
        path.Direction = ray.Direction;
        path.Throughput = Vector3.One;
        path.Time = scene.NormalisedTime(ray.Time);
        path.ConeWidth = ray.Width;
        path.ConeSpread = ray.Spread;
        path.Interior = -1;
        RayHit kept;
        while (true) {
            scoped ref readonly RayHit hit = ref tracer.Intersect(path.Origin, path.Direction, 0, float.PositiveInfinity, path.Time);
            uint dimensions = CameraDimensions + BounceDimensions * path.Event;
            if (hasFog && path.Interior < 0) {
                random.Seek(dimensions + 6);
                float end = hit.Missed ? float.PositiveInfinity : hit.Ray.Far;
                if (path.Scatterings == 0) {
                    // Shadow rays through panes overwrite the storage that holds the hit.
                    kept = hit;
                    hit = ref kept;
                    GatherAlongView(ref path, ref random, end, ref result);
                    random.Seek(dimensions + 6);
                }
                if (fog.SampleCollision(path.Origin, path.Direction, end, random.Next1D(), out float distance)) {
                    if (!ScatterInFog(ref path, ref random, dimensions, distance, ref result)) return;
                    continue;
                }
            }
            if (hit.Missed) {
                AddBackground(ref path, ref result);
                return;
            }
            scene.Resolve(hit, out SurfaceHit surface);
            float coneWidth = path.ConeWidth + path.ConeSpread * surface.Distance;
            if (path.Interior >= 0) path.Throughput *= scene.Materials.Attenuation(path.Interior, surface.Distance);
            if (PassesThrough(ref path, ref random, surface, coneWidth)) continue;
            scene.Materials.Evaluate(surface, -path.Direction, coneWidth, out Appearance appearance, out Vector3 normal,
                out Vector3 tangent);
            if (appearance.Emission != Vector3.Zero) AddEmission(ref path, surface, appearance.Emission, ref result);
            if (appearance.Model == MaterialModel.Unlit) return;
            // The last direction still continues through panes: shadow rays passed them too, and leave the rest of the light to it.
            if (path.Scatterings > settings.MaxBounces && !scene.Materials.IsClearPane(surface.Material)) return;
            if (!Scatter(ref path, ref random, dimensions, surface, appearance, normal, tangent, coneWidth, ref result)) return;
        }
    }

    /// <summary>Gathers light at a surface and samples the next direction; returns false if the path ends.</summary>
    private bool Scatter(ref Path path, ref SobolSampler random, uint dimensions, in SurfaceHit surface, in Appearance appearance,
        Vector3 normal, Vector3 tangent, float coneWidth, ref PathRadiance result) {
        Vector3 outgoing = -path.Direction;
        bool ends = path.Scatterings > settings.MaxBounces;
        Vector3 facing = surface.FrontFace ? surface.GeometricNormal : -surface.GeometricNormal;
        Bsdf.Create(appearance, normal, facing, tangent, outgoing, surface.FrontFace, out Bsdf bsdf);
        Vector3 lightNormal = bsdf.Transmits ? Vector3.Zero : normal;
        random.Seek(dimensions);
        if (!bsdf.OnlyDelta && !ends) GatherLight(ref path, ref random, surface, facing, lightNormal, bsdf, ref result);

        random.Seek(dimensions + 4);
        if (!bsdf.Sample(random.Next1D(), random.Next2D(), out BsdfSample sample)) return false;
        bool transmitted = (sample.Lobe & Lobe.Transmission) != 0;
        path.Throughput *= sample.Weight;
        if (path.Scatterings == 0) result.DiffuseShare = sample.DiffuseShare;
        if (transmitted && (sample.Lobe & Lobe.Delta) != 0 && scene.Materials.IsClearPane(surface.Material)) {
            // Straight through a pane: shadow rays take the same way, so the earlier direction is still weighted against them.
            path.Origin = OffsetFrom(surface.Position, facing, sample.Direction);
            path.ConeWidth = coneWidth;
            return ++path.Transparent <= MaxTransparentSurfaces;
        }
        if (ends) return false;
        if ((sample.Lobe & Lobe.Subsurface) != 0) {
            if (!WalkSubsurface(ref path, ref random, dimensions, surface, facing, appearance, sample.Direction, ref result)) return false;
        } else {
            path.Origin = LeaveFrom(surface, facing, sample.Direction);
            path.Direction = sample.Direction;
            path.LastPosition = surface.Position;
            path.LastNormal = lightNormal;
            path.LastPdf = (sample.Lobe & Lobe.Delta) != 0 ? 0 : sample.Pdf;
            if (transmitted && !appearance.ThinWalled && appearance.Model == MaterialModel.Standard) {
                path.Interior = surface.FrontFace ? surface.Material : -1;
            }
        }
        path.ConeWidth = coneWidth;
        path.ConeSpread = MathF.Max(path.ConeSpread, (sample.Lobe & Lobe.Diffuse) != 0 ? 0.25f : 0.15f * appearance.Roughness);
        path.Scatterings++;
        return Survives(ref path, ref random, dimensions);
    }

    /// <summary>Applies Russian roulette to the throughput after the first bounces; returns false if the path ends.</summary>
    private static bool Survives(ref Path path, ref SobolSampler random, uint dimensions) {
        float strongest = MathF.Max(path.Throughput.X, MathF.Max(path.Throughput.Y, path.Throughput.Z));
        if (!(strongest > 0) || !float.IsFinite(strongest)) return false;
        if (path.Scatterings < 2 || strongest >= 1) return true;
        random.Seek(dimensions + 7);
        float survival = MathF.Max(MathF.Sqrt(strongest), 0.05f);
        if (random.Next1D() >= survival) return false;
        path.Throughput /= survival;
        return true;
    }

    private void GatherLight(ref Path path, ref SobolSampler random, in SurfaceHit surface, Vector3 facing, Vector3 lightNormal,
        in Bsdf bsdf,
        ref PathRadiance result) {
        ChooseLights(ref path, ref random, surface.Position, lightNormal, out LightSample lamp, out LightSample sky);
        if (lamp.Pdf > 0) AddLight(ref path, surface, facing, bsdf, lamp, ref result);
        if (sky.Pdf > 0) AddLight(ref path, surface, facing, bsdf, sky, ref result);
    }

    /// <summary>
    /// Samples one light of finite distance and one at infinity; after the first scattering only one of the two groups. A density of 0
    /// marks a group that was not sampled.
    /// </summary>
    private void ChooseLights(ref Path path, ref SobolSampler random, Vector3 position, Vector3 normal, out LightSample lamp,
        out LightSample sky) {
        lamp = sky = default;
        float choose = random.Next1D(), chance = GroupChance(path.Scatterings);
        Vector2 u = random.Next2D();
        bool lamps = lights.HasFinite, environment = lights.HasInfinite;
        if (chance < 1) {
            lamps = choose < chance;
            environment = !lamps;
            choose = lamps ? choose / chance : (choose - chance) / (1 - chance);
        }
        if (lamps) {
            if (lights.SampleFinite(position, normal, choose, u, out lamp, path.Time)) scene.Emitters.Texture(ref lamp);
            else lamp.Pdf = 0;
            lamp.Pdf *= chance;
        }
        if (lamps && environment) {
            choose = random.Next1D();
            u = random.Next2D();
        }
        if (environment) {
            bool found = Guides(normal) ? guide!.Sample(position, choose, u, out sky) : lights.SampleInfinite(choose, u, out sky);
            sky.Pdf = found ? sky.Pdf * chance : 0;
        }
    }

    /// <summary>
    /// Whether the guide applies: it was learned at opaque surfaces, so it is valid neither for scattering in fog nor at surfaces that
    /// transmit light; both pass a normal of zero.
    /// </summary>
    private bool Guides(Vector3 normal) => guide is not null && normal != Vector3.Zero;

    /// <summary>Returns the probability that finite lights are sampled at a vertex, which is also that of lights at infinity.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float GroupChance(int scatterings) => scatterings > 0 && lights.HasFinite && lights.HasInfinite ? 0.5f : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddLight(ref Path path, in SurfaceHit surface, Vector3 facing, in Bsdf bsdf, in LightSample light,
    ref PathRadiance result) {
        BsdfValue value = bsdf.Evaluate(light.Direction);
        if (value.Diffuse == Vector3.Zero && value.Specular == Vector3.Zero) return;
        float weight = light.Delta ? 1 / light.Pdf : PowerHeuristic(light.Pdf, value.Pdf) / light.Pdf;
        Vector3 arriving = Visible(surface.Position, LeaveFrom(surface, facing, light.Direction), light, ref path);
        if (arriving == Vector3.Zero) return;
        arriving *= light.Radiance * path.Throughput * weight;
        if (path.Scatterings == 0) {
            result.DiffuseDirect += arriving * value.Diffuse;
            result.SpecularDirect += arriving * value.Specular;
        } else {
            result.AddIndirect(arriving * (value.Diffuse + value.Specular));
        }
    }

    private void AddBackground(ref Path path, ref PathRadiance result) {
        Vector3 radiance = lights.InfiniteRadiance(path.Direction, path.Scatterings == 0);
        if (radiance == Vector3.Zero) return;
        float weight = path.LastPdf > 0 && lights.HasInfinite
            ? PowerHeuristic(path.LastPdf, GroupChance(path.Scatterings - 1) * (Guides(path.LastNormal)
            ? guide!.Pdf(path.LastPosition, path.Direction) : lights.PdfInfinite(path.Direction))) : 1;
        result.AddEmitted(path.Throughput * radiance * weight, path.Scatterings);
    }

    private void AddEmission(ref Path path, in SurfaceHit surface, Vector3 emission, ref PathRadiance result) {
        float weight = 1;
        int emitter = scene.Emitters.Of(surface);
        if (emitter >= 0 && path.LastPdf > 0) {
            float distance = Vector3.Distance(path.LastPosition, surface.Position);
            weight = PowerHeuristic(path.LastPdf, GroupChance(path.Scatterings - 1) * lights.PdfFinite(path.LastPosition, path.LastNormal,
                emitter, path.Direction, distance, path.Time));
        }
        result.AddEmitted(path.Throughput * emission * weight, path.Scatterings);
    }

    /// <summary>
    /// Whether the path passes through the surface as if it were absent: a random choice by alpha for cut-out and blended surfaces, always
    /// from the inside of a fibre.
    /// </summary>
    private bool PassesThrough(ref Path path, ref SobolSampler random, in SurfaceHit surface, float coneWidth) {
        if (surface.FibreRadius > 0 && !surface.FrontFace && path.Transparent < MaxTransparentSurfaces) {
            // Fibres may intersect: the path began inside this one, which scatters only light from outside.
            path.Transparent++;
            path.Origin = OffsetFrom(surface.Position, surface.GeometricNormal, path.Direction);
            path.ConeWidth = coneWidth;
            return true;
        }
        if (path.Scatterings == 0 && !surface.FrontFace && scene.Materials.CullsBackFaces(surface.Material)
            && path.Transparent < MaxTransparentSurfaces) {
            path.Transparent++;
            path.Origin = OffsetFrom(surface.Position, surface.GeometricNormal, path.Direction);
            path.ConeWidth = coneWidth;
            return true;
        }
        if (!scene.Materials.HasAlpha(surface.Material)) return false;
        float alpha = scene.Materials.Alpha(surface, -path.Direction, coneWidth);
        if (alpha >= 1 || path.Transparent >= MaxTransparentSurfaces) return false;
        if (alpha > 0) {
            random.Seek(TransparentDimensions + path.Event);
            if (random.Next1D() < alpha) return false;
        }
        path.Transparent++;
        path.Origin = OffsetFrom(surface.Position, surface.GeometricNormal, path.Direction);
        path.ConeWidth = coneWidth;
        return true;
    }

    /// <summary>
    /// Returns the transmittance between a light sample and <paramref name="position"/>: 0 or 1 with opaque surfaces only, values between
    /// for cut-outs, panes and fog. The ray starts at <paramref name="from"/>, slightly off the surface, and still ends at the sampled
    /// point, or a thin lamp would shadow itself.
    /// </summary>
    private Vector3 Visible(Vector3 position, Vector3 from, in LightSample light, ref Path path) {
        Vector3 direction = light.Direction;
        float far = light.Distance;
        if (float.IsFinite(far)) {
            direction = position + far * direction - from;
            far = direction.Length();
            direction /= far;
            far *= 0.9999f;
        }
        Vector3 through = Vector3.One;
        if (!shadowsMayPass) {
            if (tracer.Occluded(from, direction, 0, far, path.Time)) return Vector3.Zero;
        } else {
            through = Transmittance(from, direction, far, ref path);
            if (through == Vector3.Zero) return through;
        }
        return hasFog && path.Interior < 0 ? through * fog.Transmittance(from, direction, light.Distance) : through;
    }

    private Vector3 Transmittance(Vector3 origin, Vector3 direction, float far, ref Path path) {
        Vector3 through = Vector3.One;
        for (int i = 0; i <= MaxTransparentSurfaces; i++) {
            ref readonly RayHit hit = ref tracer.Intersect(origin, direction, 0, far, path.Time);
            if (hit.Missed) return through;
            if (!scene.Materials.LetsShadowRaysPass(scene.MaterialOf(hit))) return Vector3.Zero;
            scene.Resolve(hit, out SurfaceHit surface);
            through *= scene.Materials.ShadowTransmittance(surface, -direction, path.ConeWidth);
            if (through == Vector3.Zero) return through;
            far -= surface.Distance;
            origin = OffsetFrom(surface.Position, surface.GeometricNormal, direction);
        }
        return Vector3.Zero;
    }

    private bool ScatterInFog(ref Path path, ref SobolSampler random, uint dimensions, float distance, ref PathRadiance result) {
        Vector3 position = path.Origin + distance * path.Direction;
        path.Throughput *= fog.Albedo;
        if (path.Scatterings == 0) result.DiffuseShare = 1;
        if (path.Scatterings > settings.MaxBounces) return false;
        if (path.Scatterings > 0) {
            random.Seek(dimensions);
            GatherInFog(ref path, ref random, position, Vector3.One, ref result);
        }
        random.Seek(dimensions + 5);
        path.Direction = fog.Phase.Sample(path.Direction, random.Next2D(), out float pdf);
        path.ConeWidth += path.ConeSpread * distance;
        path.ConeSpread = MathF.Max(path.ConeSpread, 0.25f);
        path.Origin = path.LastPosition = position;
        path.LastNormal = Vector3.Zero;
        path.LastPdf = pdf;
        path.Scatterings++;
        return Survives(ref path, ref random, dimensions);
    }

    /// <summary>
    /// Adds light that fog scatters once towards the camera, at a point that is always sampled on the way to the visible surface: thin fog
    /// would rarely stop a path. Paths that it does stop gather no light there.
    /// </summary>
    private void GatherAlongView(ref Path path, ref SobolSampler random, float end, ref PathRadiance result) {
        random.Seek(ViewFogDimensions + ViewFogStride * (uint)path.Event);
        if (!fog.SampleWithin(path.Origin, path.Direction, end, random.Next1D(), out float distance, out _)) return;
        float scattered = 1 - fog.Transmittance(path.Origin, path.Direction, end);
        GatherInFog(ref path, ref random, path.Origin + distance * path.Direction, fog.Albedo * scattered, ref result);
    }

    private void GatherInFog(ref Path path, ref SobolSampler random, Vector3 position, Vector3 share, ref PathRadiance result) {
        ChooseLights(ref path, ref random, position, Vector3.Zero, out LightSample lamp, out LightSample sky);
        if (lamp.Pdf > 0) AddFogLight(ref path, position, share, lamp, ref result);
        if (sky.Pdf > 0) AddFogLight(ref path, position, share, sky, ref result);
    }

    private void AddFogLight(ref Path path, Vector3 position, Vector3 share, in LightSample light, ref PathRadiance result) {
        float phase = fog.Phase.Evaluate(Vector3.Dot(path.Direction, light.Direction));
        float weight = (light.Delta ? 1 : PowerHeuristic(light.Pdf, phase)) / light.Pdf;
        Vector3 arriving = Visible(position, position, light, ref path);
        if (arriving == Vector3.Zero) return;
        arriving *= light.Radiance * path.Throughput * share * (phase * weight);
        if (path.Scatterings == 0) result.DiffuseDirect += arriving;
        else result.AddIndirect(arriving);
    }

    /// <summary>
    /// Returns the start of a ray in <paramref name="direction"/>: slightly off a surface, but beyond the far side of a fibre, whose
    /// scattering function includes everything that happens inside. The chord is that of a cylinder; along the fibre it is limited to ten
    /// diameters.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector3 LeaveFrom(in SurfaceHit surface, Vector3 facing, Vector3 direction) {
        float into = Vector3.Dot(facing, direction);
        if (surface.FibreRadius <= 0 || into >= 0) return OffsetFrom(surface.Position, facing, direction);
        float along = Vector3.Dot(new Vector3(surface.Tangent.X, surface.Tangent.Y, surface.Tangent.Z), direction);
        float chord = 2 * surface.FibreRadius * -into / MathF.Max(1 - along * along, 0.01f);
        return surface.Position + direction * (1.01f * chord + 0.01f * surface.FibreRadius);
    }

    /// <summary>
    /// Moves a position off a surface to the side that <paramref name="direction"/> points to, by a small step relative to the
    /// coordinates.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector3 OffsetFrom(Vector3 position, Vector3 normal, Vector3 direction) {
        Vector3 a = Vector3.Abs(position);
        float step = 6e-6f * MathF.Max(MathF.Max(a.X, a.Y), MathF.Max(a.Z, 0.1f));
        return position + normal * MathF.CopySign(step, Vector3.Dot(normal, direction));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerHeuristic(float a, float b) {
        float aa = a * a, sum = aa + b * b;
        return sum > 0 ? (float.IsInfinity(sum) ? (float.IsInfinity(a) ? 1 : 0) : aa / sum) : 0;
    }
}
