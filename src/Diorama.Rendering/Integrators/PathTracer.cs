using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Integrators;

/// <summary>
/// Unidirectional path tracing with next-event estimation, multiple importance sampling and Russian roulette
/// (Veach 1997; Pharr, Jakob and Humphreys 2023, chapter 13). Every path is a pure function of (seed, pixel, sample).
/// </summary>
public static class PathTracer {
    public static RenderedImage Render(RenderScene scene, CameraRays camera, RenderSettings settings) {
        int width = camera.Camera.Width, height = camera.Camera.Height;
        var total = new Image<Vector3>(width, height);
        Image<Vector3>[]? parts = settings.SplitLight ? [.. Enumerable.Range(0, 5).Select(_ => new Image<Vector3>(width, height))] : null;
        EnvironmentGuide? guide = settings.GuideEnvironment ? EnvironmentGuide.Learn(scene, camera, settings) : null;
        Tiles.Run(width, height, settings.Threads, () => new PathWorker(scene, camera, settings, guide), (worker, x0, y0, x1, y1) => {
            for (int y = y0; y < y1; y++) {
                for (int x = x0; x < x1; x++) {
                    PathRadiance sum = worker.Pixel(x, y);
                    float scale = 1f / settings.Samples;
                    total[x, y] = sum.Total * scale;
                    if (parts is null) continue;
                    parts[0][x, y] = sum.Emission * scale;
                    parts[1][x, y] = sum.DiffuseDirect * scale;
                    parts[2][x, y] = sum.DiffuseIndirect * scale;
                    parts[3][x, y] = sum.SpecularDirect * scale;
                    parts[4][x, y] = sum.SpecularIndirect * scale;
                }
            }
        }, settings.Progress, settings.Cancellation);
        return new RenderedImage {
            Radiance = total, Emission = parts?[0], DiffuseDirect = parts?[1], DiffuseIndirect = parts?[2],
            SpecularDirect = parts?[3], SpecularIndirect = parts?[4],
        };
    }
}
