using Diorama.Core.Randomness;
using Diorama.Worlds.Places;
using Diorama.Worlds.Rooms;

namespace Diorama.Worlds.Placement.Furniture;

/// <summary>One try at furnishing a room: what stands in it, what is still to be placed, and what could not be.</summary>
internal sealed class FurnishingState(Room room, AssetPool assets, RequestedCounts requested, KeyedGenerator random) {
    public Room Room { get; } = room;
    public FurnishedRoom Space { get; } = new(room, random);
    public AssetPool Assets { get; } = assets;
    public RequestedCounts Requested { get; } = requested;
    public List<(string Class, PlacementReason Reason)> Failures { get; } = [];
}
