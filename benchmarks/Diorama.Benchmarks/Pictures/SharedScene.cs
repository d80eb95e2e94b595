using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Diorama.StockScenes;
using Diorama.Core.Images;
using Diorama.Rendering.SceneFiles.Gltf;

namespace Diorama.Benchmarks.Pictures;

/// <summary>The files through which both renderers get a scene: a GLB, the sky as EXR, and for cycles.py a description of both.</summary>
internal sealed class SharedScene {
    public const int Bounces = 8;

    public string Name { get; }
    public string Glb { get; }
    /// <summary>Null without a sky.</summary>
    public string? Sky { get; }
    public string Job { get; }
    /// <summary>Of all that both renderers read; not of the number of threads, which changes no picture.</summary>
    public string Hash { get; }

    public SharedScene(StockScene scene, string folder, int threads) {
        Directory.CreateDirectory(folder);
        Name = scene.Name;
        Glb = Path.Combine(folder, $"{scene.Name}.glb");
        Job = Path.Combine(folder, $"{scene.Name}.json");
        GltfWriter.Write(scene.Scene, Glb);
        JsonNode? environment = null;
        if (scene.Scene.Environment is { } sky) {
            if (sky.Map != null) ImageFile.WriteExr(Sky = Path.Combine(folder, $"{scene.Name}-sky.exr"), sky.Map, PixelType.Float);
            environment = new JsonObject { ["path"] = Path.GetFileName(Sky), ["scale"] = Triple(sky.Scale),
                ["rotation_z"] = sky.RotationZ };
        }
        var suns = new JsonObject();
        foreach (var node in scene.Scene.Nodes) {
            if (node.Light is not { } light) continue;
            suns[node.Name] = new JsonObject { ["irradiance"] = light.Intensity, ["color"] = Triple(light.Color),
                ["angle"] = light.AngularDiameter };
        }
        var job = new JsonObject {
            ["scene"] = Path.GetFileName(Glb), ["camera"] = StockScene.CameraNode, ["bounces"] = Bounces, ["environment"] = environment,
            ["suns"] = suns,
            ["hidden_back"] = new JsonArray([.. scene.Scene.Materials.Where(m => m.Emits).Select(m => (JsonNode)m.Name)]),
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string? file in (string?[])[Glb, Sky]) {
            if (file != null) hash.AppendData(File.ReadAllBytes(file));
        }
        hash.AppendData(Encoding.UTF8.GetBytes(job.ToJsonString()));
        Hash = Convert.ToHexStringLower(hash.GetCurrentHash());
        job["threads"] = threads;
        File.WriteAllText(Job, job.ToJsonString());

        static JsonArray Triple(Vector3 v) => new(v.X, v.Y, v.Z);
    }
}
