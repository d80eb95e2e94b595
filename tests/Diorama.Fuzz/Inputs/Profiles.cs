using Diorama.Core.Colors;
using Diorama.Fuzz.Damage;

namespace Diorama.Fuzz.Inputs;

/// <summary>Profiles of measured cameras, as the pack of cameras has them.</summary>
internal class Profiles : InputKind {
    // Joined rather than broken: which bytes a case damages follows from these.
    private const string Noise = """
        {"version": 0, "noiseprofiles": [{"maker": "Nikon", "models": [{"model": "D800", "profiles": [
          {"name": "iso 100", "iso": 100, "a": [2.1e-06, 1.9e-06, 2.3e-06], "b": [1.0e-08, 1.1e-08, 1.2e-08]},
        """ + """
         {"name": "iso 1600", "iso": 1600, "skip": false, "a": [2.1e-05, 1.9e-05, 2.3e-05], "b": [1.0e-07, 1.1e-07, 1.2e-07]},
          {"name": "iso 6400", "iso": 6400, "a": [8.1e-05, 7.9e-05, 8.3e-05], "b": [5.0e-07, 5.1e-07, 5.2e-07]}]}]}]}
        """;
    private const string White =
        """{"version": 1, "wb_presets": [{"maker": "Nikon", "models": [{"model": "D800", "presets": ["""
        + """{"name": "Daylight", "tuning": 0, "channels": [2.0, 1.0, 1.4, 0]}]}]}]}""";

    public override string Name => "profiles";
    public override int Weight => 1;

    protected override void MakeSeeds(string folder, SoundProgram program) => WritePack(folder);

    public override Invocation Make(Dice dice, string seeds, string work, string data) {
        Copy(Path.Combine(seeds, "packs"), Path.Combine(data, "packs"));
        FileDamage.Apply(dice, dice.Pick(FilesBelow(Path.Combine(data, "packs"))));
        ImagesInto(work);
        return dice.Chance(0.4) ? new("noise", "cameras", "--no-install") : Apply("c.png");
    }

    /// <summary>The pack of cameras as an installation leaves it, with one camera.</summary>
    protected static void WritePack(string data) {
        string pack = Directory.CreateDirectory(Path.Combine(data, "packs", "cameras")).FullName;
        File.WriteAllText(Path.Combine(pack, "noiseprofiles.json"), Noise);
        File.WriteAllText(Path.Combine(pack, "wb_presets.json"), White);
        File.WriteAllText(Path.Combine(pack, "manifest.json"), """{"pack": "cameras", "version": "1", "download": "", "files": {}}""");
    }

    protected static void ImagesInto(string work) {
        var picture = new Diorama.Core.Images.Image<Rgb8>(16, 16);
        for (int i = 0; i < picture.Pixels.Length; i++) picture.Pixels[i] = new((byte)i, (byte)(i / 2), (byte)(255 - i));
        Diorama.Core.Images.ImageFile.WritePng(Path.Combine(work, "c.png"), picture);
    }

    protected static Invocation Apply(string source, params string[] more) =>
        new(["noise", "apply", source, "-o", "out", "--camera", "Nikon D800", "--iso", "800", "--threads", "1", "--no-install",
        .. more]) { Writes = ["out"] };
}
