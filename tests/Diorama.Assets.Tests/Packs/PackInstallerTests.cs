using System.Security.Cryptography;
using Diorama.Assets.Packs;
using Diorama.Core;

namespace Diorama.Assets.Tests.Packs;

public sealed class PackInstallerTests : IDisposable {
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [Trait("Category", "Assets")]
    public void Pack_IsFetchedVerifiedAndListed_ByOneOfManyAtOnce() {
        var said = new List<string>();
        var folders = new string[4];
        Parallel.For(0, folders.Length,
            i => folders[i] = new PackInstaller(folder.Path, s => { lock (said) said.Add(s); }).Install(AllPacks.Cameras));
        Assert.All(folders, f => Assert.Equal(Path.Combine(folder.Path, "packs", "cameras"), f));
        Assert.Single(said, s => s.StartsWith("Installing the pack 'cameras' (6 MB to fetch)", StringComparison.Ordinal));

        var manifest = PackManifest.Read(folders[0])!;
        Assert.Equal(["copyright", "noiseprofiles.json", "wb_presets.json"], manifest.Files.Keys);
        string noise = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folders[0], "noiseprofiles.json"))));
        Assert.Equal(noise, manifest.Files["noiseprofiles.json"]);
        Assert.Equal(["cameras"], Directory.GetDirectories(Path.Combine(folder.Path, "packs")).Select(Path.GetFileName));
    }

    /// <summary>Two small packages whose versions never change, from the registry that serves our own build.</summary>
    private static Pack OfTwo(string sha256 = "1dbe3295c4ffe9b2c75400e99e3a0124ac93477714f968d895b94eefd03e4925") => new() {
        Name = "two", Summary = "Files of two packages.", Licence = "MIT",
        Packages = [
            new() {
                Registry = PackRegistry.NuGet, Name = "CsCheck", Version = "4.9.1", Bytes = 254_604,
                Sha256 = "f1e4411bb175506a45128877ee4687c0d3d28bd10cb0e543e5fd9cebbe89855c", Keep = [new("README.md", "first")],
            },
            new() {
                Registry = PackRegistry.NuGet, Name = "Json.More.Net", Version = "2.2.0", Bytes = 153_156, Sha256 = sha256,
                Keep = [new("lib/net10.0/", "second", Endings: [".xml"])],
            },
        ],
    };

    [Fact]
    [Trait("Category", "Assets")]
    public void Pack_OfSeveralPackagesFromNuGet_IsOneFolder() {
        string installed = new PackInstaller(folder.Path).Install(OfTwo());
        var manifest = PackManifest.Read(installed)!;
        Assert.Equal(["first/README.md", "second/Json.More.xml"], manifest.Files.Keys);
        Assert.Equal("4.9.1 2.2.0", manifest.Version);
        Assert.StartsWith("# CsCheck", File.ReadAllText(Path.Combine(installed, "first", "README.md")).TrimStart('\uFEFF'),
            StringComparison.Ordinal);
        Assert.Equal("the NuGet package CsCheck 4.9.1", OfTwo().Packages[0].ToString());
        Assert.Equal(407_760, OfTwo().DownloadBytes);
    }

    [Fact]
    [Trait("Category", "Assets")]
    public void Pack_OfWhichOnePackageIsNotTheOneThatWasPublished_IsNotInstalled() {
        var e = Assert.Throws<BadInputException>(() => new PackInstaller(folder.Path).Install(OfTwo(new('0', 64))));
        Assert.StartsWith("Json.More.Net: the download has the checksum 1dbe3295", e.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(folder.Path, "packs")));
    }

    [Fact]
    public void Library_NamesTheCommand_WhenInstallingIsForbidden() {
        var library = AssetLibrary.Open(new() { Folder = folder.Path, MayInstall = false });
        var e = Assert.Throws<BadInputException>(() => library.Assets);
        Assert.Equal("the pack 'furniture' is not installed and installing is forbidden; run 'diorama assets install furniture'",
            e.Message);
        // Basic shapes need nothing.
        Assert.Equal("cube", library.Find("cube-1").Class);
        Assert.Equal(["sphere-1"], library.OfClass("sphere").Select(a => a.Id));
    }

    [Theory]
    [InlineData("usr/share/x/", "", "usr/share/x/a/b.png", "a/b.png")]
    [InlineData("usr/share/x/", "in", "usr/share/x/a/b.png", "in/a/b.png")]
    [InlineData("usr/share/x.json", "", "usr/share/x.json", "x.json")]
    [InlineData("usr/share/x.json", "", "usr/share/x.json.gz", null)]
    [InlineData("usr/share/x/", "", "usr/share/xy", null)]
    public void Rule_SaysWhereAFileGoes(string from, string to, string path, string? expected) =>
    Assert.Equal(expected, new PackRule(from, to).Target(path));

    [Fact]
    public void UnknownPack_OffersNearOnes() =>
        Assert.StartsWith("There is no pack 'furnitur', expected furniture",
        Assert.Throws<BadInputException>(() => AllPacks.Find("furnitur")).Message, StringComparison.Ordinal);
}
