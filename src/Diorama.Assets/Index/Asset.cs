using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Diorama.Core.Names;

namespace Diorama.Assets.Index;

/// <summary>
/// One entry of a pack's index: class, size, author, licence and model file of an asset. The asset frame is metres, +Z up, the origin in
/// the middle of the bottom of the bounding box, and the front (a sofa's seat side, a screen) faces −Y.
/// </summary>
public sealed record Asset : IJsonOnDeserialized {
    /// <summary>Class and number, "sofa-12": stable for a version of the pack, unique among all packs.</summary>
    public required string Id { get; init; }
    /// <summary>Name in the pack's catalogue, for display.</summary>
    public required string Name { get; init; }
    /// <summary>Class in the taxonomy; "object" if the catalogue's entry is not mapped to a class.</summary>
    public required string Class { get; init; }
    public required string Pack { get; init; }
    /// <summary>Category in the pack's own catalogue.</summary>
    public string Category { get; init; } = "";
    /// <summary>Width (X), depth (Y) and height (Z) of the bounding box, metres. The model is scaled to this size.</summary>
    public required Vector3 Size { get; init; }
    public required string Licence { get; init; }
    public required string Author { get; init; }
    /// <summary>Path of the model file, relative to the pack's folder, with '/' as the separator.</summary>
    public required string Model { get; init; }
    /// <summary>Height of the bottom above the floor in the catalogue, metres; above 0 for objects on walls, ceilings and tables.</summary>
    public float Elevation { get; init; }
    /// <summary>Height of the surface on which objects may be placed, metres above the bottom; null if there is none.</summary>
    public float? SupportHeight { get; init; }
    public AssetOpening? Opening { get; init; }
    public IReadOnlyList<AssetLight> Lights { get; init; } = [];
    /// <summary>Rotation of the file's axes before the size is measured, row-major 3×3; null is none.</summary>
    public IReadOnlyList<float>? Rotation { get; init; }
    public IReadOnlyList<string> Tags { get; init; } = [];
    /// <summary>Path of a small image of the asset, relative to the pack's folder; null if the pack has none.</summary>
    public string? Thumbnail { get; init; }
    /// <summary>Checksum of the model's files, SHA-256 in hexadecimal; empty for built-in assets.</summary>
    public string Content { get; init; } = "";

    /// <summary>
    /// Checks the names and paths, because an index is an untrusted file: ids become file names, and models must lie in the pack's folder.
    /// </summary>
    void IJsonOnDeserialized.OnDeserialized() {
        if (FileName.Problem(Id ?? "") is { } problem) throw new JsonException($"the id of an asset: {problem}");
        foreach (string? path in (string?[])[Model, Thumbnail]) {
            if (!string.IsNullOrEmpty(path) && PathBelow.Problem(path) is { } outside) throw new JsonException($"asset {Id}: {outside}");
        }
    }
}

/// <summary>A light source of an asset.</summary>
/// <param name="Position">Position in the asset frame, metres.</param>
/// <param name="Color">Colour in linear Rec.709; the largest component is 1.</param>
/// <param name="Diameter">Diameter of the emitting part, metres.</param>
public sealed record AssetLight(Vector3 Position, Vector3 Color, float Diameter);

/// <summary>Position of a door or window in a wall.</summary>
/// <param name="Kind">Door or window.</param>
/// <param name="WallThickness">Share of the asset's depth that is inside the wall, 0 to 1.</param>
/// <param name="WallDistance">Distance from the asset's back to the wall, as a share of its depth, 0 to 1.</param>
/// <param name="CutOut">Outline of the hole as an SVG path in the unit square (y down); null for the whole rectangle.</param>
public sealed record AssetOpening(OpeningKind Kind, float WallThickness, float WallDistance, string? CutOut);

public enum OpeningKind { Door, Window }
