using Diorama.Assets.Packs;

namespace Diorama.Assets.Import;

/// <summary>The pack of the user's imported assets. Its index is written by each import and cannot be rebuilt from other data.</summary>
public static class OwnPack {
    public static Pack Pack { get; } = new() { Name = "own", Summary = "What you imported.", Licence = "as imported",
        BuildIndex = folder => PackIndex.Read(folder) ?? [] };
}
