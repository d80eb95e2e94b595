using System.Numerics;
using System.Runtime.CompilerServices;
using Diorama.Core.Memory;
using Diorama.Rendering.Lights;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// All light sources of a prepared scene: emissive triangles, lights on nodes, and the environment. Maps a hit triangle to its emitter, and
/// returns the textured radiance at a sampled point of an emitter.
/// </summary>
internal sealed unsafe class SceneLights {
    private readonly NativeArray<InstanceRecord> records;
    private readonly MaterialTable materials;
    /// <summary>Record and primitive of each emitter that comes from a triangle of a mesh.</summary>
    private readonly (int Record, int Primitive)[] triangles;
    private readonly bool anyTextured;

    public LightSampler Sampler { get; }

    private SceneLights(NativeArray<InstanceRecord> records, MaterialTable materials, Emitter[] emitters,
        (int, int)[] triangles, DirectionalEmitter[] directional, EnvironmentLight? environment, Emitter[]?[]? motion) {
        (this.records, this.materials, this.triangles) = (records, materials, triangles);
        foreach (ref Emitter e in emitters.AsSpan()) anyTextured |= e.Textured;
        Sampler = new LightSampler(emitters, directional, environment, motion);
    }

    /// <summary>
    /// Gathers the lights of a scene. <paramref name="shapes"/> lists the nodes of lights with a surface, by their records;
    /// <paramref name="steps"/> are the poses of the scene at uniform steps while the shutter is open, with that of the frame time in the
    /// middle.
    /// </summary>
    public static SceneLights Gather(Scene scene, ScenePose[] steps, NativeArray<InstanceRecord> records, MaterialTable materials,
        IReadOnlyList<(int Record, Node Node)> shapes, List<IDisposable> owned) {
        ScenePose pose = steps[steps.Length / 2];
        var raw = new List<Emitter>();
        var rawTriangles = new List<(int Record, int Primitive)>();
        var shapeOfRecord = shapes.Select(s => s.Record).ToHashSet();
        for (int index = 0; index < records.Length; index++) {
            ref InstanceRecord r = ref records[index];
            if (shapeOfRecord.Contains(index) || r.Kind != ShapeKind.Triangles || !materials.Emits(r.Material)) continue;
            for (int p = 0; p < r.PrimitiveCount; p++) {
                raw.Add(Triangle(r, materials, p, r.Steps / 2) with { Moves = r.Steps > 1 });
                rawTriangles.Add((index, p));
            }
        }
        Emitter[] merged = QuadMerging.MergeQuads(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(raw), out int[] emitterOf);
        var emitters = new List<Emitter>(merged);
        var motion = new Dictionary<int, Emitter[]>();
        var triangles = new (int Record, int Primitive)[merged.Length];
        for (int i = 0; i < emitterOf.Length; i++) {
            (int record, int primitive) = rawTriangles[i];
            triangles[emitterOf[i]] = (record, primitive);
            ref InstanceRecord r = ref records[record];
            if (r.Emitters == null) r.Emitters = NewEmitterTable(r.PrimitiveCount, owned);
            r.Emitters[primitive] = emitterOf[i];
            if (r.Steps <= 1) continue;
            var states = new Emitter[r.Steps];
            for (int step = 0; step < states.Length; step++) states[step] = Triangle(r, materials, primitive, step);
            motion.Add(emitterOf[i], states);
        }
        void Add(Node node, Light light) {
            bool moves = steps.Length > 1 && pose.Moves(node);
            if (moves) motion.Add(emitters.Count, [.. steps.Select(s => Emitter.FromLight(light, s.WorldFromNode(node)))]);
            emitters.Add(Emitter.FromLight(light, pose.WorldFromNode(node)) with { Moves = moves });
        }
        foreach ((int record, Node node) in shapes) {
            ref InstanceRecord r = ref records[record];
            r.Emitters = NewEmitterTable(r.PrimitiveCount, owned);
            new Span<int>(r.Emitters, r.PrimitiveCount).Fill(emitters.Count);
            Add(node, node.Light!);
        }
        var directional = new List<DirectionalEmitter>();
        foreach (Node node in scene.Nodes) {
            if (node.Light is not { } light) continue;
            if (light.Kind == LightKind.Directional) directional.Add(DirectionalEmitter.FromLight(light, pose.WorldFromNode(node)));
            else if (light.Kind is LightKind.Point or LightKind.Spot) Add(node, light);
        }
        EnvironmentLight? environment = scene.Environment is { } sky ? EnvironmentOf(sky, directional) : null;
        Emitter[]?[]? moving = motion.Count == 0 ? null : [.. Enumerable.Range(0, emitters.Count).Select(motion.GetValueOrDefault)];
        return new SceneLights(records, materials, [.. emitters], triangles, [.. directional], environment, moving);
    }

    private static Emitter Triangle(in InstanceRecord r, MaterialTable materials, int primitive, int step) {
        Vector3 a = r.PointAt(primitive, 0, 0, step), b = r.PointAt(primitive, 1, 0, step), c = r.PointAt(primitive, 0, 1, step);
        if (r.Handedness < 0) (b, c) = (c, b);
        return Emitter.Triangle(a, b, c, materials.MeanEmission(r.Material), materials.Materials[r.Material].DoubleSided,
            materials.EmissionVaries(r.Material));
    }

    private static EnvironmentLight EnvironmentOf(Environment e, List<DirectionalEmitter> directional) {
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

    /// <summary>Returns the emitter index of the triangle that was hit; −1 if it is not sampled as a light.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Of(in SurfaceHit hit) {
        int* table = records.Pointer[hit.Record].Emitters;
        return table == null ? -1 : table[hit.Primitive];
    }

    /// <summary>Replaces the mean radiance of a textured emitter by the radiance at the sampled point.</summary>
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
