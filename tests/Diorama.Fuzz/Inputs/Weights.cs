using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Weights of a model of camera noise.</summary>
internal sealed class Weights : Profiles {
    public override string Name => "weights";

    protected override void MakeSeeds(string folder, SoundProgram program) {
        WritePack(folder);
        File.Copy(Path.Combine(program.Repository, "weights", "camera-noise", "small.safetensors"), Path.Combine(folder, "w.safetensors"));
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        Copy(Path.Combine(seeds, "packs"), Path.Combine(data, "packs"));
        File.Copy(Path.Combine(seeds, "w.safetensors"), Path.Combine(work, "w.safetensors"));
        FileDamage.Apply(dice, Path.Combine(work, "w.safetensors"));
        ImagesInto(work);
        return Apply("c.png", "--model", "w.safetensors");
    }
}
