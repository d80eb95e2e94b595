using System.Numerics;
using Diorama.Core.Images;
using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Panoramas that light a scene.</summary>
internal sealed class Panoramas : InputKind {
    public override string Name => "panoramas";

    protected override void MakeSeeds(string folder, SoundProgram program) {
        var sky = new Image<Vector3>(16, 8);
        for (int i = 0; i < sky.Pixels.Length; i++) sky.Pixels[i] = new(0.1f * (i % 16), i / 16, i == 40 ? 1000 : 0.5f);
        ImageFile.WriteExr(Path.Combine(folder, "half.exr"), sky);
        ImageFile.WriteExr(Path.Combine(folder, "float.exr"), sky, PixelType.Float);
        File.WriteAllBytes(Path.Combine(folder, "sky.hdr"), SmallPictures.Hdr(sky));
        ImageFile.WritePng(Path.Combine(folder, "sky.png"), sky);
    }

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        string map = dice.Pick(FilesBelow(seeds)), name = Path.GetFileName(map);
        File.Copy(map, Path.Combine(work, name));
        FileDamage.Apply(dice, Path.Combine(work, name));
        File.WriteAllText(Path.Combine(work, "small.stl"), SmallScenes.StlText());
        return Invocation.Render("small.stl", "--environment", name);
    }
}
