using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Recipes over a small scene file, and files of camera poses in every format; one of the files is damaged.</summary>
internal sealed class OwnScenes : InputKind {
    private const string Recipe = """
        recipe: 1
        name: own
        classes: [{name: hex bolt, id: 7, color: [1, 2, 3], synonyms: [bolt]}, floor]
        world:
          kind: scene
          file: small.glb
          unit: cm
          objects: [{name: "*", class: hex bolt, shown: 0.9}, {extra: "a=b", class: floor}]
          materials: [{name: "*", roughness: [0.1, 0.9], color: [1, 0, 0]}]
          lights: [{power: [0, 2], on: 0.5}]
          scatter: [{object: cube, count: 2, size: 0.01}]
        camera: {poses: POSES, width: 24, height: 24, minimum_objects: 0, minimum_clearance: 0}
        light: {sky: overcast}
        render: {samples: 1}
        """;

    /// <summary>Values of <c>camera.poses</c>: files of the seed, and the other kinds.</summary>
    private static readonly string[] poses = ["p.json", "tum.txt", "images.txt", "transforms.json", "{kind: cameras}", "{kind: sphere}",
        "{kind: floor, polygon: [[0, 0], [1, 0], [1, 1]]}", "{kind: spline, points: [[0, 0, 1], [1, 0, 1], [1, 1, 1]], look_at: \"*\"}"];

    public override string Name => "own-scenes";
    public override int Weight => 4;

    protected override void MakeSeeds(string folder, SoundProgram program) {
        string pictures = Directory.CreateDirectory(Path.Combine(folder, "..", "own-scene-pictures")).FullName;
        SmallPictures.WriteAll(pictures);
        File.WriteAllBytes(Path.Combine(folder, "small.glb"),
            SmallScenes.Glb(SmallScenes.Gltf(File.ReadAllBytes(Path.Combine(pictures, "color.png")), out byte[] buffer), buffer));
        File.WriteAllText(Path.Combine(folder, "p.json"), """
            {"axes": "opencv", "K": [[20, 0, 12], [0, 20, 12], [0, 0, 1]], "width": 24, "height": 24, "distortion": [0.1, 0.01], "frames":
             [{"world_from_camera": [[1, 0, 0, 0], [0, 0, 1, -2], [0, -1, 0, 0.5]]},
              {"camera_from_world": [[1, 0, 0, 0], [0, 0, -1, 0.5], [0, 1, 0, 2], [0, 0, 0, 1]], "K": [20, 21, 12, 12]}]}
            """);
        File.WriteAllText(Path.Combine(folder, "tum.txt"), "# t x y z qx qy qz qw\n0 0 -2 0.5 -0.7071068 0 0 0.7071068\n"
            + "1 0 -3 0.5 -0.7071068 0 0 0.7071068\n");
        File.WriteAllText(Path.Combine(folder, "images.txt"), "# list\n1 0.7071068 0.7071068 0 0 0 0.5 2 1 a.png\n\n");
        File.WriteAllText(Path.Combine(folder, "cameras.txt"), "1 OPENCV 24 24 20 20 12 12 0.1 0.01 0 0\n");
        File.WriteAllText(Path.Combine(folder, "transforms.json"), """
            {"fl_x": 20, "fl_y": 20, "cx": 12, "cy": 12, "w": 24, "h": 24, "k1": 0.1, "frames":
             [{"file_path": "a", "transform_matrix": [[1, 0, 0, 0], [0, 0, -1, -2], [0, 1, 0, 0.5], [0, 0, 0, 1]]}]}
            """);
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        Copy(seeds, work);
        string chosen = dice.Pick(poses), recipe = Path.Combine(work, "r.yaml");
        File.WriteAllText(recipe, Recipe.Replace("POSES", chosen, StringComparison.Ordinal));
        bool isFile = !chosen.StartsWith('{');
        FileDamage.Apply(dice, dice.Below(3) switch {
            0 => recipe,
            1 when isFile => Path.Combine(work, chosen == "images.txt" && dice.Chance(0.3) ? "cameras.txt" : chosen),
            _ => Path.Combine(work, "small.glb"),
        });
        return dice.Chance(0.2) ? new("recipe", "check", "r.yaml") { Sentences = 1000 }
            : new("generate", "r.yaml", "-o", "out", "--frames", "2", "--threads", "1", "--no-install", "--formats", "bop,coco-keypoints") {
                Writes = ["out"], Sentences = 1000,
            };
    }
}
