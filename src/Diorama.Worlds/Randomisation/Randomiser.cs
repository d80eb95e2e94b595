using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Randomisation;

/// <summary>
/// One kind of domain randomisation, done to a built scene (docs/randomisation.md). A new one is a key of <see cref="RandomiseRecipe"/> and
/// an entry of <see cref="All"/>.
/// </summary>
public sealed class Randomiser {
    /// <summary>A scene whose cameras stand.</summary>
    /// <param name="Scene">Changed.</param>
    /// <param name="Min">Corner of the box in which things may be added, world, metres.</param>
    /// <param name="Max">The other corner.</param>
    private readonly record struct Place(Scene Scene, Vector3 Min, Vector3 Max);

    /// <summary>In the order in which they are applied.</summary>
    private static readonly Randomiser[] All = [
        Of("texture_swap", r => r.TextureSwap, (place, chance, key) => MaterialJitter.SwapTextures(place.Scene, chance, key)),
        Of("color_jitter", r => r.ColorJitter, (place, amount, key) => MaterialJitter.JitterColors(place.Scene, amount, key)),
        Of("light_jitter", r => r.LightJitter, (place, stops, key) => LightJitter.Apply(place.Scene, stops, key)),
        Of("distractors", r => r.Distractors, AddDistractors),
    ];

    private readonly Func<RandomiseRecipe, bool> isAskedFor;
    private readonly Action<Place, RandomiseRecipe, Draw> apply;

    private Randomiser(Func<RandomiseRecipe, bool> isAskedFor, Action<Place, RandomiseRecipe, Draw> apply) =>
        (this.isAskedFor, this.apply) = (isAskedFor, apply);

    /// <param name="name">The recipe's key.</param>
    /// <param name="amount">Its value; 0 does nothing.</param>
    /// <param name="apply">Receives the scene, the amount that was drawn, and random numbers of its own.</param>
    private static Randomiser Of<T>(string name, Func<RandomiseRecipe, Distribution<T>> amount, Action<Place, T, Keyed> apply)
        where T : struct => new(
        recipe => amount(recipe) is not Constant<T> { Value: var value } || !value.Equals(default(T)),
        (place, recipe, draw) => apply(place, draw.Get($"randomise.{name}", amount(recipe)), draw.Key(name.Replace('_', ' '))));

    /// <summary>Whether the recipe asks for any.</summary>
    public static bool IsAskedFor(RandomiseRecipe recipe) {
        ArgumentNullException.ThrowIfNull(recipe);
        return All.Any(r => r.isAskedFor(recipe));
    }

    /// <summary>
    /// Does all that the recipe asks for. Call it when the cameras stand, so that no distractor hangs in front of a lens.
    /// </summary>
    /// <param name="scene">Changed.</param>
    /// <param name="min">Corner of the box for distractors, world, metres.</param>
    /// <param name="max">The other corner.</param>
    /// <param name="recipe">The recipe's <c>randomise</c>.</param>
    /// <param name="draw">Of the scene, at the recipe's root.</param>
    public static void Apply(Scene scene, Vector3 min, Vector3 max, RandomiseRecipe recipe, Draw draw) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        foreach (Randomiser randomiser in All) randomiser.apply(new(scene, min, max), recipe, draw);
    }

    private static void AddDistractors(Place place, int count, Keyed key) {
        if (count <= 0) return;
        ScenePose pose = ScenePose.At(place.Scene, 0);
        Vector3[] cameras = [.. place.Scene.Nodes.Where(n => n.Camera is not null).Select(n => pose.WorldFromNode(n).Origin)];
        Distractors.Append(place.Scene, place.Min, place.Max, count, cameras, key);
    }
}
