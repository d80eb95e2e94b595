using System.IO.Compression;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;

namespace Diorama.Examples.Tests;

/// <summary>Packages, from which a new program of somebody else renders a ball.</summary>
public sealed class PackageTests : IDisposable {
    private readonly ScratchFolder folder = new("packages");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void NewProject_RendersABall_FromAFolderOfPackages() {
        string feed = Path.Combine(folder.Path, "feed"), project = Path.Combine(folder.Path, "ball");
        Checkout.Run(Checkout.Root, "dotnet", "pack", "Diorama.slnx", "-c", "Release", "--no-build", "-o", feed, "-v", "quiet", "--nologo");
        string[] packages =
            [.. Directory.GetFiles(feed).Select(p => Path.GetFileName(p)[..^".0.1.0.nupkg".Length]).Order(StringComparer.Ordinal)];
        Assert.Equal(["Diorama.Assets", "Diorama.Core", "Diorama.Datasets", "Diorama.Geometry", "Diorama.Learning", "Diorama.Models",
            "Diorama.Rendering", "Diorama.Sensors", "Diorama.Tensors", "Diorama.Worlds"], packages);
        using (ZipArchive core = ZipFile.OpenRead(Path.Combine(feed, "Diorama.Core.0.1.0.nupkg")))
            Assert.NotNull(core.GetEntry("runtimes/linux-x64/native/libdiorama.so"));

        Directory.CreateDirectory(project);
        File.Copy(Path.Combine(Checkout.Root, "examples/RenderABall/Program.cs"), Path.Combine(project, "Program.cs"));
        File.WriteAllText(Path.Combine(project, "ball.csproj"), """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <RestorePackagesPath>packages</RestorePackagesPath>
          
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Diorama.Rendering" Version="0.1.0" />
              </ItemGroup>
            </Project>
            """);
        // What is not Diorama's was restored with the repository.
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string?[] folders = [Environment.GetEnvironmentVariable("NUGET_PACKAGES"), Path.Combine(home, ".nuget/packages"),
            .. (Environment.GetEnvironmentVariable("NUGET_FALLBACK_PACKAGES") ?? "").Split(';')];
        // A semicolon of its own would end the property.
        string restored = string.Join("%3B", folders.Where(Directory.Exists));
        Checkout.Run(project, "dotnet", "build", "-c", "Release", "-o", "out", "-v", "quiet", "--nologo", "-nodeReuse:false",
            $"-p:RestoreSources={feed}", $"-p:RestoreFallbackFolders={restored}", "-p:NuGetAudit=false", "-p:UseSharedCompilation=false");
        Assert.Equal("ball.png\n", Checkout.Run(project, Path.Combine(project, "out/ball")));
        Image<Rgb8> picture = ImageFile.ReadRgb8(Path.Combine(project, "ball.png"));
        Assert.True(picture[320, 250] is var red && red.R > 2 * red.G, $"{red}");
    }
}
