using System.Runtime.CompilerServices;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Names;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras.PoseFiles;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>
/// Cameras whose poses are given, by a file or by the scene. They are taken as they are: nothing checks what is before them.
/// </summary>
internal static class GivenCameras {
    private static readonly ConditionalWeakTable<FilePosesRecipe, Lazy<IReadOnlyList<GivenPose>>> read = [];

    /// <summary>Returns the poses of a file, which is read once.</summary>
    public static IReadOnlyList<GivenPose> PosesOf(FilePosesRecipe file) =>
        read.GetValue(file, key => new(() => PoseFile.Read(key.File))).Value;

    /// <summary>
    /// Places the cameras at poses of a file: frame i of scene n has the pose n · frames per scene + i; after the last one, the first one
    /// comes again.
    /// </summary>
    public static PlacedCameras OfFile(RenderScene prepared, FilePosesRecipe file, CameraSpace space, CameraRecipe recipe, Draw draw) {
        IReadOnlyList<GivenPose> all = PosesOf(file);
        long first = draw.Scene * recipe.FramesPerScene;
        GivenPose[] poses = [.. Enumerable.Range(0, recipe.FramesPerScene).Select(i => all[(int)((first + i) % all.Count)])];
        Camera camera = CameraModel.Create(recipe, draw);
        if (poses[0].Lens is { } lens)
            camera = camera with { Lens = lens, Width = poses[0].Width ?? recipe.Width, Height = poses[0].Height ?? recipe.Height };
        if (poses[0].FieldOfView is { } angle) {
            float focal = (float)(camera.Width / 2.0 / Math.Tan(angle / 2));
            camera = camera with { Lens = new PerspectiveLens(focal, focal, camera.Width / 2f, camera.Height / 2f) };
        }
        if (ImageSize.Problem(camera.Width, camera.Height) is { } size) throw new BadInputException($"{file.File}: {size}.");
        foreach (GivenPose pose in poses) {
            if (Same(pose, poses[0])) continue;
            throw new BadInputException(
                $"{file.File}: the frames of one scene have different lenses or sizes; expected one lens for all, or "
                + "camera.frames_per_scene: 1.");
        }
        Scene scene = prepared.Source;
        Affine3 map = file.Space == PoseSpace.File ? scene.WorldFromFile : Affine3.Identity;
        Affine3[] worldFromNode = [.. poses.Select(p => p.InScene(map, scene.Origin) * Camera.NodeFromCamera.Inverse())];
        return Placed(prepared, space, camera, recipe, worldFromNode[0], () => CameraMount.Attach(scene, camera, worldFromNode, recipe));
    }

    /// <summary>
    /// Places the cameras where those of the scene are: scene n of the dataset has camera n, and then the first one again.
    /// </summary>
    public static PlacedCameras OfScene(RenderScene prepared, CamerasPosesRecipe cameras, CameraSpace space, CameraRecipe recipe,
        Draw draw) {
        Scene scene = prepared.Source;
        Node[] chosen = Chosen(scene, cameras);
        if (chosen.Length == 0) {
            Node[] own = [.. scene.Nodes.Where(n => n.Camera is not null)];
            throw new BadInputException(
                $"camera.poses.name: the scene has no camera with a name like '{DisplayName.Visible(cameras.Name)}'; "
                + (own.Length == 0 ? "it has no cameras at all." : $"{NearestNames.Sentence(cameras.Name, own.Select(n => n.Name))}."));
        }
        Node node = chosen[(int)(draw.Scene % chosen.Length)];
        Camera camera = node.Camera! with { };
        return Placed(prepared, space, camera, recipe, prepared.WorldFromNode(node), () => CameraMount.Attach(scene, camera, node, recipe));
    }

    /// <summary>Returns the nodes of the cameras whose names match.</summary>
    public static Node[] Chosen(Scene scene, CamerasPosesRecipe cameras) => [.. scene.Nodes.Where(n => n.Camera is not null
        && (NamePattern.Matches(cameras.Name, n.Name) || NamePattern.Matches(cameras.Name, n.Camera.Name)))];

    private static PlacedCameras Placed(RenderScene prepared, CameraSpace space, Camera camera, CameraRecipe recipe,
        in Affine3 worldFromNode,
        Func<IReadOnlyList<Node>> attach) {
        CameraView view = CameraView.Look(prepared, camera, CameraPose.WorldFromCamera(worldFromNode), CameraView.Subjects(prepared, space),
            recipe.MinimumArea);
        if (camera.ApertureRadius > 0) camera.FocusDistance = CameraView.Focus(view.Distance);
        return new() { Cameras = attach(), VisibleSubjects = view.VisibleSubjects, Tries = 1 };
    }

    private static bool Same(GivenPose a, GivenPose b) => a.Width == b.Width && a.Height == b.Height
        && a.FieldOfView == b.FieldOfView && (a.Lens == b.Lens
        || a.Lens is { } x && b.Lens is { } y && x.Model == y.Model && x.Parameters.SequenceEqual(y.Parameters));
}
