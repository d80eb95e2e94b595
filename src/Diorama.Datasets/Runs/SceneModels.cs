using Diorama.Assets.Import;
using Diorama.Assets.Index;
using Diorama.Assets.Models;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Runs.Plans;
using Diorama.Worlds.OwnScenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Datasets.Runs;

/// <summary>
/// Writes the models of the objects of a scene file into its dataset, so that poses have something to be the poses of, wherever the
/// dataset goes.
/// </summary>
internal static class SceneModels {
    /// <summary>Writes the models that the folder lacks; returns a warning if the scene file cannot be read any more, else null.</summary>
    public static string? Write(RunPlan plan, DatasetFolder dataset) {
        // A run of scenes that are built by code has another text.
        if (RecipeFile.TryParse(plan.RecipeText) is not { World: SceneRecipe own } recipe) return null;
        try {
            OwnScene scene = OwnScene.Of(own, recipe.Camera, new RecipeClasses(recipe, OwnClasses.Known()).Known);
            FileException.MakeFolder(dataset.ModelsFolder);
            foreach (AssetModel model in scene.Models) {
                string path = Path.Combine(dataset.ModelsFolder, model.Asset.Id + ".glb");
                if (!File.Exists(path)) StandaloneModel.Write(model, path, Path.GetDirectoryName(Path.GetFullPath(own.File))!);
            }
            return null;
        } catch (BadInputException e) {
            return $"The models of the scene's objects cannot be written: {e.Message}";
        }
    }
}
