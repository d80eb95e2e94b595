using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using Diorama.Datasets.Layout;

namespace Diorama.Cli.Processes;

/// <summary>
/// Prints the versions for `--version`: the program and the revision of its source on the first line, then the libraries in use and the
/// instruction set, one per line.
/// </summary>
internal sealed class Versions : SynchronousCommandLineAction {
    /// <summary>
    /// Function of native/versions.cpp, which is a separate library: loading the libraries that it names would take longer than everything
    /// else here.
    /// </summary>
    [DllImport("diorama_versions")] private static extern nint diorama_versions();

    public override int Invoke(ParseResult parseResult) {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(typeof(Versions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        output.WriteLine($".NET {Environment.Version}");
        output.WriteLine(Marshal.PtrToStringUTF8(diorama_versions()));
        output.WriteLine($"instructions {BuildInfo.InstructionSet}");
        return 0;
    }
}
