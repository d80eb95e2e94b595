using Diorama.Core.Randomness;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>
/// One try at furnishing a room: groups in the order of their importance, each where it scores best, then what hangs, then small objects.
/// </summary>
internal sealed class Furnisher {
    private readonly FurnishingState state;
    private readonly KitchenFurniture kitchen;

    public List<(string Class, PlacementReason Reason)> Failures => state.Failures;
    public IReadOnlyList<PlacedItem> Items => state.Space.Items;
    /// <summary>Higher is better: the sum of the scores of places, less what could not be placed.</summary>
    public float Score => state.Space.Score - 3 * Failures.Count;

    public Furnisher(Room room, AssetPool assets, RequestedCounts requested, KeyedGenerator random) {
        state = new(room, assets, requested, random);
        kitchen = new(state);
    }

    /// <summary>Places the furniture that stands on the floor.</summary>
    public void PlaceFurniture() {
        kitchen.Place();
        new BedFurniture(state).Place();
        new SeatingFurniture(state).Place();
        new DiningFurniture(state).Place();
        new DeskFurniture(state).Place();
        new WallFurniture(state).Place();
        new LooseSeats(state).Place();
    }

    /// <summary>Places what hangs, and what stands on other items; what is still requested then is a failure.</summary>
    public void PlaceRest() {
        new HangingObjects(state, kitchen).Place();
        new Rugs(state).Place();
        new FloorObjects(state).Place();
        new SmallObjects(state).Place();
        foreach (string name in state.Requested.Classes) {
            while (state.Requested.Take(name))
                Failures.Add((name, state.Assets.Of(name).Count == 0 ? PlacementReason.NoAsset : PlacementReason.NoFreeSpace));
        }
    }
}
