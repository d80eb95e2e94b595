using Diorama.Assets.Packs;

namespace Diorama.Assets.Tests.Animals;

/// <summary>A test on 0 A.D.'s own files. They are 1.4 GB to fetch, so a test uses them where they are and never installs them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AnimalsPackFactAttribute : FactAttribute {
    /// <summary>$DIORAMA_ANIMALS (the pack's folder or the game's public.zip), else the installed pack, else null.</summary>
    public static string? Pack {
        get {
            if (Environment.GetEnvironmentVariable("DIORAMA_ANIMALS") is { Length: > 0 } own) return own;
            var installer = new PackInstaller(DataFolder.Default);
            return installer.IsInstalled(AllPacks.Animals) ? installer.FolderOf(AllPacks.Animals) : null;
        }
    }

    public AnimalsPackFactAttribute() {
        if (Pack is null) Skip = "the animals pack is not installed; 'diorama assets install animals' fetches it";
    }
}
