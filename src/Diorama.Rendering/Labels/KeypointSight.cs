using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>Projects keypoints and tests whether anything hides them.</summary>
internal static class KeypointSight {
    public static void Fill(RenderScene scene, CameraRays camera, LabelOptions options, ObjectLabel[] labels) {
        using var sight = new VisibilityRay(scene, options.Policy);
        for (int i = 0; i < labels.Length; i++) {
            SceneObject o = scene.Objects[i];
            var points = new KeypointLabel[o.Keypoints.Count];
            for (int k = 0; k < points.Length; k++) {
                (Node node, Keypoint keypoint) = o.Keypoints[k];
                points[k] = Look(sight, camera, options, o.Id, keypoint.Name, scene.WorldFromNode(node).Point(keypoint.Position));
            }
            labels[i].Keypoints = points;
        }
    }

    private static KeypointLabel Look(VisibilityRay sight, CameraRays camera, LabelOptions options, int id, string name, Vector3 position) {
        if (!camera.Project(position, out Vector2 pixel, out float depth)) {
            return new(name, position, new(float.NaN), depth, KeypointState.Outside);
        }
        bool inside = pixel.X >= 0 && pixel.Y >= 0 && pixel.X < camera.Camera.Width && pixel.Y < camera.Camera.Height;
        if (!inside) return new(name, position, pixel, depth, KeypointState.Outside);

        float seconds = camera.TimeOfRow(pixel.Y);
        Affine3 world = camera.WorldFromCameraAt(seconds);
        Vector3 origin = camera.Camera.Lens.RaysAreParallel ? position - depth * world.Z : world.Origin;
        Vector3 way = position - origin;
        float distance = way.Length(), far = distance * (1 - OtherFrame.Tolerance);
        bool hidden = distance > 0 && sight.First(origin, way / distance, far, sight.Scene.NormalisedTime(seconds), 0, 0,
            options.Policy.Geometry, out SurfaceHit surface) && !Covers(sight.Scene, surface, id, distance, options.KeypointDepth);
        return new(name, position, pixel, depth, hidden ? KeypointState.Hidden : KeypointState.Visible);
    }

    /// <summary>
    /// Whether the surface that hides a keypoint belongs to its own object and lies at most <paramref name="depth"/> in front of it: a
    /// joint inside a limb counts as visible where the limb's surface above it is.
    /// </summary>
    private static bool Covers(RenderScene scene, in SurfaceHit surface, int id, float distance, float depth) =>
        scene.Records[surface.Record].InstanceId == id && distance - surface.Distance <= depth;
}
