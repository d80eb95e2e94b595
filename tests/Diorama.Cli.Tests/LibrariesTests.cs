using Diorama.Assets;
using Diorama.Assets.Packs;
using Diorama.Core.Colors;
using Diorama.Core.Images;

namespace Diorama.Cli.Tests;

/// <summary>The libraries of other people that the program runs on: which they are, and what it says when one is not there.</summary>
public sealed class LibrariesTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-libraries-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Version_NamesTheProgramFirst_ThenWhatItRunsOn() {
        using var program = new DioramaProgram();
        DioramaProgram.Result result = program.Run("--version");
        Assert.Equal((0, ""), (result.Code, result.Errors));
        string[] lines = result.Output.TrimEnd('\n').Split('\n');
        Assert.Matches(@"^\d+\.\d+\.\d+(\+[0-9a-f]{40})?$", lines[0]);
        Assert.Equal([".NET", "Embree", "OpenImageIO", "Assimp", "Bullet", "Draco", "meshoptimizer", "libtorch", "instructions"],
            lines[1..].Select(l => l.Split(' ')[0]));
        Assert.All(lines[1..^1].Where(l => l != "libtorch none"), l => Assert.Matches(@"^\S+ \d+\.\d+(\.\d+)*$", l));
    }

    [Fact]
    public void Generate_Works_WhereThereIsNoLibtorch() {
        using DioramaProgram program = Without("libdiorama_tensors.so");
        DioramaProgram.Result result = program.Run("generate", "cube", "-o", "out", "--frames", "1", "--samples", "0");
        Assert.True(result.Code == 0, result.Errors);
    }

    [Fact, Trait("Category", "Assets")]
    public void WhatLearns_SaysInOneSentenceThatLibtorchIsMissing() {
        new PackInstaller(DataFolder.Default).Install(AllPacks.Cameras);
        using DioramaProgram program = Without("libdiorama_tensors.so");
        ImageFile.WritePng(program["a.png"], new Image<Rgb8>(16, 16));
        DioramaProgram.Result result = program.Run("model", "train", "camera-noise", "--out", "w.safetensors");
        Assert.Equal((64, ""), (result.Code, result.Output));
        Assert.Equal("libtorch cannot be loaded: it is not on this machine, or was not when Diorama was built; install Debian's package "
            + "libtorch-dev, or its like of another system, and build anew (docs/install.md).", Assert.Single(result.ErrorLines));
        Assert.Equal(["a.png"], program.FilesBut());
        // What was learned is used without it.
        result = program.Run("noise", "apply", "a.png", "-o", "b.png", "--camera", "Nikon D800", "--iso", "3200");
        Assert.True(result.Code == 0, result.Errors);
        Assert.Equal(["a.png", "b.png"], program.FilesBut());
    }

    private DioramaProgram Without(string library) {
        foreach (string file in Directory.GetFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories)) {
            string copy = Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            if (Path.GetFileName(file) != library) File.Copy(file, copy);
        }
        return new() { Program = Path.Combine(folder, "diorama.dll") };
    }
}
