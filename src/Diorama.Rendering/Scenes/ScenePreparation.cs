using System.Numerics;
using Diorama.Core;
using Diorama.Core.Memory;
using Diorama.Core.Spaces;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// Converts the node tree to flat records and an Embree scene. Records are in node order, parts before strands before lights, so that the
/// same scene prepared at another time has the same record for the same part.
/// </summary>
internal sealed unsafe class ScenePreparation {
    private readonly Scene scene;
    private readonly PrepareOptions options;
    private readonly ScenePose pose;
    private readonly ScenePose[] steps;
    private readonly List<IDisposable> owned = [];
    private readonly Dictionary<Mesh, SharedMesh> shared = [];
    private readonly Dictionary<Mesh, Accelerator> instanced = [];
    private readonly Dictionary<Material, int> materialIndex = [];
    private readonly List<Material> materials = [];
    private readonly List<InstanceRecord> records = [];
    private readonly Accelerator accelerator;
    private bool flattenAll;

    private sealed record SharedMesh(NativeArray<Vector3> Positions, NativeArray<int> Indices);

    private ScenePreparation(Scene scene, PrepareOptions options) {
        (this.scene, this.options) = (scene, options);
        accelerator = new(options.AllowGather, BuildSpeedOf(options));
        pose = ScenePose.At(scene, options.FrameTime, options.Animation);
        bool moving = options.MotionSeconds > 0 && ScenePose.IsAnimated(scene);
        int count = moving ? options.MotionSteps | 1 : 1;
        steps = new ScenePose[count];
        for (int i = 0; i < count; i++) {
            double offset = count == 1 ? 0 : ((double)i / (count - 1) - 0.5) * options.MotionSeconds;
            steps[i] = 2 * i + 1 == count ? pose : ScenePose.At(scene, options.FrameTime + offset, options.Animation);
        }
    }

    private static BuildSpeed BuildSpeedOf(PrepareOptions options) =>
        options.ForLabels ? BuildSpeed.Fastest : options.QuickBuild ? BuildSpeed.Quick : BuildSpeed.Thorough;

    public static RenderScene Prepare(Scene scene, PrepareOptions options) => new ScenePreparation(scene, options).Build();

    private RenderScene Build() {
        foreach (Material m in scene.Materials) IndexOf(m);
        long triangles = scene.Nodes.Sum(n => n.Parts.Sum(p => (long)p.Mesh.TriangleCount));
        flattenAll = triangles <= options.FlattenedTriangles;
        var uses = new Dictionary<Mesh, int>();
        foreach (MeshPart part in scene.Nodes.SelectMany(n => n.Parts)) uses[part.Mesh] = uses.GetValueOrDefault(part.Mesh) + 1;

        (List<SceneObject> objects, Dictionary<Node, SceneObject> ofNode) = SceneObjects.Gather(scene, pose);
        var lightRecords = new List<(int Record, Node Node)>();
        foreach (Node node in scene.Nodes) {
            // Unlabelled parts are drawn but belong to no object.
            SceneObject? o = ofNode.GetValueOrDefault(node);
            if (o is null && node.Parts.Count == 0) continue;
            foreach (MeshPart part in node.Parts) {
                bool instance = !flattenAll && uses[part.Mesh] > 1 && !pose.Deforms(node, part.Mesh);
                Register(instance ? AddInstanced(node, part) : AddFlattened(node, part), o, part.Mesh.Name);
            }
            foreach (CurvesPart part in node.Curves) Register(AddCurves(node, part), o, part.Curves.Name);
            if (node.Light is { Kind: LightKind.Rectangle or LightKind.Disc } light) {
                if (!(Emitter.FromLight(light, pose.WorldFromNode(node)).Area > 0)) {
                    throw new BadInputException($"the {light.Kind.ToString().ToLowerInvariant()} light on node '{node.Name}' has no "
                        + $"area; expected a size and scale above 0.");
                }
                lightRecords.Add((records.Count, node));
                Affine3[] worlds = [.. PosesOf(node).Select(p => p.WorldFromNode(node))];
                Register(light.Kind == LightKind.Rectangle ? AddRectangle(light, worlds, node) : AddDisc(light, worlds, node), o,
                    light.Name);
            }
        }
        accelerator.Commit();
        var table = Own(new NativeArray<InstanceRecord>(records.ToArray()));
        ObjectBounds.Compute(table, objects);
        return new RenderScene(scene, options, steps, accelerator, table, [.. materials], objects, lightRecords, owned);
    }

