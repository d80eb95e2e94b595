using Diorama.Core.Isolation;

namespace Diorama.Cli.Processes;

/// <summary>Path and arguments with which this program starts itself again, for workers and for parsing.</summary>
internal static class OwnProgram {
    public static string Path => Environment.ProcessPath!;

    /// <summary>
    /// Arguments before the program's own: if it was started as "dotnet diorama.dll", the process is the runtime and the first argument is
    /// the program.
    /// </summary>
    public static string[] Leading => System.IO.Path.GetFileNameWithoutExtension(Path) == "dotnet" ? [Environment.GetCommandLineArgs()[0]]
        : [];

    public static void UseForParsing() => ParserProcess.Use(Path, Leading);
}
