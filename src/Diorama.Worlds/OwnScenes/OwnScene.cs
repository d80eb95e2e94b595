using System.Runtime.CompilerServices;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Names;
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
        Scene = SceneFile.Read(own.File, camera.Width, camera.Height,
            units: new() { Unit = own.Unit, Scale = own.Scale, Up = own.Up.Length > 0 ? own.Up : null });
        HasCameras = Scene.Nodes.Exists(n => n.Camera is not null);
        NodeClasses.Apply(Scene, own, classes);
        WarnOfIdleRules(own);
        assets = new(Scene, own, classes);
    }

    /// <summary>Warns of rules for materials and lights whose patterns match nothing.</summary>
    private void WarnOfIdleRules(SceneRecipe own) {
        string file = Path.GetFileName(own.File);
        string[] materials = [.. Scene.Nodes.SelectMany(n => n.Parts).Select(p => p.Material.Name).Distinct()];
        string[] lights = [.. Scene.Nodes.Where(n => n.Light is not null).SelectMany(n => new[] { n.Name, n.Light!.Name }).Distinct()];
        for (int i = 0; i < own.Materials.Count; i++) Warn($"world.materials.{i}", "material", own.Materials[i].Name, materials);
        for (int i = 0; i < own.Lights.Count; i++) Warn($"world.lights.{i}", "light", own.Lights[i].Name, lights);

        void Warn(string rule, string what, string pattern, string[] names) {
            if (Array.Exists(names, n => NamePattern.Matches(pattern, n))) return;
            Scene.Warnings.Add($"{rule}: no {what} of {file} has a name like '{pattern}'"
                + (NearestNames.First(pattern, names) is { } near ? $"; the nearest is '{DisplayName.Visible(near)}'." : "."));
        }
    }

    /// <summary>Returns the objects of a copy of the scene that have a class, are no structure and still stand in it.</summary>
    /// <param name="copy">The copy, some of whose nodes may have been removed.</param>
    /// <param name="nodes">Nodes of the copy as it was made.</param>
    public IEnumerable<PlacedObject> Objects(Scene copy, IReadOnlyList<Node> nodes) {
        ArgumentNullException.ThrowIfNull(copy);
        ArgumentNullException.ThrowIfNull(nodes);
        return assets.Objects(copy, nodes);
    }
}
