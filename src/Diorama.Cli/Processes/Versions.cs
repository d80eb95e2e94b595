using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using Diorama.Datasets.Formats.Hdf5;
using Diorama.Datasets.Layout;

namespace Diorama.Cli.Processes;

/// <summary>What `--version` prints: the program and its source's revision on the first line, then what it runs on, one a line.</summary>
internal sealed class Versions : SynchronousCommandLineAction {
    /// <summary>native/versions.cpp, a library of its own: loading those that it names would take longer than all else here.</summary>
    [DllImport("diorama_versions")] private static extern nint diorama_versions();

    public override int Invoke(ParseResult parseResult) {
        TextWriter output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(typeof(Versions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        output.WriteLine($".NET {Environment.Version}");
        output.WriteLine(Marshal.PtrToStringUTF8(diorama_versions()));
        output.WriteLine($"HDF5 {Hdf5File.LibraryVersion}");
        output.WriteLine($"instructions {BuildInfo.InstructionSet}");
        return 0;
    }
}
