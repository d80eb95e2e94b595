using Diorama.Assets.Packs;

namespace Diorama.Assets.Import;

/// <summary>The pack of what the user imported. Its list of assets is written by each import and cannot be made anew.</summary>
public static class OwnPack {
    public static Pack Pack { get; } = new() { Name = "own", Summary = "What you imported.", Licence = "as imported",
        BuildIndex = folder => PackIndex.Read(folder) ?? [] };
}
