using Diorama.Assets.Index;
using Diorama.Assets.Packs;

namespace Diorama.Assets.Animals;

/// <summary>The pack with the animals of the game 0 A.D.</summary>
public static class AnimalsPack {
    public static Pack Pack { get; } = new() {
        Name = "animals", Summary = "74 animals that walk and run, of the game 0 A.D.", Licence = "CC-BY-SA-3.0",
        IdPrefix = AnimalIndex.IdPrefix,
        BuildIndex = Index, LoadModel = (folder, asset) => AnimalModel.Load(folder, asset).Still(asset),
        IndexVersion = string.Join('\n', AnimalCatalogue.All.Select(a => (a.Model, a.Name, a.Class, a.MetresPerUnit))),
        Packages = [new() {
            Registry = PackRegistry.Debian, Name = "0ad-data", Version = "0.0.26-1", Bytes = 1_377_557_908,
            Sha256 = "53745ae74d05bccf6783400fa98f3932b21729ab9d2e86151aa2c331c3455178",
            Keep = [
                new("usr/share/games/0ad/mods/public/public.zip", "", Chosen: zip => AnimalIndex.Build(zip).Files),
                new("usr/share/doc/0ad-data/copyright", ""),
            ],
        }],
    };

    /// <summary>Lists the assets. Animals share files, so the content of each one is the checksum of all files.</summary>
    private static List<Asset> Index(string folder) {
        string content = PackIndex.Content("art/", PackManifest.Read(folder)!.Files);
        return [.. AnimalIndex.Build(folder).Assets.Select(a => a with { Content = content })];
    }
}
