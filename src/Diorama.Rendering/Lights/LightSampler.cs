using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Sampling;

namespace Diorama.Rendering.Lights;

/// <summary>
/// Light sampling for next-event estimation over all lights of a scene. Finite emitters are chosen by a <see cref="LightTree"/>; lights at
/// infinity form one mixture of the environment and the directional lights, so that radiance and density of a direction are sums over both.
/// Immutable and thread-safe.
/// </summary>
public sealed class LightSampler {
    private readonly Emitter[] finite;
    private readonly Emitter[]?[] motion;
    private readonly LightTree tree;
    private readonly DirectionalEmitter[] directional;
    private readonly EnvironmentLight? environment;
    private readonly float[] directionalProbability;
    private readonly float environmentProbability;

    /// <param name="finite">Finite emitters in their state at the frame time.</param>
    /// <param name="directional">Directional lights, which never move.</param>
    /// <param name="environment">Environment light; null without one.</param>
    /// <param name="motion">
    /// States of each emitter that <see cref="Emitter.Moves"/> at uniform steps of the shutter time, two or more.
    /// </param>
    public LightSampler(Emitter[] finite, DirectionalEmitter[] directional, EnvironmentLight? environment, Emitter[]?[]? motion = null) {
        ArgumentNullException.ThrowIfNull(finite);
        ArgumentNullException.ThrowIfNull(directional);
        (this.finite, this.directional, this.environment) = (finite, directional, environment);
        this.motion = motion ?? [];
        var bounds = new LightBounds[finite.Length];
        for (int i = 0; i < finite.Length; i++) bounds[i] = finite[i].Moves ? LightBounds.Of(this.motion[i]) : LightBounds.Of(finite[i]);
        tree = new(bounds);
        directionalProbability = new float[directional.Length];
        float sum = 0;
        foreach (DirectionalEmitter d in directional) sum += d.Strength;
        float sky = environment?.Strength ?? 0;
        if (sky > 0) {
            // A surface receives light from about half of the sphere. The limits ensure that both parts get samples: a dim sky still lights
            // all shadows.
            environmentProbability = sum > 0 ? Math.Clamp(sky / 2 / (sky / 2 + sum), 0.3f, 0.9f) : 1;
        }
        for (int i = 0; i < directional.Length && sum > 0; i++) {
            directionalProbability[i] = (1 - environmentProbability) * directional[i].Strength / sum;
        }
        HasInfinite = sum > 0 || sky > 0;
    }

    public bool HasFinite => !tree.IsEmpty;

    public bool HasInfinite { get; }

    public ReadOnlySpan<Emitter> Finite => finite;

    /// <summary>
    /// Samples a finite emitter and a point on it. <paramref name="normal"/> is the unit normal of the hemisphere in which the surface
    /// scatters light; zero in media and where light passes through. <paramref name="time"/> is the normalised shutter time, for emitters
    /// that move. Returns false if no light can arrive.
    /// </summary>
    public bool SampleFinite(Vector3 position, Vector3 normal, float uSelect, Vector2 u, out LightSample s, float time = 0) {
        s = default;
        if (tree.IsEmpty || !tree.Sample(position, normal, uSelect, out int emitter, out float probability)) return false;
        ref readonly Emitter e = ref finite[emitter];
        bool found = e.Moves
            ? EmitterSampling.Sample(Emitter.At(motion[emitter], time), position, u, out s)
            : EmitterSampling.Sample(e, position, u, out s);
        if (!found) return false;
        s.Pdf *= probability;
        s.Emitter = emitter;
        return true;
    }

    /// <summary>
    /// Returns the density of <see cref="SampleFinite"/> for a ray from <paramref name="position"/> that hit the emitter at
    /// <paramref name="distance"/>, at the same <paramref name="time"/>.
    /// </summary>
    public float PdfFinite(Vector3 position, Vector3 normal, int emitter, Vector3 direction, float distance, float time = 0) {
        ref readonly Emitter e = ref finite[emitter];
        float pdf = e.Moves
            ? EmitterSampling.Pdf(Emitter.At(motion[emitter], time), position, direction, distance)
            : EmitterSampling.Pdf(e, position, direction, distance);
        return pdf > 0 ? pdf * tree.Probability(position, normal, emitter) : 0;
    }

    /// <summary>Returns the probability that <see cref="SampleFinite"/> chooses the emitter for this point.</summary>
    public float SelectionProbability(Vector3 position, Vector3 normal, int emitter) => tree.Probability(position, normal, emitter);

    /// <summary>Samples a direction towards the environment, the sun or a directional light; returns false if there is none.</summary>
    public bool SampleInfinite(float uSelect, Vector2 u, out LightSample s) {
        s = new() { Distance = float.PositiveInfinity, Emitter = -1 };
        if (!HasInfinite) return false;
        if (uSelect < environmentProbability || directional.Length == 0) {
            if (!environment!.Sample(u, out s.Direction, out _)) return false;
        } else {
            float left = uSelect - environmentProbability;
            int chosen = 0;
            while (chosen < directional.Length - 1 && left >= directionalProbability[chosen]) left -= directionalProbability[chosen++];
            while (chosen > 0 && directionalProbability[chosen] == 0) chosen--;
            ref readonly DirectionalEmitter light = ref directional[chosen];
            if (light.IsDelta) {
                (s.Direction, s.Radiance, s.Pdf, s.Delta) = (light.Direction, light.Irradiance, directionalProbability[chosen], true);
                return s.Pdf > 0;
            }
            // Slightly inside the edge, so that rounding cannot move the direction outside its own light.
            s.Direction = new Basis(light.Direction).ToWorld(Warp.Cone(u, light.OneMinusCos * 0.9999f));
        }
        s.Radiance = InfiniteRadiance(s.Direction, cameraRay: false);
        s.Pdf = PdfInfinite(s.Direction);
        return s.Pdf > 0;
    }

    /// <summary>Returns the density of <see cref="SampleInfinite"/> per steradian, over all lights with extent.</summary>
    public float PdfInfinite(Vector3 direction) {
        float pdf = environmentProbability > 0 ? environmentProbability * environment!.Pdf(direction) : 0;
        for (int i = 0; i < directional.Length; i++) {
            if (directional[i].Contains(direction)) pdf += directionalProbability[i] * directional[i].Density;
        }
        return pdf;
    }

    /// <summary>Whether a direction lies in the disc of a directional light.</summary>
    internal bool MeetsDirectional(Vector3 direction) {
        foreach (ref readonly DirectionalEmitter light in directional.AsSpan()) {
            if (light.Contains(direction)) return true;
        }
        return false;
    }

    /// <summary>
    /// Returns the radiance along a ray that leaves the scene: the environment, and the discs of directional lights with extent.
    /// </summary>
    public Vector3 InfiniteRadiance(Vector3 direction, bool cameraRay) {
        Vector3 radiance = environment?.Radiance(direction) ?? default;
        foreach (ref readonly DirectionalEmitter light in directional.AsSpan()) {
            if ((light.VisibleToCamera || !cameraRay) && light.Contains(direction)) radiance += light.Radiance;
        }
        return radiance;
    }
}
