using System.Diagnostics;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

namespace Diorama.Architecture.Tests;

/// <summary>
/// Runs ./diorama in a copy of a checkout whose tools are stand-ins that only write down how they were called.
/// </summary>
public sealed class SetupTests : IDisposable {
    private readonly string checkout = Directory.CreateTempSubdirectory("diorama-setup").FullName;

    private string Calls => File.Exists(In("calls")) ? File.ReadAllText(In("calls")) : "";

    public SetupTests() {
        foreach (string file in new[] { "diorama", "setup.sh" }) File.Copy(Path.Combine(Repository.Root, file), In(file));
        File.WriteAllText(In("packages.debian"), "# comment\ncmake\nlibfoo-dev\nnodejs bash\n");
        Directory.CreateDirectory(In("src"));
        File.WriteAllText(In("src/a.cs"), "");
        Directory.CreateDirectory(In("native"));
        Tool("dpkg-query", "echo 'installed'");
        Tool("apt-get", "true");
        Tool("cmake", "true");
        Tool("id", "echo 0");
        Tool("sudo", "exit 1");
        Tool("dotnet", $"""
            case $1 in
              --list-sdks) echo '10.0.100 [/sdk]' ;;
              build) mkdir -p '{In("artifacts/bin/Diorama.Cli/release")}'
                printf '#!/bin/sh\necho "ran $*"' >'{In("artifacts/bin/Diorama.Cli/release/diorama")}'
                chmod +x '{In("artifacts/bin/Diorama.Cli/release/diorama")}' ;;
            esac
            """);
    }

    public void Dispose() => Directory.Delete(checkout, true);

    private string In(string path) => Path.Combine(checkout, path);

    private void Tool(string name, string script) {
        Directory.CreateDirectory(In("tools"));
        string path = In("tools/" + name);
        File.WriteAllText(path, $"#!/bin/bash\necho \"{name} $*\" >>'{In("calls")}'\n{script}\n");
        File.SetUnixFileMode(path, Runnable);
    }

    private Process Start(string program, params string[] arguments) => Start(program, arguments, ("DIORAMA_LIBTORCH", null));

