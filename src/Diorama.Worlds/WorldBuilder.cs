using Diorama.Assets;
using Diorama.Assets.Taxonomy;
using Diorama.Core;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Builders;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.OwnScenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Randomisation;
using Diorama.Worlds.Recipes;
using Diorama.Worlds.Weather;

namespace Diorama.Worlds;

/// <summary>
/// Builds the worlds of a recipe: scene n is a pure function of the recipe and n. A scene in which something could not be placed is tried
/// again; the values of the recipe stay the same, positions are drawn again. Thread-safe.
/// </summary>
public sealed class WorldBuilder {
    private readonly Recipe recipe;
    private readonly AssetLibrary library;
    private readonly RecipeSensor sensor;
    private readonly RecipeNoise noise;
    private readonly RecipeClasses classes;

    /// <summary>Looks up the cameras and the noise model that the recipe names.</summary>
    /// <exception cref="BadInputException">The recipe names a camera that was not measured, or noise that was not learned.</exception>
    public WorldBuilder(Recipe recipe, AssetLibrary library) {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(library);
        (this.recipe, this.library) = (recipe, library);
        sensor = new(recipe, () => library.Cameras);
        noise = new(recipe, () => library.Cameras);
        classes = new(recipe, library.Classes);
    }

    /// <summary>Classes of the recipe and of its dataset.</summary>
    public RecipeClasses Classes => classes;

    /// <summary>
    /// Number of poses that the recipe's file has, or of cameras of its scene, each for the frames of a scene of the dataset; null if
    /// neither gives poses.
    /// </summary>
    /// <exception cref="BadInputException">The file of poses or the scene cannot be read.</exception>
    public int? PoseCount => recipe.Camera.Poses switch {
        FilePosesRecipe file => GivenCameras.PosesOf(file).Count,
        CamerasPosesRecipe cameras => CountOf(cameras),
        null => CountOf(new()),
        _ => null,
    };

    private int? CountOf(CamerasPosesRecipe cameras) {
        if (recipe.World is not SceneRecipe own) return null;
        Scene scene = OwnScene.Of(own, recipe.Camera, classes.Known).Scene;
        return GivenCameras.Chosen(scene, cameras).Length is > 0 and var count ? count * recipe.Camera.FramesPerScene : null;
    }

    /// <summary>Number of attempts at a scene before the best one is used, with its failures in the report.</summary>
    public const int MaxAttempts = 4;

    /// <exception cref="BadInputException">The recipe cannot be built: an unknown class, or no asset of a class.</exception>
    /// <exception cref="UnbuildableSceneException">This scene has no space for a camera.</exception>
    public World Build(long scene) => Retry(scene, 0);

    /// <summary>
    /// Builds the scene again, after <paramref name="retry"/> results could not be used: with further attempts and the same values of the
    /// recipe.
    /// </summary>
    public World Retry(long scene, int retry) {
        (Draw Draw, BuiltPlace Place)? best = null;
        World? world = null;
        int first = retry * MaxAttempts, last = first + MaxAttempts - 1;
        // The furnishing has tried each room several times already: other doors and windows help once, if at all.
        int lastForFailures = recipe.World is RoomsRecipe ? first + 1 : last;
        for (int attempt = first; attempt <= last; attempt++) {
            var draw = new Draw(recipe, scene, attempt);
            BuiltPlace place = Place(draw);
            if (best is null || place.Report.Failures.Count < best.Value.Place.Report.Failures.Count) best = (draw, place);
            if (best.Value.Place.Report.Failures.Count > 0 && attempt < lastForFailures) continue;
            World? built = AddCameras(best.Value.Draw, best.Value.Place, attempt + 1);
            best = null;
            if (built is not null && (world is null || built.Report.Failures.Count < world.Report.Failures.Count)) {
                world?.Dispose();
                world = built;
            } else {
                built?.Dispose();
            }
            if (world is not null && !world.Report.Failures.Exists(f => f.Reason == PlacementReason.NoCamera)) break;
        }
        return world ?? throw new UnbuildableSceneException(
            $"recipe '{recipe.Name}', scene {scene}: no place for the camera was found in {MaxAttempts} attempts; "
            + "expected free space for camera.camera_height and camera.minimum_clearance");
    }

