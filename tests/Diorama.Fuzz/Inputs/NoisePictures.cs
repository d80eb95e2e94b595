using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>A folder of pictures of which one is damaged: it is told, and the other is made.</summary>
internal sealed class NoisePictures : Profiles {
    public override string Name => "noise-pictures";

    protected override void MakeSeeds(string folder, SoundProgram program) {
        WritePack(folder);
        SmallPictures.WriteAll(Directory.CreateDirectory(Path.Combine(folder, "pictures")).FullName);
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        Copy(Path.Combine(seeds, "packs"), Path.Combine(data, "packs"));
        string folder = Directory.CreateDirectory(Path.Combine(work, "in")).FullName,
            name = dice.Pick(["color.png", "color.jpg", "palette.png", "deep.png"]);
        File.Copy(Path.Combine(seeds, "pictures", name), Path.Combine(folder, name));
        FileDamage.Apply(dice, Path.Combine(folder, name));
        ImagesInto(folder);
        // The picture's own sentence and the count.
        return Apply("in") with { Sentences = 2 };
    }
}
