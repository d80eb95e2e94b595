using Diorama.Rendering.Cameras;
using System.Numerics;
using Diorama.Core.Spaces;

namespace Diorama.Rendering.Scenes;

/// <summary>A rectified stereo pair: two equal, parallel cameras side by side.</summary>
public static class StereoRig {
    /// <summary>
    /// Creates the rig: the left camera is at its origin and the right one <paramref name="baseline"/> metres along +X, so that disparity
    /// = x_left − x_right = fx·baseline/Z.
    /// </summary>
    public static CameraRig Create(float baseline, Camera camera, string left = "left", string right = "right") {
        if (!(baseline > 0 && float.IsFinite(baseline))) throw new ArgumentOutOfRangeException(nameof(baseline), baseline,
            "a baseline is a positive number of metres");
        return new CameraRig()
            .Add(left, camera, Affine3.Identity)
            .Add(right, camera, Affine3.Translation(baseline * Vector3.UnitX));
    }
}
