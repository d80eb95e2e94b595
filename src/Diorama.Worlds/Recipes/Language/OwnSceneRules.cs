using Diorama.Core.Spaces;

namespace Diorama.Worlds.Recipes.Language;

/// <summary>Checks of what a recipe says on its own scene file and on given poses.</summary>
internal static class OwnSceneRules {
    /// <summary>Returns the problems by the paths of their values, as sentences without full stop.</summary>
    public static IEnumerable<(string Path, string Sentence)> Check(Recipe recipe) {
        if (recipe.World is SceneRecipe scene) {
            if (scene.File.Trim().Length == 0) yield return ("world.file", "the path of the scene file is missing");
            if (scene.Up.Length > 0 && SignedAxis.Parse(scene.Up) is null)
                yield return ("world.up", $"'{scene.Up}' is no axis; expected one of {string.Join(", ", SignedAxis.All)}");
            for (int i = 0; i < scene.Objects.Count; i++) {
                if (scene.Objects[i].Extra is { Length: > 0 } extra && extra.IndexOf('=') <= 0)
                    yield return ($"world.objects.{i}.extra", $"'{extra}' has no '='; expected property=pattern, such as category_id=3");
            }
        }
        switch (recipe.Camera.Poses) {
            case FilePosesRecipe { File: var file } when file.Trim().Length == 0:
                yield return ("camera.poses.file", "the path of the poses is missing");
                break;
            case FloorPosesRecipe { Polygon.Count: < 3 and var corners }:
                yield return ("camera.poses.polygon", $"{corners} corners stand here; expected three or more");
                break;
            case FloorPosesRecipe floor when floor.Ceiling <= floor.Floor:
                yield return ("camera.poses.ceiling", "the ceiling is not above the floor");
                break;
            case SplinePosesRecipe { Points.Count: < 2 and var points }:
                yield return ("camera.poses.points", $"{points} points stand here; expected two or more");
                break;
        }
    }
}
