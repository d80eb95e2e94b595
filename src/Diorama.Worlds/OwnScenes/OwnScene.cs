using System.Runtime.CompilerServices;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.OwnScenes;

/// <summary>
/// The scene file of a recipe, read once, in its unit and with its classes; scenes of the dataset are copies of it. Thread-safe.
/// </summary>
public sealed class OwnScene {
    private static readonly ConditionalWeakTable<SceneRecipe, Lazy<OwnScene>> known = [];

    private readonly SceneAssets assets;

    /// <summary>The scene as all datasets begin with it; not to be changed.</summary>
    public Scene Scene { get; }
    public bool HasCameras { get; }
    /// <summary>Models of the objects that have a class, each once, in the order of their nodes.</summary>
    public IReadOnlyList<AssetModel> Models => assets.Models;

    /// <summary>Returns the scene of a recipe, which is read when it is first needed.</summary>
    /// <param name="own">The section <c>world</c> of a recipe; it must not change afterwards.</param>
    /// <param name="camera">The section <c>camera</c>: cameras of the file that state no size of their images get its.</param>
    /// <param name="classes">Classes that nodes may have.</param>
    /// <exception cref="BadInputException">The file cannot be read, or has a class that is not declared.</exception>
    public static OwnScene Of(SceneRecipe own, CameraRecipe camera, ClassSet classes) {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(camera);
        ArgumentNullException.ThrowIfNull(classes);
        return known.GetValue(own, key => new(() => new(key, camera, classes))).Value;
    }

    private OwnScene(SceneRecipe own, CameraRecipe camera, ClassSet classes) {
        Scene = SceneFile.Read(own.File, camera.Width, camera.Height);
        SceneUnits.Apply(Scene, own.Unit, own.Scale, own.Up.Length > 0 ? own.Up : null);
        HasCameras = Scene.Nodes.Exists(n => n.Camera is not null);
        NodeClasses.Apply(Scene, own, classes);
        assets = new(Scene, own, classes);
    }

    /// <summary>Returns the objects that have a class and are no structure, with their nodes in a copy of the scene.</summary>
    public IEnumerable<PlacedObject> Objects(Scene copy) {
        ArgumentNullException.ThrowIfNull(copy);
        return assets.Objects(copy);
    }
}
