using System.Collections;
using System.Runtime.InteropServices;
using System.Text;

namespace Diorama.Core.Processors;

/// <summary>
/// Vector instruction sets that this process uses. The last bits of floating-point results depend on them; therefore a run can be limited
/// to what all its machines have, by the environment variable <c>DIORAMA_ISA</c>, which Embree, the .NET runtime, the C library, libtorch
/// and OpenBLAS then follow.
/// </summary>
public static unsafe partial class InstructionSets {
    /// <summary>Environment variable that limits a process: sse4.2, avx2 or avx512.</summary>
    public const string Variable = "DIORAMA_ISA";

    private static readonly (InstructionSet Set, string Name, string[] Flags)[] Known = [
        (InstructionSet.Sse42, "sse4.2", ["sse4_2", "popcnt"]),
        (InstructionSet.Avx2, "avx2", ["avx2", "fma", "bmi1", "bmi2", "abm", "f16c"]),
        (InstructionSet.Avx512, "avx512", ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"]),
    ];

    private static readonly Lazy<Dictionary<string, string>> Processor = new(ReadProcessor);

    /// <summary>Instruction set named by <see cref="Variable"/>; null if the variable is not set.</summary>
    /// <exception cref="BadInputException">The variable has another value.</exception>
    public static InstructionSet? Limit => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? Parse(name, Variable)
        : null;

    /// <summary>Widest instruction set of this machine, regardless of the limit.</summary>
    public static InstructionSet Best { get; } = Known.Last(k => k.Set == InstructionSet.Sse42 || k.Flags.All(Flags().Contains)).Set;

    /// <summary>Widest instruction set that this process uses.</summary>
    public static InstructionSet Used => Limit is { } limit && limit < Best ? limit : Best;

    /// <summary>
    /// Whether this process multiplies numbers of 16 bits (bfloat16) in one instruction: AVX512_BF16 or AMX.
    /// </summary>
    public static bool HasBFloat16 => Used == InstructionSet.Avx512 && Flags().Any(flag => flag is "avx512_bf16" or "amx_bf16");

    /// <summary>
    /// Vendor of the processor, as the processor reports it: GenuineIntel, AuthenticAMD. Approximate reciprocals differ between vendors.
    /// </summary>
    public static string Maker { get; } = Processor.Value.GetValueOrDefault("vendor_id", "unknown");

    /// <summary>Returns the name of an instruction set as users write it.</summary>
    public static string NameOf(InstructionSet set) => Known[(int)set].Name;

    /// <summary>Returns the instruction set of a name; <paramref name="place"/> is where the name was found, for messages.</summary>
    /// <exception cref="BadInputException">No instruction set has this name.</exception>
    public static InstructionSet Parse(string name, string place) {
        foreach (var known in Known) if (known.Name == name) return known.Set;
        throw new BadInputException(
            $"{place}: '{name}' is not a set of instructions, expected {string.Join(", ", Known.Select(k => k.Name))}.");
    }

    /// <exception cref="BadInputException">
    /// This machine lacks <paramref name="wanted"/>; <paramref name="place"/> is where it is requested, for messages.
    /// </exception>
    public static void Require(InstructionSet wanted, string place) {
        if (wanted > Best) throw new BadInputException(
            $"{place} asks for the instructions {NameOf(wanted)}, and this processor has {NameOf(Best)} at most.");
    }

    /// <summary>
    /// Returns the environment variables that limit a process to an instruction set. The runtime and the libraries read them when they
    /// start, so they must be set before. setup.sh has the same list.
    /// </summary>
    public static IReadOnlyDictionary<string, string> VariablesOf(InstructionSet limit) => limit switch {
        InstructionSet.Sse42 => new Dictionary<string, string> {
            [Variable] = "sse4.2", ["DOTNET_EnableAVX"] = "0", ["ATEN_CPU_CAPABILITY"] = "default", ["OPENBLAS_CORETYPE"] = "Nehalem",
            ["GLIBC_TUNABLES"] = "glibc.cpu.hwcaps=-AVX,-AVX2,-FMA,-FMA4,-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ",
        },
        InstructionSet.Avx2 => new Dictionary<string, string> {
            [Variable] = "avx2", ["DOTNET_EnableAVX512"] = "0", ["ATEN_CPU_CAPABILITY"] = "avx2", ["OPENBLAS_CORETYPE"] = "Haswell",
            ["GLIBC_TUNABLES"] = "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ",
        },
        _ => new Dictionary<string, string> { [Variable] = "avx512" },
    };

    /// <summary>
    /// Ensures that the process is limited to <paramref name="limit"/>. If it was started without the necessary variables, its program is
    /// executed again in its place, with the same arguments: the call then does not return.
    /// </summary>
    /// <exception cref="BadInputException">This machine lacks the instruction set.</exception>
    public static void Apply(InstructionSet limit, string place) {
        Require(limit, place);
        IReadOnlyDictionary<string, string> variables = VariablesOf(limit);
        if (variables.All(v => Environment.GetEnvironmentVariable(v.Key) == v.Value)) return;
        var environment = new Dictionary<string, string>();
        foreach (DictionaryEntry e in Environment.GetEnvironmentVariables()) environment[(string)e.Key] = (string?)e.Value ?? "";
        foreach (var v in variables) environment[v.Key] = v.Value;
        string[] arguments = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).TrimEnd('\0').Split('\0');
        Execute(Environment.ProcessPath!, Pointers(arguments), Pointers([.. environment.Select(e => $"{e.Key}={e.Value}")]));
        throw new IOException(
            $"{Environment.ProcessPath} cannot be started again with {Variable}={NameOf(limit)}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    /// <summary>
    /// Returns null-terminated strings with a null pointer at the end; they are not freed, because the process is about to be replaced.
    /// </summary>
    private static byte** Pointers(string[] texts) {
        var pointers = (byte**)NativeMemory.Alloc((nuint)(texts.Length + 1), (nuint)sizeof(byte*));
        for (int i = 0; i < texts.Length; i++) pointers[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
        pointers[texts.Length] = null;
        return pointers;
    }

    [LibraryImport("libc", EntryPoint = "execve", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Execute(string path, byte** arguments, byte** environment);

    private static string[] Flags() => Processor.Value.GetValueOrDefault("flags", "").Split(' ');

    /// <summary>Reads the entries of the first processor in /proc/cpuinfo. The kernel leaves out flags that it does not support.</summary>
    private static Dictionary<string, string> ReadProcessor() {
        var values = new Dictionary<string, string>();
        foreach (string line in File.ReadLines("/proc/cpuinfo").TakeWhile(l => l.Length > 0)) {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0) values.TryAdd(line[..colon].Trim(), line[(colon + 1)..].Trim());
        }
        return values;
    }
}
