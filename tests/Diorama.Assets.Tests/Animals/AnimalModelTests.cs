using System.Numerics;
using Diorama.Assets.Animals;
using Diorama.Core;
using Diorama.Rendering.Scenes;

namespace Diorama.Assets.Tests.Animals;

/// <summary>On a game of one animal, written by hand.</summary>
public sealed class AnimalModelTests : IDisposable {
    private static readonly Animal Deer = new("deer", "Deer", "art/actors/fauna/deer.xml") { MetresPerUnit = 0.5f };

    private readonly string folder = Directory.CreateTempSubdirectory("diorama-animals-").FullName;

    public AnimalModelTests() {
        Write("art/meshes/deer.dae.cached.pmd", GameFileBytes.Pmd());
        Write("art/animation/walk.dae.cached.psa", GameFileBytes.Psa());
        Write("art/variants/brown.xml",
            "<variant name='brown' frequency='1'><textures><texture file='brown.png' name='baseTex'/></textures></variant>"u8.ToArray());
        Write("art/textures/skins/brown.png.cached.dds", [1]);
        Write(Deer.Actor, """
            <actor>
              <group>
                <variant frequency='1'>
                  <mesh>deer.dae</mesh><animations><animation file='walk.dae' name='Walk' speed='25'/></animations>
                </variant>
              </group>
              <group>
                <variant name='death'><mesh>gone.dae</mesh></variant>
                <variant file='brown.xml' frequency='3'/>
                <variant name='grey' frequency='1'><textures><texture file='grey.png' name='baseTex'/></textures></variant>
              </group>
              <material>basic_trans.xml</material>
            </actor>
            """u8.ToArray());
    }

    public void Dispose() => Directory.Delete(folder, true);

    private void Write(string name, byte[] bytes) {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    [Fact]
    public void AnActorsMostFrequentVariantIsTakenUnlessAnotherIsNamed() {
        using var files = GameFiles.Open(folder);
        Assert.Equal("art/textures/skins/brown.png", ActorFile.Read(files, Deer.Actor, []).Textures["baseTex"]);
        Assert.Equal("art/textures/skins/grey.png", ActorFile.Read(files, Deer.Actor, ["grey"]).Textures["baseTex"]);
    }

    /// <summary>The triangle's box is 1 × 3 × 2 game units.</summary>
    [Fact]
    public void AnAnimalStandsOnTheMiddleOfItsBottom() {
        using var files = GameFiles.Open(folder);
        var model = AnimalModel.Load(files, Deer);
        Assert.Equal(new Vector3(0.5f, 1.5f, 1), model.Size);
        Assert.Equal([new(-0.25f, 0.75f, 0), new(0.25f, 0.75f, 0), new(-0.25f, -0.75f, 1)],
            Assert.Single(model.Pose(null, 0)).Mesh.Positions);
    }

    /// <summary>
    /// Three frames at 30 a second; at a quarter of that speed a unit a second takes 0.4 s, hence 0.4 units of half a metre.
    /// </summary>
    [Fact]
    public void AWalkHasItsLengthAndStride() {
        using var files = GameFiles.Open(folder);
        var walk = Assert.Single(AnimalModel.Load(files, Deer).Clips);
        Assert.Equal("walk", walk.Name);
        Assert.Equal(0.1f, walk.Seconds, 1e-6f);
        Assert.Equal(0.2f, walk.Stride, 1e-6f);
    }

    /// <summary>
    /// The second bone goes back by a unit (0.5 m) a frame and starts in the bind pose's place, unturned: its vertex, 1 unit along
    /// the bone's turned axis, is at (0, 1, 0) units of it.
    /// </summary>
    [Fact]
    public void ARigMovesAsThePoseSaysAndRepeats() {
        using var files = GameFiles.Open(folder);
        var model = AnimalModel.Load(files, Deer);
        var scene = new Scene();
        var rig = model.NewRig();
        rig.Root.Translation = new(10, 0, 0);
        rig.AddTo(scene);
        scene.Animations.Add(rig.Animate(model.Clips[0], 0.35));
        foreach (float seconds in (float[])[0, 1f / 30, 0.05f, 0.2f + 1f / 30]) {
            var node = rig.Nodes[^1];
            var moved = new Vector3[3];
            ScenePose.At(scene, seconds).Deform(node, node.Parts[0].Mesh, moved, []);
            var baked = model.Pose(model.Clips[0], seconds)[0].Mesh.Positions;
            for (int v = 0; v < 3; v++) Assert.True(Vector3.Distance(baked[v] + new Vector3(10, 0, 0), moved[v]) < 1e-4f,
                $"{seconds}: {baked[v]} {moved[v]}");
        }
        Vector3 start = model.Pose(model.Clips[0], 0)[0].Mesh.Positions[1],
            next = model.Pose(model.Clips[0], 1.0 / 30)[0].Mesh.Positions[1];
        Assert.True(Vector3.Distance(new(0, 0.5f, 0), next - start) < 1e-5f, $"{next - start}");
    }

    [Fact]
    public void WhatWasReadIsWhatAPackMustKeep() {
        using var files = GameFiles.Open(folder);
        AnimalModel.Load(files, Deer);
        Assert.Equal(["art/actors/fauna/deer.xml", "art/animation/walk.dae.cached.psa", "art/meshes/deer.dae.cached.pmd",
            "art/textures/skins/brown.png.cached.dds", "art/variants/brown.xml"], files.ReadSoFar);
    }

    [Fact]
    public void AMeshThatIsMissingIsNamed() {
        using var files = GameFiles.Open(folder);
        var e = Assert.Throws<BadInputException>(() => AnimalModel.Load(files, Deer with { Choices = ["death"] }));
        Assert.Equal($"{files.Full(Deer.Actor)}: there is no art/meshes/gone.dae.cached.pmd.", e.Message);
    }
}
