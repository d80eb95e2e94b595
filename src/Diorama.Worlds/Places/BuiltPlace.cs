using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Places;

/// <summary>A place with its objects and lights, before it has cameras: the result of a recipe's <c>world</c> for one scene.</summary>
public sealed class BuiltPlace {
    public required Scene Scene { get; init; }
    /// <summary>Labelled objects, each with its node in <see cref="Scene"/>.</summary>
    public required List<PlacedObject> Objects { get; init; }
    public required PlacementReport Report { get; init; }
    /// <summary>Names of nodes that the draws of this scene left out, although the recipe may name them.</summary>
    public IReadOnlyList<string> Hidden { get; init; } = [];
    /// <summary>Panorama that surrounds the place; null if there is none.</summary>
    public Asset? Panorama { get; init; }
    /// <summary>
    /// Lower corner of the box that cameras should look at, world space, metres; <see cref="FocusMax"/> is the upper one.
    /// </summary>
    public Vector3 FocusMin { get; init; }
    public Vector3 FocusMax { get; init; }
    /// <summary>Where cameras are if the recipe does not say; null places them by areas or the box.</summary>
    public PosesRecipe? Poses { get; init; }
    /// <summary>
    /// Areas in which cameras may be, for places that surround the camera; empty for places that cameras look at from outside.
    /// </summary>
    public IReadOnlyList<CameraArea> Areas { get; init; } = [];
}
