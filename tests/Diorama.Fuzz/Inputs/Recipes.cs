using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>
/// Recipes, those that ship and a small one, given to <c>recipe check</c>, <c>preview</c>, <c>plan</c> and <c>generate</c>. No pack is
/// fetched.
/// </summary>
internal sealed class Recipes : InputKind {
    /// <summary>All that is wrong with a recipe is told at once.</summary>
    private const int Problems = 1000;

    public override string Name => "recipes";
    public override int Weight => 6;

    protected override void MakeSeeds(string folder, SoundProgram program) {
        foreach (string recipe in Directory.GetFiles(Path.Combine(program.Repository, "recipes"), "*.yaml"))
            File.Copy(recipe, Path.Combine(folder, Path.GetFileName(recipe)));
        File.WriteAllText(Path.Combine(folder, "small.yaml"), OwnDatasets.Recipe);
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        string recipe = Path.Combine(work, "r.yaml");
        File.Copy(dice.Chance(0.5) ? Path.Combine(seeds, "small.yaml") : dice.Pick(FilesBelow(seeds)), recipe);
        FileDamage.Apply(dice, recipe);
        string[] small = ["--width", "24", "--height", "24", "--samples", "1", "--no-install"];
        return dice.Below(6) switch {
            0 or 1 or 2 => new("recipe", "check", "r.yaml") { Sentences = Problems },
            3 => new(["preview", "r.yaml", "-o", "p.png", .. small]) { Writes = ["p.png"], Whole = ["p.png"], Sentences = Problems },
            4 => new(["plan", "r.yaml", "-o", "out", "--no-install"]) { Writes = ["out"], Sentences = Problems },
            _ => new(["generate", "r.yaml", "-o", "out", "--frames", "2", "--threads", "1", .. small]) { Writes = ["out"],
                Sentences = Problems },
        };
    }
}
