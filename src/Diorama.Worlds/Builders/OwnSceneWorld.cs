using System.Numerics;
using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Spaces;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.OwnScenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Skies;

namespace Diorama.Worlds.Builders;

/// <summary>Builds worlds of a user's own scene file: classes by rules, variations, and objects of packs on its surfaces.</summary>
public static class OwnSceneWorld {
    /// <summary>Builds one scene.</summary>
    /// <param name="own">The section <c>world</c> of the recipe.</param>
    /// <param name="recipe">The recipe.</param>
    /// <param name="draw">Draws of the scene.</param>
    /// <param name="library">Asset library, for the sky and scattered objects.</param>
    /// <param name="classes">Classes that nodes may have.</param>
    /// <exception cref="BadInputException">The file cannot be read, a class is not declared, or a pattern finds nothing.</exception>
    public static BuiltPlace Build(SceneRecipe own, Recipe recipe, Draw draw, AssetLibrary library, ClassSet classes) {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        ArgumentNullException.ThrowIfNull(library);
        Draw world = draw.At("world");
        var report = new PlacementReport { Attempts = draw.Attempt + 1 };
        OwnScene source = OwnScene.Of(own, recipe.Camera, classes);
        Scene scene = source.Scene.Copy();
        Node[] nodes = [.. scene.Nodes];
        IReadOnlyList<string> hidden = SceneVariation.Apply(scene, own, world);

        Asset? panorama = null;
        if (scene.Environment is null || !own.KeepSky) {
            SceneSky sky = SceneSky.Sample(recipe.Light, draw.At("light"), library);
            (scene.Environment, panorama) = (sky.Environment, sky.Panorama);
        }
        List<PlacedObject> objects = [.. source.Objects(scene, nodes)];
        if (own.Scatter.Count > 0) objects.AddRange(Scattering.Apply(scene, own, hidden, world, library, report));
        (Vector3 min, Vector3 max) = Bounds(scene);
        return new() {
            Scene = scene, Objects = objects, Report = report, Hidden = hidden, Panorama = panorama, FocusMin = min, FocusMax = max,
            Poses = source.HasCameras ? new CamerasPosesRecipe() : new SpherePosesRecipe { Together = true },
        };
    }

    /// <summary>Returns the box around all geometry at rest; a small one for a scene without any.</summary>
    private static (Vector3 Min, Vector3 Max) Bounds(Scene scene) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        ScenePose pose = ScenePose.At(scene, 0);
        foreach (Node node in scene.Nodes) {
            Affine3 world = pose.WorldFromNode(node);
            foreach (MeshPart part in node.Parts) {
                foreach (Vector3 p in part.Mesh.Positions) {
                    Vector3 q = Coordinates.Within(world.Point(p));
                    (min, max) = (Vector3.Min(min, q), Vector3.Max(max, q));
                }
            }
        }
        return min.X <= max.X ? (min, max) : (new(-0.1f), new(0.1f));
    }
}
