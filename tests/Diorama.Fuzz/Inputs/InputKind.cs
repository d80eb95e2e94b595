namespace Diorama.Fuzz.Inputs;

/// <summary>One kind of input: sound seeds, made once, and cases that damage one of them.</summary>
internal abstract class InputKind {
    private readonly Lock gate = new();
    private bool made;

    public static IReadOnlyList<InputKind> All { get; } =
        [new SceneFiles(), new Textures(), new Recipes(), new OwnScenes(), new OwnDatasets(), new Exports(), new Manifests(),
        new Panoramas(), new Weights(),
        new Profiles(), new NoisePictures(), new OptionValues()];

    public abstract string Name { get; }
    /// <summary>How many of all cases are of this kind, against the others.</summary>
    public virtual int Weight => 2;

    /// <summary>
    /// Puts a damaged input into a work folder and says how the program is to be called on it. A pure function of dice and seeds.
    /// </summary>
    /// <param name="dice">All that varies.</param>
    /// <param name="seeds">Sound inputs of this kind.</param>
    /// <param name="work">Where the input is to lie; the folder that the program runs in.</param>
    /// <param name="data">The program's data folder.</param>
    public abstract Invocation Make(Dice dice, string seeds, string work, string data);

    /// <summary>Makes the sound inputs, from files of the repository and by the program.</summary>
    protected abstract void MakeSeeds(string folder, SoundProgram program);

    /// <summary>The folder of sound inputs, made at the first call.</summary>
    public string Seeds(string all, SoundProgram program) {
        string folder = Path.Combine(all, Name);
        lock (gate) {
            if (made) return folder;
            Directory.CreateDirectory(folder);
            MakeSeeds(folder, program);
            made = true;
        }
        return folder;
    }

    /// <summary>The kind of a case, by weight.</summary>
    public static InputKind Of(Dice dice) {
        int at = dice.Below(All.Sum(k => k.Weight));
        return All.First(k => (at -= k.Weight) < 0);
    }

    protected static void Copy(string from, string to) {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }

    /// <summary>Files below a folder in ordinal order.</summary>
    protected static string[] FilesBelow(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