    private void Register(InstanceRecord record, SceneObject? o, string partName) {
        if (o is null || materials[record.Material].Unlabelled) {
            records.Add(record);
            return;
        }
        o.Records.Add(records.Count);
        o.PartNames.Add(partName);
        record.InstanceId = o.Id;
        record.PartId = o.PartNames.Count;
        record.ClassId = o.ClassId;
        records.Add(record);
    }

    /// <summary>Returns the poses of a node while the shutter is open; a single one for a static node.</summary>
    private ScenePose[] PosesOf(Node node) => steps.Length > 1 && pose.Moves(node) ? steps : [pose];

    private InstanceRecord AddFlattened(Node node, MeshPart part) {
        Mesh mesh = part.Mesh;
        InstanceRecord r = Begin(mesh, part.Material, node);
        bool deforms = pose.Deforms(node, mesh);
        ScenePose[] poses = PosesOf(node);
        var positions = new NativeArray<Vector3>[poses.Length];
        var normals = new NativeArray<Vector3>[poses.Length];
        for (int i = 0; i < poses.Length; i++) {
            positions[i] = Own(new NativeArray<Vector3>(mesh.Positions));
            Affine3 world = deforms ? poses[i].WorldFromDeformed(node) : poses[i].WorldFromNode(node);
            if (deforms) {
                normals[i] = Own(mesh.Normals is null ? new NativeArray<Vector3>(0) : new NativeArray<Vector3>(mesh.Normals));
                poses[i].Deform(node, mesh, positions[i].Span, normals[i].Span);
                Affine3 inverse = world.Inverse();
                foreach (ref Vector3 n in normals[i].Span) n = inverse.NormalByInverse(n);
            }
            foreach (ref Vector3 p in positions[i].Span) p = world.Point(p);
            ThrowIfFar(positions[i].Span, node, mesh.Name);
        }
        int middle = poses.Length / 2;
        r.PositionsInWorld = true;
        r.Steps = poses.Length;
        r.Positions = positions[middle].Pointer;
        r.PositionSteps = Pointers(positions);
        if (deforms && mesh.Normals is not null) {
            r.NormalsInWorld = true;
            r.Normals = normals[middle].Pointer;
            r.NormalSteps = Pointers(normals);
        }
        if (poses.Length > 1 && !deforms)
            r.WorldFromObjectSteps = Own(new NativeArray<Affine3>([.. poses.Select(q => q.WorldFromNode(node))])).Pointer;
        accelerator.AddTriangles(positions, shared[mesh].Indices);
        return r;
    }

    private InstanceRecord AddInstanced(Node node, MeshPart part) {
        InstanceRecord r = Begin(part.Mesh, part.Material, node);
        if (!instanced.TryGetValue(part.Mesh, out Accelerator? child)) {
            ThrowIfFar(part.Mesh.Positions, node, part.Mesh.Name);
            child = new Accelerator(options.AllowGather, BuildSpeedOf(options));
            child.AddTriangles([shared[part.Mesh].Positions], shared[part.Mesh].Indices);
            child.Commit();
            instanced.Add(part.Mesh, child);
        }
        ScenePose[] poses = PosesOf(node);
        Affine3[] world = [.. poses.Select(q => q.WorldFromNode(node))];
        ThrowIfFar(PlacedCorners(part.Mesh, world), node, part.Mesh.Name);
        r.Steps = world.Length;
        r.WorldFromObjectSteps = Own(new NativeArray<Affine3>(world)).Pointer;
        r.Positions = shared[part.Mesh].Positions.Pointer;
        accelerator.AddInstance(child, world);
        return r;
    }

