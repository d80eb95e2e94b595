using System.Numerics;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Outdoors;

/// <summary>
/// Dimensions of a street that runs along X through the origin, metres. Traffic keeps right: lanes below y = 0 lead to +X. The carriageway
/// is at z = 0.
/// </summary>
internal sealed class StreetLayout {
    public const float LaneWidth = 3.2f, ParkingWidth = 2.3f, KerbWidth = 0.15f, KerbHeight = 0.12f;
    /// <summary>Length by which the empty street continues beyond its ends.</summary>
    public const float Beyond = 35;

    public float Length { get; }
    public int Lanes { get; }
    public float Pavement { get; }
    /// <summary>Distance from the axis to the kerb.</summary>
    public float HalfRoad => Lanes * LaneWidth / 2 + ParkingWidth;
    /// <summary>Distance from the axis to the house fronts.</summary>
    public float HalfStreet => HalfRoad + Pavement;
    public float End => Length / 2 + Beyond;
    public float Crossing { get; }

    public StreetLayout(StreetRecipe recipe, Draw draw) {
        Length = (float)draw.Get("world.length", recipe.Length);
        Lanes = draw.Get("world.lanes", recipe.Lanes);
        Pavement = (float)draw.Get("world.pavement_width", recipe.PavementWidth);
        if (!(Length >= 10)) throw new Core.BadInputException($"world.length is {Length} m; a street of 10 m or more was expected.");
        if (Lanes is < 1 or > 8) throw new Core.BadInputException($"world.lanes is {Lanes}; 1 to 8 lanes were expected.");
        if (!(Pavement >= 1)) throw new Core.BadInputException($"world.pavement_width is {Pavement} m; 1 m or more were expected.");
        Crossing = (draw.Key("crossing").Generator().NextFloat() - 0.5f) * 0.7f * Length;
    }

    /// <summary>Returns the middle of a lane and the direction of its traffic: +1 is +X.</summary>
    public (float Y, int Way) Lane(int lane) {
        float y = (lane - (Lanes - 1) / 2f) * LaneWidth;
        // The only lane of a one-way street leads to +X, and so does the middle one of an odd number.
        return (y, y > 0.1f ? -1 : 1);
    }

    /// <summary>Returns the middle of the parking strip; side −1 is below the axis.</summary>
    public float Parking(int side) => side * (HalfRoad - ParkingWidth / 2);

    /// <summary>Returns the ground of the pavement on a side, without the kerb.</summary>
    public (Vector2 Min, Vector2 Max) PavementOf(int side) => side > 0
        ? (new(-Length / 2, HalfRoad + KerbWidth), new(Length / 2, HalfStreet))
        : (new(-Length / 2, -HalfStreet), new(Length / 2, -HalfRoad - KerbWidth));
}
