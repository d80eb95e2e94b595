using Diorama.Core.Isolation;

namespace Diorama.Cli.Processes;

/// <summary>How this program is started once more, for workers and for parsing.</summary>
internal static class OwnProgram {
    public static string Path => Environment.ProcessPath!;

    /// <summary>What stands before its own arguments: started as "dotnet diorama.dll", the program is the runtime.</summary>
    public static string[] Leading => System.IO.Path.GetFileNameWithoutExtension(Path) == "dotnet" ? [Environment.GetCommandLineArgs()[0]]
        : [];

    public static void UseForParsing() => ParserProcess.Use(Path, Leading);
}
