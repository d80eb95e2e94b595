using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>Puts the cameras of a recipe into a scene: a single one, a stereo pair, and the further cameras of a rig.</summary>
internal static class CameraMount {
    /// <summary>Adds a node that follows the poses, one per frame, with the cameras on it; returns the nodes of the cameras.</summary>
    public static IReadOnlyList<Node> Attach(Scene into, Camera camera, IReadOnlyList<Affine3> worldFromNode, CameraRecipe recipe) {
        var carrier = new Node { Name = "camera", Translation = worldFromNode[0].Origin,
            Rotation = CameraPose.RotationOf(worldFromNode[0]) };
        into.Nodes.Add(carrier);
        if (worldFromNode.Count > 1)
            into.Animations.Add(new CameraPath { WorldFromNode = worldFromNode }.Animate(carrier, recipe.FrameRate));
        return Attach(into, camera, carrier, recipe);
    }

    /// <summary>Adds the cameras to a node of the scene, which may move; returns their nodes.</summary>
    public static IReadOnlyList<Node> Attach(Scene into, Camera camera, Node carrier, CameraRecipe recipe) {
        var rig = new CameraRig();
        if (recipe.StereoBaseline > 0) rig.Cameras.AddRange(StereoRig.Create((float)recipe.StereoBaseline, camera).Cameras);
        else rig.Add("", camera, Affine3.Identity);
        foreach (RigCameraRecipe extra in recipe.Rig) rig.Add(extra.Name, camera, RigPose(extra));
        return rig.Attach(into, carrier);
    }

    /// <summary>Converts the pose of a rig camera: yaw turns right, pitch up, roll clockwise, in this order.</summary>
    private static Affine3 RigPose(RigCameraRecipe extra) {
        if (extra.Position.Length != 3 || extra.Angles.Length != 3) {
            throw new Core.BadInputException($"camera.rig '{extra.Name}': position and angles have {extra.Position.Length} and "
                + $"{extra.Angles.Length} numbers; three each were expected.");
        }
        return Affine3.Translation(new((float)extra.Position[0], (float)extra.Position[1], (float)extra.Position[2]))
            * Affine3.Rotation(System.Numerics.Vector3.UnitY, Radians(extra.Angles[0]))
            * Affine3.Rotation(System.Numerics.Vector3.UnitX, Radians(extra.Angles[1]))
            * Affine3.Rotation(System.Numerics.Vector3.UnitZ, Radians(extra.Angles[2]));
    }

    private static float Radians(double degrees) => (float)(degrees * Math.PI / 180);
}
