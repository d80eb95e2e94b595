using System.Numerics;
using Diorama.Rendering.Scenes;

namespace Diorama.Worlds.Places;

/// <summary>A place with its things and lights, before anyone looks at it: what a recipe's <c>world</c> becomes for one scene.</summary>
public sealed class BuiltPlace {
    public required Scene Scene { get; init; }
    /// <summary>The labelled things, each with its node in <see cref="Scene"/>.</summary>
    public required List<PlacedObject> Objects { get; init; }
    public required PlacementReport Report { get; init; }
    /// <summary>Corners of the box that cameras should look at, world, metres.</summary>
    public Vector3 FocusMin { get; init; }
    public Vector3 FocusMax { get; init; }
    /// <summary>Where cameras may stand, for places that one is in rather than looks at; empty for the others.</summary>
    public IReadOnlyList<CameraArea> Areas { get; init; } = [];
}
