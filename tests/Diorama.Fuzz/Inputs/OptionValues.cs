namespace Diorama.Fuzz.Inputs;

/// <summary>
/// Sound files and odd values of options. Values that would only make a run long are left out: they are what was asked for.
/// </summary>
internal sealed class OptionValues : InputKind {
    private static readonly string[] odd = [
        "", " ", "-1", "-0", "NaN", "nan", "inf", "-inf", "Infinity", "1e30", "1e300", "-1e300", "1e400", "1,5", "1.5", "0x10", "abc",
        "9999999999", "99999999999999999999", "--", "-o", "*", "../x", "a\nb", "\u001b[31m",
        "é", "{", "[", "{uniform: [1]}", "0=0", "=", ",", ",,", "a,a", "1e-300", "0", new('9', 400), new('x', 5000),
    ];
    private static readonly string[] huge = ["2147483647", "-2147483648", "4294967295", "1000000000", "100000"];

    public override string Name => "options";
    public override int Weight => 3;

    protected override void MakeSeeds(string folder, SoundProgram program) {
        File.WriteAllText(Path.Combine(folder, "small.yaml"), OwnDatasets.Recipe);
        File.WriteAllText(Path.Combine(folder, "small.stl"), SmallScenes.StlText());
        program.Run(folder, "generate", "small.yaml", "-o", "ds", "--formats", "none", "--frames", "2", "--labels", "basic");
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        File.Copy(Path.Combine(seeds, "small.yaml"), Path.Combine(work, "small.yaml"));
        File.Copy(Path.Combine(seeds, "small.stl"), Path.Combine(work, "small.stl"));
        Copy(Path.Combine(seeds, "ds"), Path.Combine(work, "ds"));
        string[] options, command;
        switch (dice.Below(7)) {
            case 0 or 1:
                command = ["render", "small.stl", "-o", "o.png", "--width", "16", "--height", "16", "--samples", "1"];
                options = ["--width", "--height", "--samples", "--bounces", "--threads", "--time", "--rate", "--exposure", "--seed",
                    "--camera", "--labels", "--environment", "-o"];
                break;
            case 2:
                command = ["generate", "small.yaml", "-o", "out", "--frames", "2", "--samples", "1", "--labels", "basic", "--no-install"];
                options = ["--frames", "--seed", "--width", "--height", "--samples", "--set", "--labels", "--formats", "--splits",
                    "--hold-out-assets", "--part-frames", "--shard", "--workers", "--max-failures", "--grace-seconds", "--threads", "-o"];
                break;
            case 3:
                command = ["preview", "small.yaml", "-o", "p.png", "--width", "16", "--height", "16", "--samples", "1", "--no-install"];
                options = ["--frame", "--seed", "--width", "--height", "--samples", "--set", "--threads", "-o"];
                break;
            case 4:
                command = ["view", "ds", "-o", "v.html"];
                options = ["--frames", "--width", "-o"];
                break;
            case 5:
                command = ["verify", "ds"];
                options = ["--sample", "--replay", "--threads"];
                break;
            default:
                command = ["export", "ds", "-o", "out", "-f", "coco"];
                options = ["-f", "--splits", "--hold-out-assets", "-o"];
                break;
        }
        string option = dice.Pick(options);
        bool sized = option is "--width" or "--height" or "--seed" or "--frame" or "--threads" or "--workers" or "--part-frames"
            or "--max-failures";
        string value = sized && dice.Chance(0.4) ? dice.Pick(huge) : dice.Pick(odd);
        if (option == "--set")
            value = dice.Pick(["camera.width", "camera.height", "world.count", "world.size", "camera.distance", "light.time_of_day", "name",
                "labels.write", "nothing", ""]) + "=" + value;
        // The program starts with no terminal and no NUL can be given.
        return new([.. command.TakeWhile(c => c != option), .. command.SkipWhile(c => c != option).Skip(2), option, value]) {
            Writes = ["o.png", "o_labels", "out", "p.png", "v.html", "ds", "x", .. odd.Where(o => o.Length > 0)], Whole = [],
            Codes = [0, 1, 3, 64, 65, 73, 75],
        };
    }
}