    private Process Start(string program, string[] arguments, params (string Name, string? Value)[] variables) {
        var start = new ProcessStartInfo(program, arguments) {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        start.Environment["PATH"] = In("tools") + ":/usr/bin:/bin";
        foreach (var (name, value) in variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static (int Code, string Out, string Err) Finish(Process process) {
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    private (int Code, string Out, string Err) Run(params string[] arguments) => Finish(Start(In("diorama"), arguments));

    [Fact]
    public void Diorama_BuildsOnceAndPassesItsArgumentsOn() {
        var (code, output, errors) = Run("a b", "c");
        Assert.Equal((0, "ran a b c\n"), (code, output));
        Assert.Equal("diorama: building native code\ndiorama: building Diorama\n", errors);
        string calls = Calls;
        Assert.DoesNotContain("apt-get", calls);
        Assert.Equal((0, "ran d\n", ""), Run("d"));
        Assert.Equal(calls, Calls);
    }

    [Theory]
    [InlineData("src/a.cs")]
    [InlineData("src/new.cs")]
    [InlineData("packages.debian")]
    public void Diorama_BuildsAgain_WhenASourceChanges(string file) {
        Run();
        File.Delete(In("calls"));
        File.AppendAllText(In(file), "\n");
        Run();
        Assert.Contains("dotnet build", Calls);
    }

    [Fact]
    public void Diorama_BuildsAgain_WhenASourceDisappears() {
        Run();
        File.Delete(In("calls"));
        File.Delete(In("src/a.cs"));
        Run();
        Assert.Contains("dotnet build", Calls);
    }

    [Fact]
    public void Diorama_BuildsAgain_WhenAnotherLibtorchIsNamed() {
        Run();
        File.Delete(In("calls"));
        Tool("cmake", "echo \"for $DIORAMA_LIBTORCH\" >>'" + In("calls") + "'");
        Assert.Equal(0, Finish(Start(In("diorama"), ["x"], ("DIORAMA_LIBTORCH", "/opt/libtorch"))).Code);
        Assert.Contains("for /opt/libtorch\n", Calls);
        File.Delete(In("calls"));
        Finish(Start(In("diorama"), ["x"], ("DIORAMA_LIBTORCH", "/opt/libtorch")));
        Assert.Equal("", Calls);
    }

    [Fact]
    public void Diorama_InstallsOnlyWhatIsMissing() {
        Tool("dpkg-query", "[[ $* == *libfoo* ]] && exit 1; [[ $* == *nodejs* ]] && exit 1; echo installed");
        Assert.Equal(0, Run().Code);
        Assert.Contains("apt-get install -y -qq --no-install-recommends libfoo-dev\n", Calls);
    }

    [Fact]
    public void Diorama_PrintsTheCommandAndExits64_WhenItMayNotInstall() {
        Tool("id", "echo 1000");
        Tool("dpkg-query", "exit 1");
        var (code, output, errors) = Run();
        Assert.Equal((64, ""), (code, output));
        Assert.EndsWith("run: sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends cmake libfoo-dev'\n", errors);
        Assert.Single(errors.Trim().Split('\n'));
        Assert.DoesNotContain("apt-get", Calls);
    }

    [Theory]
    [InlineData("ID=debian\nVERSION_CODENAME=trixie\n", "common forty-debian forty-trixie")]
    [InlineData("ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n", "common forty-ubuntu")]
    [InlineData("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\nVERSION_CODENAME=zara\nUBUNTU_CODENAME=noble\n", "common forty-ubuntu")]
    [InlineData("ID=raspbian\nID_LIKE=debian\nVERSION_CODENAME=bookworm\n", "common forty-debian")]
    public void Diorama_InstallsWhatTheSystemCallsIt(string system, string packages) {
        File.WriteAllText(In("packages.debian"),
            "common\nforty-debian@debian\nforty-ubuntu@ubuntu\nforty-trixie@trixie\nforty-bash@debian bash\n");
        File.WriteAllText(In("system"), system);
        Tool("cat", $"[[ $1 == /etc/os-release ]] && set -- '{In("system")}'; exec /bin/cat \"$@\"");
        Tool("dpkg-query", "exit 1");
        Assert.Equal(0, Run().Code);
        Assert.Contains($"apt-get install -y -qq --no-install-recommends {packages}\n", Calls);
    }

    [Fact]
    public void Diorama_NamesTheGroupsOfPackagesAndExits64_WhereThereIsNoDpkgAndCMakeMissesSomething() {
        string path = SystemWithout("dpkg-query");
        Tool("cmake", "echo 'no Bullet'; exit 1");
        var (code, output, errors) = Finish(Start(In("diorama"), ["x"], ("PATH", path)));
        Assert.Equal((64, ""), (code, output));
        string sentence = errors.Trim().Split('\n')[^1];
        Assert.StartsWith("diorama: this system has no dpkg", sentence);
        foreach (string group in new[] { "compiler", "CMake", "Embree", "OpenImageIO", "Assimp", "Bullet", "libjpeg-turbo",
            "libtorch", "docs/install.md" }) {
            Assert.Contains(group, sentence);
        }
        Assert.Equal("no Bullet\n", File.ReadAllText(In("artifacts/build.log")));
        Tool("cmake", "true");
        Assert.Equal((0, "ran x\n"), Finish(Start(In("diorama"), ["x"], ("PATH", path))) is var r ? (r.Code, r.Out) : default);
        Assert.DoesNotContain("apt-get", Calls);
    }

    /// <summary>A PATH with the stand-ins and all of the system's commands but one.</summary>
    private string SystemWithout(string command) {
        string folder = Directory.CreateDirectory(In("commands")).FullName;
        File.Delete(In("tools/" + command));
        foreach (string file in Directory.GetFiles("/usr/bin")) {
            string name = Path.GetFileName(file);
            if (name != command) File.CreateSymbolicLink(Path.Combine(folder, name), file);
        }
        return In("tools") + ":" + folder;
    }

    [Fact]
    public void Diorama_TellsLibtorchHowToWait_UnlessToldOtherwise() {
        const string show = "printf '%s %s' \"$GOMP_SPINCOUNT\" \"[${UCX_ERROR_SIGNALS-unset}]\"";
        Run();
        File.WriteAllText(In("artifacts/bin/Diorama.Cli/release/diorama"), "#!/bin/sh\n" + show + "\n");
        Assert.Equal("1000 []", Finish(Start(In("diorama"), [], ("GOMP_SPINCOUNT", null), ("UCX_ERROR_SIGNALS", null))).Out);
        Assert.Equal("7 [SIGILL]", Finish(Start(In("diorama"), [], ("GOMP_SPINCOUNT", "7"), ("UCX_ERROR_SIGNALS", "SIGILL"))).Out);
    }

    [Fact]
    public void Diorama_IsReadableByAll_WhenItsBuilderKeepsFilesToHimself() {
        var (code, _, errors) = Finish(Start("/bin/bash", "-c", $"umask 077; exec '{In("diorama")}'"));
        Assert.True(code == 0, errors);
        Assert.Equal(Runnable, File.GetUnixFileMode(In("artifacts/bin")));
        Assert.Equal(Everybody | UnixFileMode.UserWrite, File.GetUnixFileMode(In("artifacts/.built-cli")));
        Assert.Equal(Everybody, File.GetUnixFileMode(In("artifacts/bin/Diorama.Cli/release/diorama")) & Everybody);
    }

    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Runnable = Everybody | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute
        | UnixFileMode.OtherExecute;

    [RootFact]
    public void Diorama_RunsForAnotherUser_FromACheckoutThatHeMayNotWrite() {
        File.SetUnixFileMode(checkout, Runnable);
        var (code, output, errors) = RunAsNobody();
        Assert.Equal((73, ""), (code, output));
        Assert.Contains("there is no finished build", errors);
        Assert.Single(errors.Trim().Split('\n'));

        Finish(Start("/bin/bash", "-c", $"umask 077; exec '{In("diorama")}'"));
        string[] before = Files();
        Assert.Equal((0, "ran x\n", ""), RunAsNobody());

        File.AppendAllText(In("src/a.cs"), "\n");
        (code, output, errors) = RunAsNobody();
        Assert.Equal((0, "ran x\n"), (code, output));
        Assert.Contains("the sources have changed since the build", errors);
        Assert.Single(errors.Trim().Split('\n'));
        Assert.Equal(before, Files());

        (int Code, string Out, string Err) RunAsNobody() => Finish(Start("/usr/bin/setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", In("diorama"), "x"], ("HOME", "/nonexistent"),
                ("DIORAMA_LIBTORCH", null)));
        string[] Files() => [.. Directory.GetFiles(checkout, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    private sealed class RootFactAttribute : FactAttribute {
        public RootFactAttribute() {
            if (!Environment.IsPrivilegedProcess) Skip = "needs root, to run as somebody else";
        }
    }

    [Fact]
    public void Diorama_UsesSudo_WhenItAsksForNoPassword() {
        Tool("id", "echo 1000");
        Tool("dpkg-query", "exit 1");
        Tool("sudo", "[[ $1 == -n ]] && shift; \"$@\"");
        Assert.Equal(0, Run().Code);
        Assert.Contains("apt-get install -y -qq --no-install-recommends cmake libfoo-dev\n", Calls);
    }

    [Fact]
    public void Diorama_ShowsTheOutputAndTriesAgain_WhenABuildFails() {
        Tool("cmake", "echo 'no compiler'; exit 1");
        var (code, output, errors) = Run();
        Assert.Equal((70, ""), (code, output));
        Assert.Contains("no compiler", errors);
        Assert.Empty(Directory.GetFiles(In("artifacts"), ".began*"));
        Tool("cmake", "true");
        Assert.Equal(0, Run().Code);
    }

    [Fact]
    public void Diorama_SaysWhichSdkItNeeds_WhenThereIsAnotherOne() {
        Tool("dotnet", "echo '8.0.400 [/sdk]'");
        var (code, _, errors) = Run();
        Assert.Equal(64, code);
        Assert.Equal(
            "diorama: .NET SDK 10 is needed and the dotnet on PATH has 8.0.400; install .NET SDK 10 (https://dot.net)\n", errors);
    }

    [Fact]
    public void Diorama_RunsThroughALink() {
        File.CreateSymbolicLink(In("link"), In("diorama"));
        Assert.Equal("ran x\n", Finish(Start(In("link"), "x")).Out);
    }

    [Fact]
    public void Diorama_BuildsOnce_WhenStartedTwiceAtOnce() {
        Tool("cmake", "sleep 0.3");
        var first = Start(In("diorama"), "1");
        var second = Start(In("diorama"), "2");
        Assert.Equal("ran 1\n", Finish(first).Out);
        Assert.Equal("ran 2\n", Finish(second).Out);
        Assert.Single(Calls.Split('\n'), call => call.StartsWith("dotnet build", StringComparison.Ordinal));
    }
}
