using System.Text.Json.Nodes;
using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>glTF, GLB, OBJ with MTL, PLY, STL, COLLADA and FBX, given to <c>render</c>.</summary>
internal sealed class SceneFiles : InputKind {
    public override string Name => "scenes";
    public override int Weight => 10;

    protected override void MakeSeeds(string folder, SoundProgram program) {
        string At(string scene, string file) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder, scene)).FullName, file);
        string pictures = Directory.CreateDirectory(Path.Combine(folder, "..", "scene-pictures")).FullName;
        SmallPictures.WriteAll(pictures);
        JsonObject scene = SmallScenes.Gltf(File.ReadAllBytes(Path.Combine(pictures, "color.png")), out byte[] buffer);
        File.WriteAllBytes(At("glb", "small.glb"), SmallScenes.Glb(scene, buffer));
        scene["buffers"]![0]!["uri"] = "data:application/octet-stream;base64," + Convert.ToBase64String(buffer);
        File.WriteAllText(At("gltf", "small.gltf"), scene.ToJsonString());
        scene["buffers"]![0]!["uri"] = "small.bin";
        scene["images"]!.AsArray().Add(new JsonObject { ["uri"] = "color.jpg" });
        scene["textures"]![0]!["source"] = 1;
        File.WriteAllText(At("gltf-files", "small.gltf"), scene.ToJsonString());
        File.WriteAllBytes(At("gltf-files", "small.bin"), buffer);
        File.Copy(Path.Combine(pictures, "color.jpg"), At("gltf-files", "color.jpg"));
        File.WriteAllText(At("obj", "small.obj"), SmallScenes.Obj);
        File.WriteAllText(At("obj", "small.mtl"), SmallScenes.Mtl);
        foreach (string picture in (string[])["color.png", "grey16.png"]) File.Copy(Path.Combine(pictures, picture), At("obj", picture));
        File.WriteAllText(At("ply", "small.ply"), SmallScenes.PlyText);
        File.WriteAllBytes(At("ply-binary", "small.ply"), SmallScenes.PlyBinary());
        File.WriteAllText(At("stl", "small.stl"), SmallScenes.StlText());
        File.WriteAllBytes(At("stl-binary", "small.stl"), SmallScenes.StlBinary());
        string committed = Path.Combine(program.Repository, "tests", "Diorama.Rendering.Tests", "SceneFiles", "Assimp", "Files");
        File.Copy(Path.Combine(committed, "bar.dae"), At("dae", "small.dae"));
        File.Copy(Path.Combine(committed, "bar.fbx"), At("fbx", "small.fbx"));
        string compressed = Path.Combine(program.Repository, "tests", "Diorama.Rendering.Tests", "SceneFiles", "Gltf", "Files");
        foreach (string how in (string[])["draco", "meshopt", "gltfpack"])
            File.Copy(Path.Combine(compressed, $"compressed-{how}.glb"), At($"glb-{how}", "small.glb"));
        // Damage teaches nothing about what was never read.
        string[] sound = [.. FilesBelow(folder).Where(f => Path.GetFileNameWithoutExtension(f) == "small"
            && Path.GetExtension(f) is not (".bin" or ".mtl"))];
        foreach (string file in sound) program.Run(pictures, [.. Invocation.Render(file).Arguments]);
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        string seed = Path.Combine(seeds, dice.Pick(["glb", "glb", "gltf", "gltf", "gltf-files", "obj", "obj", "ply", "ply-binary", "stl",
            "stl-binary", "dae", "dae", "fbx", "glb-draco", "glb-meshopt", "glb-gltfpack"]));
        Copy(seed, Path.Combine(work, "in"));
        string[] files = FilesBelow(Path.Combine(work, "in"));
        string scene = files.Single(f => Path.GetFileNameWithoutExtension(f) == "small" && Path.GetExtension(f) is not (".bin" or ".mtl"));
        FileDamage.Apply(dice, dice.Chance(0.75) ? scene : dice.Pick(files));
        string[] more = dice.Below(4) switch { 0 => ["--labels", "basic"], 1 => ["--time", "0.5", "--labels", "all"],
            2 => ["--labels", "all"], _ => [] };
        return Invocation.Render(Path.GetRelativePath(work, scene), more);
    }
}
