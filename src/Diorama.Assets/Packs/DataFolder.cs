namespace Diorama.Assets.Packs;

/// <summary>The folder of packs and caches.</summary>
public static class DataFolder {
    /// <summary>Default path: $DIORAMA_DATA, else $XDG_DATA_HOME/diorama, else ~/.local/share/diorama.</summary>
    public static string Default {
        get {
            if (System.Environment.GetEnvironmentVariable("DIORAMA_DATA") is { Length: > 0 } own) return Path.GetFullPath(own);
            if (System.Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } shared)
                return Path.Combine(Path.GetFullPath(shared), "diorama");
            return Path.Combine(System.Environment.GetFolderPath(System.Environment.SpecialFolder.UserProfile), ".local", "share",
                "diorama");
        }
    }
}
