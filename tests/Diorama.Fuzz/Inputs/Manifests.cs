using Diorama.Core.Colors;
using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Manifests of models to import, and the lists of assets that importing leaves in the data folder.</summary>
internal sealed class Manifests : InputKind {
    private const string Manifest = """
        defaults: {licence: CC0-1.0, author: Somebody}
        assets:
          - {file: models/a.glb, class: chair, name: A small chair, size_cm: [45, 52, 90], up: y, front: -z}
          - {file: models/b.stl, class: sofa, licence: CC-BY-4.0, author: Another, size_cm: 120x80x75}
        """;

    public override string Name => "manifests";
    public override int Weight => 3;

    protected override void MakeSeeds(string folder, SoundProgram program) {
        Directory.CreateDirectory(Path.Combine(folder, "models", "models"));
        File.WriteAllText(Path.Combine(folder, "models", "manifest.yaml"), Manifest);
        string picture = Path.Combine(folder, "color.png");
        Diorama.Core.Images.ImageFile.WritePng(picture, new Diorama.Core.Images.Image<Rgb8>(4, 4));
        var scene = SmallScenes.Gltf(File.ReadAllBytes(picture), out byte[] buffer);
        File.WriteAllBytes(Path.Combine(folder, "models", "models", "a.glb"), SmallScenes.Glb(scene, buffer));
        File.WriteAllBytes(Path.Combine(folder, "models", "models", "b.stl"), SmallScenes.StlBinary());
        // In a data folder of their own, which cases get a copy of.
        new SoundProgram(program.Path, program.Repository, Path.Combine(folder, "data")).Run(folder, "assets", "import", "models");
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        if (dice.Chance(0.6)) {
            Copy(Path.Combine(seeds, "models"), Path.Combine(work, "models"));
            FileDamage.Apply(dice, Path.Combine(work, "models", dice.Chance(0.8) ? "manifest.yaml" : "models/a.glb"));
            return new("assets", "import", "models");
        }
        Copy(Path.Combine(seeds, "data"), data);
        FileDamage.Apply(dice, dice.Pick(FilesBelow(data)));
        return dice.Below(3) switch {
            0 => new("assets", "list", "--pack", "own", "--no-install"),
            1 => new("assets", "show", "own-chair-1", "-o", "t.png", "--size", "16", "--samples", "1",
                "--no-install") { Writes = ["t.png"], Whole = ["t.png"] },
            _ => new("assets", "import", "models", "--class", "chair", "--licence", "CC0-1.0"),
        };
    }
}