    private InstanceRecord AddCurves(Node node, CurvesPart part) {
        Curves curves = part.Curves;
        var segments = new List<int>();
        for (int s = 0; s < curves.StrandCount; s++) {
            for (int i = curves.StrandStarts[s]; i + 3 < curves.StrandStarts[s + 1]; i++) segments.Add(i);
        }
        ScenePose[] poses = PosesOf(node);
        var points = new NativeArray<Vector4>[poses.Length];
        for (int i = 0; i < poses.Length; i++) {
            Affine3 world = poses[i].WorldFromNode(node);
            float scale = MathF.Cbrt(MathF.Abs(world.Determinant));
            points[i] = Own(new NativeArray<Vector4>(curves.ControlPoints));
            foreach (ref Vector4 p in points[i].Span) {
                p = new(world.Point(new(p.X, p.Y, p.Z)), p.W * scale);
                ThrowIfFar([new(p.X, p.Y, p.Z), new(p.W)], node, curves.Name);
            }
        }
        var segmentArray = Own(new NativeArray<int>([.. segments]));
        accelerator.AddCurves(points, segmentArray);
        Affine3 placed = pose.WorldFromNode(node);
        return new InstanceRecord {
            Kind = ShapeKind.Curves, Steps = poses.Length, PositionsInWorld = true,
            ControlPoints = points[poses.Length / 2].Pointer, Segments = segmentArray.Pointer,
            VertexCount = curves.ControlPoints.Length, PrimitiveCount = segments.Count,
            Material = IndexOf(part.Material), Handedness = 1, WorldFromObject = placed, ObjectFromWorld = placed.Inverse(),
        };
    }

    private InstanceRecord AddRectangle(Light light, Affine3[] worlds, Node node) {
        Vector3 half = new(light.Size.X / 2, light.Size.Y / 2, 0);
        NativeArray<Vector3>[] positions = [.. worlds.Select(w => Own(new NativeArray<Vector3>([
            w.Point(new(-half.X, -half.Y, 0)), w.Point(new(-half.X, half.Y, 0)),
            w.Point(new(half.X, half.Y, 0)), w.Point(new(half.X, -half.Y, 0))])))];
        foreach (NativeArray<Vector3> corners in positions) ThrowIfFar(corners.Span, node, light.Name);
        var indices = Own(new NativeArray<int>([0, 1, 2, 0, 2, 3]));
        accelerator.AddTriangles(positions, indices);
        int middle = worlds.Length / 2;
        return new InstanceRecord {
            Kind = ShapeKind.Triangles, Steps = worlds.Length, PositionsInWorld = true, Positions = positions[middle].Pointer,
            PositionSteps = Pointers(positions), Indices = indices.Pointer, VertexCount = 4, PrimitiveCount = 2,
            Material = IndexOf(LightSurface(light)), Handedness = 1, WorldFromObject = worlds[middle],
            ObjectFromWorld = worlds[middle].Inverse(),
        };
    }

    private InstanceRecord AddDisc(Light light, Affine3[] worlds, Node node) {
        NativeArray<Vector4>[] centres =
            [.. worlds.Select(w => Own(new NativeArray<Vector4>([new Vector4(w.Origin, light.Size.X / 2 * w.X.Length())])))];
        NativeArray<Vector3>[] normals = [.. worlds.Select(w => Own(new NativeArray<Vector3>([-Vector3.Normalize(w.Z)])))];
        foreach (NativeArray<Vector4> centre in centres) ThrowIfFar([new(centre[0].X, centre[0].Y, centre[0].Z), new(centre[0].W)], node,
            light.Name);
        accelerator.AddDisc(centres, normals);
        int middle = worlds.Length / 2;
        return new InstanceRecord {
            Kind = ShapeKind.Disc, Steps = worlds.Length, PositionsInWorld = true, ControlPoints = centres[middle].Pointer, VertexCount = 1,
            PrimitiveCount = 1,
            Material = IndexOf(LightSurface(light)), Handedness = 1, WorldFromObject = worlds[middle],
            ObjectFromWorld = worlds[middle].Inverse(),
        };
    }

