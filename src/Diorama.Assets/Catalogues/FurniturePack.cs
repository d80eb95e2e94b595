using Diorama.Assets.Index;
using Diorama.Assets.Packs;

namespace Diorama.Assets.Catalogues;

/// <summary>The pack with Sweet Home 3D's furniture.</summary>
public static class FurniturePack {
    private const string Name = "furniture", Furnishings = "usr/share/sweethome3d/furniture/";
    private static readonly string[] catalogues = ["BlendSwap-CC-0", "BlendSwap-CC-BY", "KatorLegaz", "Reallusion", "Scopia"];

    public static Pack Pack { get; } = new() {
        Name = Name, Summary = "820 models of furniture, household things, people, vehicles and trees by Sweet Home 3D.",
        Licence = "CC0-1.0, CC-BY-3.0", BuildIndex = Index,
        Packages = [new() {
            Registry = PackRegistry.Debian, Name = "sweethome3d-furniture", Version = "1.8-1", Bytes = 119_782_356,
            Sha256 = "3ccb90c63f9525e887a767b9cd5c8b6933b8b6b2973a615a5359ee68a2118668",
            Keep = [
                .. catalogues.Select(name => new PackRule($"{Furnishings}{name}.sh3f", name, Within: [""])),
                new("usr/share/doc/sweethome3d-furniture/copyright", ""),
            ],
        }],
    };

    private static List<Asset> Index(string folder) {
        var checksums = PackManifest.Read(folder)!.Files;
        var assets = new List<Asset>();
        foreach (string catalogue in catalogues) {
            string file = Path.Combine(folder, catalogue, "PluginFurnitureCatalog.properties");
            assets.AddRange(SweetHome3DCatalogue.Read(File.ReadAllBytes(file), file, catalogue, Name));
        }
        return PackIndex.Numbered(assets.Select(a => a with { Content = PackIndex.Content(a.Model, checksums) }), "");
    }
}
