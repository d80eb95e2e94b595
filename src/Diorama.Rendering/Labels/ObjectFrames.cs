using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Labels;

/// <summary>
/// Converts world positions to normalised object coordinates (Wang et al. 2019, "Normalized Object Coordinate Space", section 3): uniformly
/// scaled, along the object's axes, the centre of the object's box at ½ and its diagonal 1.
/// </summary>
internal sealed class ObjectFrames {
    private readonly Affine3[] normalisedFromWorld;

    public ObjectFrames(IReadOnlyList<SceneObject> objects) {
        normalisedFromWorld = new Affine3[objects.Count];
        for (int i = 0; i < objects.Count; i++) {
            SceneObject o = objects[i];
            // Objects without a frame keep the zero transform, which maps everything to 0.
            if (!o.HasFrame) continue;
            Affine3 world = o.WorldFromObject;
            var scale = new Vector3(world.X.Length(), world.Y.Length(), world.Z.Length());
            float diagonal = ((o.BoxMax - o.BoxMin) * scale).Length();
            if (!(diagonal > 0) || !float.IsFinite(diagonal)) diagonal = 1;
            scale /= diagonal;
            Vector3 centre = 0.5f * (o.BoxMin + o.BoxMax);
            normalisedFromWorld[i] = Affine3.Translation(new Vector3(0.5f) - centre * scale) * Affine3.Scaling(scale) * world.Inverse();
        }
    }

    public Vector3 Normalised(int id, Vector3 world) => normalisedFromWorld[id - 1].Point(world);
}
