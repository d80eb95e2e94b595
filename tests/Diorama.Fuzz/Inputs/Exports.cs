using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Datasets in other tools' formats, given to <c>verify</c>.</summary>
internal sealed class Exports : InputKind {
    public override string Name => "exports";
    public override int Weight => 8;

    protected override void MakeSeeds(string folder, SoundProgram program) {
        File.WriteAllText(Path.Combine(folder, "small.yaml"), OwnDatasets.Recipe);
        program.Run(folder, "generate", "small.yaml", "-o", "whole", "--formats", "none");
        program.Run(folder, "export", "whole", "-f", string.Join(',', ExportFormats.All), "-o", "formats");
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        // Those that have rules of their own and are other tools' every day.
        string format = dice.Chance(0.5) ? dice.Pick(["coco", "coco-polygons", "yolo", "yolo-segment", "kitti", "bop"])
            : dice.Pick(ExportFormats.All);
        Copy(Path.Combine(seeds, "formats", format), Path.Combine(work, format));
        string[] files = FilesBelow(Path.Combine(work, format)),
            notes = [.. files.Where(f => Path.GetExtension(f) is not (".png" or ".exr"))];
        for (int count = dice.Small(3); count > 0; count--) {
            string file = notes.Length > 0 && dice.Chance(0.75) ? dice.Pick(notes) : dice.Pick(files);
            FileDamage.Apply(dice, file);
        }
        string json = Path.Combine(format, "instances.json");
        return new("verify", File.Exists(Path.Combine(work, json)) && dice.Chance(0.3) ? json : format,
            dice.Chance(0.3) ? "--json" : "--threads=1");
    }
}
