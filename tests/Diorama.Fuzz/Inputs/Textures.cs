using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Pictures of every format as textures of a sound model, which is rendered with or without them.</summary>
internal sealed class Textures : InputKind {
    public override string Name => "textures";
    public override int Weight => 6;

    protected override void MakeSeeds(string folder, SoundProgram program) => SmallPictures.WriteAll(folder);

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        string picture = dice.Pick(FilesBelow(seeds)), name = Path.GetFileName(picture);
        File.Copy(picture, Path.Combine(work, name));
        FileDamage.Apply(dice, Path.Combine(work, name));
        // What a name promises need not be what is in the file.
        if (dice.Chance(0.1)) {
            string other = "other" + Path.GetExtension(dice.Pick(FilesBelow(seeds)));
            File.Move(Path.Combine(work, name), Path.Combine(work, other));
            name = other;
        }
        File.WriteAllText(Path.Combine(work, "small.obj"), SmallScenes.Obj);
        string slot = dice.Pick(["map_Kd", "map_Kd", "map_Bump", "map_Ke", "map_d", "map_Ns", "norm"]);
        File.WriteAllText(Path.Combine(work, "small.mtl"), $"newmtl paint\nKd 0.8 0.4 0.2\n{slot} {name}\nnewmtl glass\nKd 0.2 0.2 0.9\n");
        return Invocation.Render("small.obj");
    }
}