    /// <summary>Returns the corners of the bounding box of a mesh under each of its transforms.</summary>
    private static Vector3[] PlacedCorners(Mesh mesh, Affine3[] places) {
        (Vector3 low, Vector3 high) = (new(float.PositiveInfinity), new(float.NegativeInfinity));
        foreach (Vector3 p in mesh.Positions) (low, high) = (Vector3.Min(low, p), Vector3.Max(high, p));
        if (mesh.VertexCount == 0) return [];
        return [.. places.SelectMany(place => Enumerable.Range(0, 8).Select(k =>
            place.Point(new((k & 1) != 0 ? high.X : low.X, (k & 2) != 0 ? high.Y : low.Y, (k & 4) != 0 ? high.Z : low.Z))))];
    }

    private static void ThrowIfFar(ReadOnlySpan<Vector3> positions, Node node, string part) {
        int bad = Coordinates.FirstUnusable(positions);
        if (bad >= 0) throw new BadInputException(
            $"'{part}' on node '{node.Name}' reaches {Coordinates.Text(positions[bad])} in the world, {Coordinates.Expected}");
    }

    private static Material LightSurface(Light light) => new() {
        Name = light.Name, BaseColor = Vector3.Zero, Specular = 0, Emission = light.Color * light.Intensity,
    };

    private InstanceRecord Begin(Mesh mesh, Material material, Node node) {
        if (!shared.ContainsKey(mesh))
            shared.Add(mesh, new(Own(new NativeArray<Vector3>(mesh.Positions)), Own(new NativeArray<int>(mesh.Indices))));
        Affine3 world = pose.WorldFromDeformed(node);
        return new InstanceRecord {
            Kind = ShapeKind.Triangles,
            Steps = 1,
            Indices = shared[mesh].Indices.Pointer,
            Normals = Vertices(mesh.Normals),
            Tangents = Vertices(TangentsOf(mesh, material)),
            Uv0 = Vertices(mesh.TexCoords.Length > 0 ? mesh.TexCoords[0] : null),
            Uv1 = Vertices(mesh.TexCoords.Length > 1 ? mesh.TexCoords[1] : null),
            Colors = Vertices(mesh.Colors),
            WorldFromObject = world,
            ObjectFromWorld = world.Inverse(),
            VertexCount = mesh.VertexCount,
            PrimitiveCount = mesh.TriangleCount,
            Material = IndexOf(material),
            Handedness = world.Determinant < 0 ? -1 : 1,
        };
    }

    private readonly Dictionary<Mesh, Vector4[]?> generatedTangents = [];

    /// <summary>Returns the file's tangents, or generated ones if a normal map needs them (glTF 2.0 section 3.7.2.1).</summary>
    private Vector4[]? TangentsOf(Mesh mesh, Material material) {
        if (mesh.Tangents is not null || (material.NormalTexture ?? material.ClearcoatNormalTexture) is not { } slot) return mesh.Tangents;
        if (!generatedTangents.TryGetValue(mesh, out Vector4[]? tangents))
            generatedTangents.Add(mesh, tangents = MeshTangents.Generate(mesh, slot.TexCoord));
        return tangents;
    }

    private readonly Dictionary<object, IntPtr> vertexArrays = new(ReferenceEqualityComparer.Instance);

    private T* Vertices<T>(T[]? array) where T : unmanaged {
        if (array is null) return null;
        if (!vertexArrays.TryGetValue(array, out IntPtr p)) vertexArrays.Add(array, p = (IntPtr)Own(new NativeArray<T>(array)).Pointer);
        return (T*)p;
    }

    private Vector3** Pointers(NativeArray<Vector3>[] arrays) =>
        (Vector3**)Own(new NativeArray<IntPtr>([.. arrays.Select(a => (IntPtr)a.Pointer)])).Pointer;

    private int IndexOf(Material material) {
        if (!materialIndex.TryGetValue(material, out int i)) {
            materialIndex.Add(material, i = materials.Count);
            materials.Add(material);
        }
        return i;
    }

    private T Own<T>(T disposable) where T : IDisposable {
        owned.Add(disposable);
        return disposable;
    }
}