    /// <summary>Places cameras and completes the world; null if there is no space for a camera.</summary>
    private World? AddCameras(Draw draw, BuiltPlace place, int attempts) {
        foreach (string name in classes.Known.Names) place.Scene.Classes.Add(name);
        if (recipe.Classes.Count > 0) KeepClasses(place.Scene);
        if (recipe.World is StreetRecipe) WeatherOnGround.Apply(place, recipe.Weather, draw);

        RenderScene? prepared = RenderScene.Prepare(place.Scene, new() {
            // A scene that is prepared again after the cameras are placed needs only the quality for finding their poses.
            ForLabels = recipe.Render.Samples == 0 || Randomiser.IsAskedFor(recipe.Randomise) || recipe.World is StreetRecipe
                && Precipitation.Falls(recipe.Weather, draw),
            QuickBuild = recipe.Render.Samples < PrepareOptions.FewSamples,
        });
        PlacedCameras cameras = CameraPlacement.Place(prepared, CameraSpace.Of(place), recipe.Camera, draw,
            recipe.Camera.Poses ?? place.Poses);
        if (cameras.Failure is { } failure) place.Report.Failures.Add(failure);
        if (cameras.Cameras.Count == 0 || AddWhatNeedsCameras(place, cameras.Cameras, draw)) {
            prepared.Dispose();
            prepared = null;
        }
        if (cameras.Cameras.Count == 0) return null;
        place.Report.Attempts = Math.Max(attempts, place.Report.Attempts);
        return new() {
            Scene = place.Scene, Cameras = cameras.Cameras, FrameCount = recipe.Camera.FramesPerScene, FrameRate = recipe.Camera.FrameRate,
            Objects = place.Objects, Panorama = place.Panorama, Report = place.Report, Values = draw.Values,
            Sensor = sensor.Of(draw), PictureStages = noise.Of(draw) is { } learned ? [learned] : [], Prepared = prepared,
        };
    }

    /// <summary>
    /// Adds precipitation around the cameras and randomisation that keeps off them. True if the scene is no longer the one that was
    /// prepared.
    /// </summary>
    private bool AddWhatNeedsCameras(BuiltPlace place, IReadOnlyList<Node> cameras, Draw draw) {
        int nodes = place.Scene.Nodes.Count;
        if (recipe.World is StreetRecipe) Precipitation.Append(place.Scene, cameras, recipe.Weather, draw);
        if (!Randomiser.IsAskedFor(recipe.Randomise)) return place.Scene.Nodes.Count > nodes;
        Randomiser.Apply(place.Scene, place.FocusMin, place.FocusMax, recipe.Randomise, draw);
        return true;
    }

    private BuiltPlace Place(Draw draw) => recipe.World switch {
        RoomsRecipe rooms => RoomsWorld.Build(rooms, recipe, draw, library),
        StudioRecipe studio => StudioWorld.Build(studio, recipe, draw, library),
        TabletopRecipe tabletop => TabletopWorld.Build(tabletop, recipe, draw, library),
        BinRecipe bin => BinWorld.Build(bin, recipe, draw, library),
        SceneRecipe own => OwnSceneWorld.Build(own, recipe, draw, library, classes.Known),
        StreetRecipe street => StreetWorld.Build(street, recipe, draw, library),
        _ => throw new InvalidOperationException($"{recipe.World.GetType().Name} has no builder"),
    };

    /// <summary>Gives objects of classes that the recipe does not list the class "object"; they stay in the images.</summary>
    private void KeepClasses(Scene scene) {
        var kept = classes.OfDataset.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        foreach (Node node in scene.Nodes) {
            if (node.Class is { } name && !kept.Contains(name)) node.Class = ClassSet.Unmapped;
        }
    }
}
