using System.Numerics;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Randomisation;

/// <summary>
/// Domain randomisation: all that a recipe's <c>randomise</c> asks for, done to a built scene. What it does is in docs/randomisation.md.
/// </summary>
public static class Randomiser {
    /// <summary>Call it when the cameras stand, so that no distractor hangs in front of a lens.</summary>
    /// <param name="scene">Changed.</param>
    /// <param name="min">Corner of the box for distractors, world, metres.</param>
    /// <param name="max">The other corner.</param>
    /// <param name="recipe">The recipe's <c>randomise</c>.</param>
    /// <param name="draw">Of the scene, at the recipe's root.</param>
    public static void Apply(Scene scene, Vector3 min, Vector3 max, RandomiseRecipe recipe, Draw draw) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        MaterialJitter.SwapTextures(scene, draw.Get("randomise.texture_swap", recipe.TextureSwap), draw.Key("texture swap"));
        MaterialJitter.JitterColors(scene, draw.Get("randomise.color_jitter", recipe.ColorJitter), draw.Key("color jitter"));
        LightJitter.Apply(scene, draw.Get("randomise.light_jitter", recipe.LightJitter), draw.Key("light jitter"));
        int count = draw.Get("randomise.distractors", recipe.Distractors);
        if (count <= 0) return;
        ScenePose pose = ScenePose.At(scene, 0);
        Vector3[] cameras = [.. scene.Nodes.Where(n => n.Camera is not null).Select(n => pose.WorldFromNode(n).Origin)];
        Distractors.Append(scene, min, max, count, cameras, draw.Key("distractors"));
    }
}
