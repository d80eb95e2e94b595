using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Randomisation;

/// <summary>
/// One kind of domain randomisation, applied to a built scene (docs/randomisation.md). A new kind is a key of <see cref="RandomiseRecipe"/>
/// and an entry of <see cref="All"/>.
/// </summary>
public sealed class Randomiser {
    /// <summary>A scene with its cameras.</summary>
    /// <param name="Scene">Scene that is changed.</param>
    /// <param name="Min">Lower corner of the box in which objects may be added, world space, metres.</param>
    /// <param name="Max">Upper corner of that box.</param>
    private readonly record struct Place(Scene Scene, Vector3 Min, Vector3 Max);

    /// <summary>All kinds, in the order in which they are applied.</summary>
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

    /// <param name="name">Key of the recipe.</param>
    /// <param name="amount">Returns the value of that key; a constant 0 switches the kind off.</param>
    /// <param name="apply">Applies the kind; receives the scene, the drawn amount, and its own random key.</param>
    private static Randomiser Of<T>(string name, Func<RandomiseRecipe, Distribution<T>> amount, Action<Place, T, Keyed> apply)
        where T : struct => new(
        recipe => amount(recipe) is not Constant<T> { Value: var value } || !value.Equals(default(T)),
        (place, recipe, draw) => apply(place, draw.Get($"randomise.{name}", amount(recipe)), draw.Key(name.Replace('_', ' '))));

    /// <summary>True if the recipe uses any randomisation.</summary>
    public static bool IsAskedFor(RandomiseRecipe recipe) {
        ArgumentNullException.ThrowIfNull(recipe);
        return All.Any(r => r.isAskedFor(recipe));
    }

    /// <summary>
    /// Applies all kinds that the recipe uses. To be called after the cameras are placed, so that no distractor is in front of a lens.
    /// </summary>
    /// <param name="scene">Scene that is changed.</param>
    /// <param name="min">Lower corner of the box for distractors, world space, metres.</param>
    /// <param name="max">Upper corner of that box.</param>
    /// <param name="recipe">The section <c>randomise</c> of the recipe.</param>
    /// <param name="draw">Draws of the scene, at the root of the recipe.</param>
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
