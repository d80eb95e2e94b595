using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Memory;
using Diorama.Core.Spaces;
using Diorama.Rendering.Lights;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// All light sources of a prepared scene: emissive triangles, lights on nodes, surroundings. Knows which emitter a hit
/// triangle is, and the textured radiance at a sampled point of one.
/// </summary>
internal sealed unsafe class SceneLights {
    private readonly NativeArray<InstanceRecord> records;
    private readonly MaterialTable materials;
    /// <summary>For textured emitters, the triangle: (record, primitive).</summary>
    private readonly (int Record, int Primitive)[] triangles;
    private readonly bool anyTextured;

    public LightSampler Sampler { get; }

    private SceneLights(NativeArray<InstanceRecord> records, MaterialTable materials, Emitter[] emitters,
        (int, int)[] triangles, DirectionalEmitter[] directional, EnvironmentLight? environment) {
        (this.records, this.materials, this.triangles) = (records, materials, triangles);
        foreach (ref Emitter e in emitters.AsSpan()) anyTextured |= e.Textured;
        Sampler = new LightSampler(emitters, directional, environment);
    }

    public static SceneLights Gather(Scene scene, ScenePose pose, NativeArray<InstanceRecord> records, MaterialTable materials,
        IReadOnlyList<(int Record, Light Light, Affine3 World)> shapes, List<IDisposable> owned) {
        var raw = new List<Emitter>();
        var rawTriangles = new List<(int Record, int Primitive)>();
        var shapeOfRecord = shapes.ToDictionary(s => s.Record);
        for (int index = 0; index < records.Length; index++) {
            ref InstanceRecord r = ref records[index];
            if (shapeOfRecord.ContainsKey(index) || r.Kind != ShapeKind.Triangles || !materials.Emits(r.Material)) continue;
            Vector3 radiance = materials.MeanEmission(r.Material);
            bool twoSided = materials.Materials[r.Material].DoubleSided, textured = materials.EmissionVaries(r.Material);
            for (int p = 0; p < r.PrimitiveCount; p++) {
                Vector3 a = r.PointAt(p, 0, 0), b = r.PointAt(p, 1, 0), c = r.PointAt(p, 0, 1);
                if (r.Handedness < 0) (b, c) = (c, b);
                Emitter e = Emitter.Triangle(a, b, c, radiance, twoSided, textured);
                raw.Add(e);
                rawTriangles.Add((index, p));
            }
        }
        Emitter[] merged = QuadMerging.MergeQuads(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(raw), out int[] emitterOf);
        var emitters = new List<Emitter>(merged);
        var triangles = new (int Record, int Primitive)[merged.Length];
        for (int i = 0; i < emitterOf.Length; i++) {
            (int record, int primitive) = rawTriangles[i];
            triangles[emitterOf[i]] = (record, primitive);
            ref InstanceRecord r = ref records[record];
            if (r.Emitters == null) r.Emitters = NewEmitterTable(r.PrimitiveCount, owned);
            r.Emitters[primitive] = emitterOf[i];
        }
        var directional = new List<DirectionalEmitter>();
        foreach ((int record, Light light, Affine3 world) in shapes) {
            ref InstanceRecord r = ref records[record];
            r.Emitters = NewEmitterTable(r.PrimitiveCount, owned);
            new Span<int>(r.Emitters, r.PrimitiveCount).Fill(emitters.Count);
            emitters.Add(Emitter.FromLight(light, world));
        }
        foreach (Node node in scene.Nodes) {
            if (node.Light is not { } light) continue;
            Affine3 world = pose.WorldFromNode(node);
            if (light.Kind == LightKind.Directional) directional.Add(DirectionalEmitter.FromLight(light, world));
            else if (light.Kind is LightKind.Point or LightKind.Spot) emitters.Add(Emitter.FromLight(light, world));
        }
        EnvironmentLight? environment = scene.Environment is { } surroundings ? Surroundings(surroundings, directional) : null;
        return new SceneLights(records, materials, [.. emitters], triangles, [.. directional], environment);
    }

    private static EnvironmentLight Surroundings(Environment e, List<DirectionalEmitter> directional) {
        if (e.SunSky is not { } sky) return new(e.Map, e.Scale, e.RotationZ);
        directional.Add(SkyModel.Sun(sky));
        return new(SkyModel.Bake(sky), Vector3.One);
    }

    private static int* NewEmitterTable(int length, List<IDisposable> owned) {
        var table = new NativeArray<int>(length);
        table.Span.Fill(-1);
        owned.Add(table);
        return table.Pointer;
    }

    /// <summary>Emitter index of the triangle that was hit, −1 when light sampling does not know it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(in SurfaceHit hit) {
        int* table = records.Pointer[hit.Record].Emitters;
        return table == null ? -1 : table[hit.Primitive];
    }

    /// <summary>Replaces the mean radiance of a textured emitter by that at the sampled point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Texture(ref LightSample sample) {
        if (anyTextured) Evaluate(ref sample);
    }

    private void Evaluate(ref LightSample sample) {
        if (sample.Emitter >= triangles.Length) return;
        (int record, int primitive) = triangles[sample.Emitter];
        ref InstanceRecord r = ref records.Pointer[record];
        if (!materials.EmissionVaries(r.Material)) return;
        (float u, float v) = r.Handedness < 0 ? (sample.Barycentric.Y, sample.Barycentric.X) : (sample.Barycentric.X, sample.Barycentric.Y);
        int* i = r.Indices + 3 * primitive;
        Vector2 uv0 = r.Uv0 == null ? new(u, v) : (1 - u - v) * r.Uv0[i[0]] + u * r.Uv0[i[1]] + v * r.Uv0[i[2]];
        Vector2 uv1 = r.Uv1 == null ? uv0 : (1 - u - v) * r.Uv1[i[0]] + u * r.Uv1[i[1]] + v * r.Uv1[i[2]];
        sample.Radiance = materials.EmissionAt(r.Material, uv0, uv1);
    }
}
