using System.Diagnostics;
using System.Numerics;
using Diorama.StockScenes;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Benchmarks.Pictures;

/// <summary>Our path tracer on the files of a <see cref="SharedScene"/>.</summary>
internal sealed class OurRenderer(SharedScene files, int width, int height, int threads) {
    private readonly Scene scene = Read(files, width, height);

    private static Scene Read(SharedScene files, int width, int height) {
        var scene = SceneFile.Read(files.Glb, width, height);
        if (files.Sky != null) scene.Environment = new() { Map = ImageFile.ReadEnvironment(files.Sky) };
        return scene;
    }

    /// <summary>
    /// Renders and returns the seconds that took, preparation of the scene and BVH included, reading of the files not: what is
    /// counted for Cycles.
    /// </summary>
    public double Render(int samples, int seed, out Image<Vector3> radiance) {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        using var prepared = RenderScene.Prepare(scene);
        CameraRays camera = prepared.CameraAt(scene.Nodes.First(n => n.Name == StockScene.CameraNode && n.Camera != null));
        radiance = PathTracer.Render(prepared, camera, new() {
            Samples = samples, Seed = (uint)seed, MaxBounces = SharedScene.Bounces, Threads = threads,
        }).Radiance;
        return clock.Elapsed.TotalSeconds;
    }
}
