using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Datasets and runs in Diorama's own layout: records, plans, parts, label files; given to every command that reads one.</summary>
internal sealed class OwnDatasets : InputKind {
    /// <summary>Two scenes of two frames by two cameras, with all labels.</summary>
    public const string Recipe = """
        recipe: 1
        name: small
        frames: 4
        world:
          kind: studio
          object: cube
          count: {uniform: [1, 3]}
          size: {uniform: [0.2, 0.4]}
        camera:
          width: 32
          height: 24
          field_of_view: 60
          frames_per_scene: 2
          stereo_baseline: 0.1
          camera_height: {uniform: [0.4, 0.8]}
          distance: 1.2
        light:
          sky: sun
          time_of_day: {uniform: [9, 17]}
        labels:
          write: [all]
        render:
          samples: 1
        """;

    public override string Name => "datasets";
    public override int Weight => 8;

    protected override void MakeSeeds(string folder, SoundProgram program) {
        File.WriteAllText(Path.Combine(folder, "small.yaml"), Recipe);
        program.Run(folder, "generate", "small.yaml", "-o", "whole", "--formats", "none", "--part-frames", "2", "--splits",
            "train=0.5,val=0.5");
        // A run of which one part of two is there.
        program.Run(folder, "plan", "small.yaml", "-o", "half", "--part-frames", "2");
        program.Run(folder, "generate", "half", "--shard", "0/2");
        foreach (string sheet in Directory.GetFiles(folder, "*.svg", SearchOption.AllDirectories)) File.Delete(sheet);
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        bool whole = dice.Chance(0.7);
        string folder = Path.Combine(work, "ds");
        Copy(Path.Combine(seeds, whole ? "whole" : "half"), folder);
        for (int files = dice.Small(3); files > 0; files--) Damaged(dice, folder);
        string[] inside = ["ds"];
        return dice.Below(whole ? 10 : 5) switch {
            0 => new("merge", "ds", "--formats", dice.Pick(["none", "coco", "yolo,bop"])) { Writes = inside, Codes = [0, 3, 64, 65, 73] },
            1 => new("generate", "ds", "--threads", "1", "--no-install") { Writes = inside, Codes = [0, 3, 64, 65, 73] },
            2 => new("status", "ds"),
            3 => new("merge", "ds", "--allow-missing") { Writes = inside, Codes = [0, 3, 64, 65, 73] },
            4 => new("plan", "ds", "-o", "ds", "--frames", "6", "--no-install") { Writes = inside, Codes = [0, 64, 65, 73] },
            5 or 6 => new("verify", "ds", "--threads", "1"),
            7 => new("verify", "ds", "--json", "--replay", "10%", "--no-install"),
            8 => new("view", "ds", "-o", "v.html") { Writes = ["v.html"], Whole = ["v.html"] },
            _ => new("export", "ds", "-f", dice.Pick(ExportFormats.All), "-o", "out") { Writes = ["out"], Whole = ["out"] },
        };
    }

    /// <summary>A file changed, gone, empty, in another's place, or a folder or a link where it was.</summary>
    private static void Damaged(Dice dice, string folder) {
        string[] files = [.. FilesBelow(folder).Where(f => !FakePipe.Is(f))],
            records = [.. files.Where(f => Path.GetExtension(f) is ".json" or ".jsonl" or ".sha256")];
        string file = records.Length > 0 && dice.Chance(0.65) ? dice.Pick(records) : dice.Pick(files);
        if (new FileInfo(file).LinkTarget is not null) return;
        switch (dice.Below(16)) {
            case 0: File.Delete(file); break;
            case 1: File.WriteAllBytes(file, []); break;
            case 2:
                File.Delete(file);
                Directory.CreateDirectory(file);
                break;
            case 3:
                File.Delete(file);
                File.CreateSymbolicLink(file, dice.Pick(["nowhere", Path.GetFileName(file), "/dev/full"]));
                break;
            case 4: File.Copy(dice.Pick(files.Where(f => File.Exists(f) && new FileInfo(f).LinkTarget is null && f != file).ToArray()),
                file, overwrite: true); break;
            case 5:
                File.Delete(file);
                FakePipe.Make(file);
                break;
            default: FileDamage.Apply(dice, file); break;
        }
    }
}
