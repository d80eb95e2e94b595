using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Outdoors;

/// <summary>
/// Ids of the models of the furniture pack that are suitable for a street, selected by visual inspection: standing people, vehicles of real
/// size, trees narrow enough for a pavement.
/// </summary>
internal static class StreetAssets {
    public static readonly (string Id, float Weight)[] Vehicles = [
        ("car-1", 1), ("car-2", 0.5f), ("car-3", 0.7f), ("car-5", 1), ("car-6", 0.5f), ("car-7", 1.5f), ("car-8", 1), ("car-9", 1.5f),
        ("car-10", 1.5f),
        ("car-11", 0.4f), ("car-12", 1), ("van-1", 1), ("truck-3", 0.4f), ("bus-2", 0.4f), ("bus-1", 0.2f)];
    /// <summary>Vehicles that are left on the pavement beside the kerb.</summary>
    public static readonly (string Id, float Weight)[] Cycles =
        [("bicycle-2", 3), ("scooter-3", 1.5f), ("scooter-1", 1), ("motorcycle-2", 1)];
    public static readonly (string Id, float Weight)[] People = [
        ("person-1", 0.4f), ("person-3", 1), ("person-4", 1), ("person-5", 1), ("person-6", 1), ("person-7", 1), ("person-8", 1),
        ("person-9", 1), ("person-10", 1),
        ("person-11", 1), ("person-12", 1), ("person-24", 1), ("person-27", 1)];
    public static readonly (string Id, float Weight)[] Furniture = [
        ("bench-3", 1), ("bench-4", 1), ("bench-7", 1), ("trash-can-2", 1.5f), ("trash-can-4", 1.5f), ("fire-hydrant-1", 1),
        ("mailbox-1", 0.5f)];
    public static readonly (string Id, float Weight)[] Trees = [("tree-10", 2), ("tree-3", 2), ("tree-8", 0.5f)];
    public static readonly (string Id, float Weight)[] SnowyTrees = [("tree-4", 1), ("tree-14", 1)];
    public static readonly (string Id, float Weight)[] GardenTrees =
        [("tree-7", 1), ("tree-9", 1), ("tree-12", 0.7f), ("tree-10", 1), ("tree-16", 0.5f), ("bush-1", 1)];
    public const string Lamp = "street-lamp-4", Hedge = "bush-4";

    public static IReadOnlyList<(string Id, float Weight)> TreesIn(WeatherKind weather) => weather == WeatherKind.Snow ? SnowyTrees : Trees;

    /// <summary>Chooses an id of a list by weight; <paramref name="u"/> is uniform in [0, 1).</summary>
    public static string Pick(IReadOnlyList<(string Id, float Weight)> list, float u) {
        float rest = u * list.Sum(e => e.Weight);
        foreach ((string id, float weight) in list) {
            if ((rest -= weight) < 0) return id;
        }
        return list[^1].Id;
    }

    /// <summary>
    /// Returns foot and head of a lamp with an arm, in its own frame: the middle of its lowest tenth, and the far end of its highest tenth.
    /// </summary>
    public static (Vector3 Foot, Vector3 Head) EndsOf(AssetModel lamp) {
        float height = lamp.Asset.Size.Z;
        Vector3[] all = [.. lamp.Parts.SelectMany(p => p.Mesh.Positions)];
        Vector3 foot = Middle(all.Where(p => p.Z < 0.1f * height)) with { Z = 0 };
        Vector3[] top = [.. all.Where(p => p.Z > 0.9f * height)];
        float reach = top.Max(Aside);
        Vector3[] end = [.. top.Where(p => Aside(p) > 0.6f * reach)];
        return (foot, Middle(end) with { Z = end.Min(p => p.Z) });

        float Aside(Vector3 p) => new Vector2(p.X - foot.X, p.Y - foot.Y).Length();
        static Vector3 Middle(IEnumerable<Vector3> points) {
            Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
            foreach (Vector3 p in points) (min, max) = (Vector3.Min(min, p), Vector3.Max(max, p));
            return (min + max) / 2;
        }
    }
}
