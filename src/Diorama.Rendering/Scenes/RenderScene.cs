using System.Numerics;
using Diorama.Core.Memory;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Media;

namespace Diorama.Rendering.Scenes;

/// <summary>
/// A scene prepared for one frame: flattened and loaded into Embree, textures decoded, lights gathered. Immutable once prepared and
/// thread-safe; must be disposed to free memory outside the managed heap.
/// </summary>
public sealed unsafe partial class RenderScene : IDisposable {
    private readonly List<IDisposable> owned;
    private readonly Accelerator accelerator;
    private readonly MaterialTable materials;
    private readonly ScenePose pose;
    private readonly Lazy<SceneLights> emitters;

    internal NativeArray<InstanceRecord> Records { get; }
    internal MaterialTable Materials => materials;
    internal SceneLights Emitters => emitters.Value;

    public Scene Source { get; }
    public PrepareOptions Options { get; }
    /// <summary>All labelled instances; the id of Objects[i] is i + 1.</summary>
    public IReadOnlyList<SceneObject> Objects { get; }
    /// <summary>Materials; the material id of MaterialList[i] is i + 1.</summary>
    public IReadOnlyList<Material> MaterialList => materials.Materials;
    public LightSampler Lights => Emitters.Sampler;
    public FogSampler? Fog { get; }
    /// <summary>Whether geometry may move within the prepared interval.</summary>
    public bool HasMotion { get; }
    /// <summary>Corners of the bounding box of all geometry, in world space.</summary>
    public (Vector3 Min, Vector3 Max) Bounds { get; }

    internal RenderScene(Scene source, PrepareOptions options, ScenePose[] steps, Accelerator accelerator,
        NativeArray<InstanceRecord> records, Material[] materials, IReadOnlyList<SceneObject> objects,
        IReadOnlyList<(int Record, Node Node)> lights, List<IDisposable> owned) {
        (Source, Options, Records, Objects, this.accelerator, this.owned, pose) =
            (source, options, records, objects, accelerator, owned, steps[steps.Length / 2]);
        this.materials = new MaterialTable(materials, source.Warnings, options.Textures);
        HasMotion = steps.Length > 1;
        Bounds = accelerator.Bounds();
        emitters = new(() => SceneLights.Gather(source, steps, records, this.materials, lights, owned));
        // Invalid lights are reported now, unless only labels are made, which need no lights.
        if (!options.ForLabels) _ = emitters.Value;
        if (source.Fog is { } fog) Fog = new FogSampler(fog);
    }

    /// <summary>
    /// Prepares a scene: flattens it, builds the acceleration structure, decodes textures. Throws <see cref="Core.BadInputException"/> if
    /// the scene cannot be used.
    /// </summary>
    public static RenderScene Prepare(Scene scene, PrepareOptions? options = null) => ScenePreparation.Prepare(scene, options ?? new());

    /// <summary>Creates a tracer for single rays, for one thread; must be disposed before this scene.</summary>
    public Tracer NewTracer() => accelerator.NewTracer();

    /// <summary>Creates a tracer for packets of 16 rays, for one thread; must be disposed before this scene.</summary>
    public PacketTracer NewPacketTracer() => accelerator.NewPacketTracer();

    /// <summary>Returns the transform of a node at the frame time.</summary>
    public Affine3 WorldFromNode(Node node) => pose.WorldFromNode(node);

    /// <summary>Returns the camera of <paramref name="node"/>, prepared to generate rays; its pose follows the scene's animation.</summary>
    public CameraRays CameraAt(Node node) {
        Camera camera = node.Camera ?? throw new ArgumentException($"node '{node.Name}' carries no camera", nameof(node));
        Affine3 Pose(ScenePose at) {
            Affine3 m = at.WorldFromCamera(node);
            return new(Vector3.Normalize(m.X), Vector3.Normalize(m.Y), Vector3.Normalize(m.Z), m.Origin);
        }
        Affine3 now = Pose(pose);
        return pose.Moves(node)
            ? new CameraRays(camera, t => t == 0 ? now : Pose(ScenePose.At(Source, Options.FrameTime + t, Options.Animation)))
            : new CameraRays(camera, _ => now);
    }

    /// <summary>Converts seconds relative to the frame time to Embree's normalised time, 0 to 1; 0 in a scene without motion.</summary>
    public float NormalisedTime(float seconds) =>
        HasMotion ? Math.Clamp(0.5f + seconds / (float)Options.MotionSeconds, 0, 1) : 0;

    public void Dispose() {
        accelerator.Dispose();
        foreach (IDisposable d in owned) d.Dispose();
        owned.Clear();
    }
}
