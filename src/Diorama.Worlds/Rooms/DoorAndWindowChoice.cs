using System.Numerics;
using Diorama.Assets.Index;
using Diorama.Core.Randomness;

namespace Diorama.Worlds.Rooms;

/// <summary>A door or window to be installed. Metres.</summary>
/// <param name="Asset">Asset of the door or window; null for a plain one.</param>
/// <param name="Width">Width of the opening.</param>
/// <param name="Height">Height of the opening.</param>
/// <param name="Sill">Height of the opening's lower edge above the floor.</param>
internal readonly record struct DoorsAndWindows(Asset? Asset, float Width, float Height, float Sill);

/// <summary>
/// Chooses the doors and windows of a house from the pack: one kind of inner door, one of entrance door, one of window for living areas and
/// one, not too low, for kitchens and bathrooms. Kinds that the pack does not have are plain.
/// </summary>
internal sealed class DoorAndWindowChoice {
    private const float WidestDoor = 1.1f, WidestWindow = 2.6f, HighestWindow = 2.25f;
    private readonly Asset? innerDoor, entrance, window, highWindow;
    private readonly Vector2 plainWindow;

    public DoorAndWindowChoice(IReadOnlyList<Asset> assets, Keyed key) {
        List<Asset> doors = [], entrances = [], windows = [], highWindows = [];
        foreach (Asset asset in assets) {
            // Only assets that fill a whole rectangle, in a wall of usual thickness.
            if (asset.Opening is not { CutOut: null } opening || asset.Size.Y > 0.5f) continue;
            if (opening.Kind == OpeningKind.Door) {
                if (asset.Size.X > WidestDoor || asset.Size.Z > 2.2f) continue;
                (asset.Name.Contains("xterior", StringComparison.Ordinal) ? entrances : doors).Add(asset);
            } else if (asset.Size.X <= WidestWindow && asset.Size.Z + asset.Elevation <= 2.35f && asset.Size.Z <= HighestWindow) {
                // A single narrow window leaves a living room dark.
                if (asset.Size.X >= 0.9f) windows.Add(asset);
                if (asset.Elevation >= 0.8f) highWindows.Add(asset);
            }
        }
        innerDoor = Pick(doors.Count > 0 ? doors : entrances, key.With("door"));
        entrance = Pick(entrances.Count > 0 ? entrances : doors, key.With("entrance"));
        window = Pick(windows, key.With("window"));
        highWindow = Pick(highWindows, key.With("high window"));
        KeyedGenerator random = key.With("plain").Generator();
        plainWindow = new(Centimetres(0.9f + 0.9f * random.NextFloat()), Centimetres(1.2f + 0.3f * random.NextFloat()));
    }

    public DoorsAndWindows Door(bool outer) => Sized(outer ? entrance : innerDoor, new(outer ? 1 : 0.9f, 2.05f), 0);

    public DoorsAndWindows Window(Room room) {
        bool high = room.Profile.HasHighWindows;
        Vector2 plain = high ? new(MathF.Min(0.9f, plainWindow.X), 1.1f) : plainWindow;
        DoorsAndWindows opening = Sized(high ? highWindow : window, plain, high ? 1.05f : 0.9f);
        // Kitchens have worktops below their windows.
        if (high && opening.Sill < 1) opening = opening with { Sill = 1 };
        float lintel = room.Height - 0.15f;
        return opening.Sill + opening.Height <= lintel ? opening : opening with { Height = Centimetres(lintel - opening.Sill) };
    }

    private static DoorsAndWindows Sized(Asset? asset, Vector2 plain, float sill) => asset is null
        ? new(null, plain.X, plain.Y, sill)
        : new(asset, Centimetres(asset.Size.X), Centimetres(asset.Size.Z),
        asset.Opening!.Kind == OpeningKind.Door ? 0 : Centimetres(asset.Elevation));

    private static Asset? Pick(List<Asset> from, Keyed key) {
        KeyedGenerator random = key.Generator();
        return from.Count == 0 ? null : from[random.NextInt(from.Count)];
    }

    private static float Centimetres(float metres) => MathF.Round(metres * 100) / 100;
}
