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
            case FloorPosesRecipe { Polygon: var outline } when !IsSimple(outline):
                yield return ("camera.poses.polygon", "the polygon crosses itself or has no area; expected its corners in order");
                break;
            case FloorPosesRecipe floor when floor.Ceiling <= floor.Floor:
                yield return ("camera.poses.ceiling", "the ceiling is not above the floor");
                break;
            case SplinePosesRecipe { Points.Count: < 2 and var points }:
                yield return ("camera.poses.points", $"{points} points stand here; expected two or more");
                break;
        }
    }

    /// <summary>Whether the edges of a polygon meet nowhere but at its corners.</summary>
    private static bool IsSimple(List<double[]> corners) {
        int n = corners.Count;
        double area = 0;
        for (int i = 0; i < n; i++) {
            (double[] a, double[] b) = (corners[i], corners[(i + 1) % n]);
            area += Side(corners[0], a, b);
            for (int k = i + 2; k < n; k++) {
                (double[] c, double[] d) = (corners[k], corners[(k + 1) % n]);
                if ((k + 1) % n != i && Side(a, b, c) * Side(a, b, d) <= 0 && Side(c, d, a) * Side(c, d, b) <= 0) return false;
            }
        }
        return area != 0;

        static double Side(double[] from, double[] to, double[] of) =>
            (to[0] - from[0]) * (of[1] - from[1]) - (to[1] - from[1]) * (of[0] - from[0]);
    }
}
