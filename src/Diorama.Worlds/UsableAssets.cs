using Diorama.Assets;
using Diorama.Assets.Index;
using Diorama.Assets.Taxonomy;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds;

/// <summary>
/// What a recipe may show. Scenes stay the same only while this does, since choosing among assets depends on which there are.
/// </summary>
public static class UsableAssets {
    /// <summary>
    /// Checksums (SHA-256) by id of asset, and by "pack NAME" where the whole pack counts. What the program makes itself is left out.
    /// </summary>
    public static SortedDictionary<string, string> Of(Recipe recipe, AssetLibrary library) {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(library);
        var checksums = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (Asset asset in Assets(recipe, library)) {
            if (asset.Content.Length > 0) checksums[asset.Id] = asset.Content;
        }
        if (recipe.Light.Sky.Text().Contains(nameof(SkyKind.Panorama), StringComparison.OrdinalIgnoreCase))
            checksums[$"pack {AllPacks.Environments.Name}"] = AllPacks.Environments.Sha256;
        return checksums;
    }

    /// <summary>Their ids, what the program makes itself included.</summary>
    public static SortedSet<string> Ids(Recipe recipe, AssetLibrary library) =>
        new(Assets(recipe, library).Select(a => a.Id), StringComparer.Ordinal);

    private static IEnumerable<Asset> Assets(Recipe recipe, AssetLibrary library) {
        IEnumerable<Distribution<string>>? names = recipe.World switch {
            StudioRecipe studio => [studio.Object],
            TabletopRecipe tabletop => [tabletop.Object, tabletop.Table],
            BinRecipe bin => [bin.Object],
            _ => null,
        };
        // Rooms furnish themselves from all there is, and a reference may lead anywhere.
        return names is null || names.Any(n => n.Target() is not null) ? library.Assets
            : names.SelectMany(n => n.Texts()).SelectMany(n => Named(n, library));
    }

    private static IReadOnlyList<Asset> Named(string name, AssetLibrary library) =>
        Classes.Exists(name) || Classes.Groups.Contains(name) ? library.OfClass(name) : [library.Find(name)];
}
