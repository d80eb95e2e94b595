using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Learned;

/// <summary>
/// Numbers of the spatial noise flow. A small network looks at the clean picture around a pixel and says how <see cref="Kernels"/> sets of
/// weights for the noise of the pixels before it are mixed, what is added, and the deviation of what is new; a second one turns camera and
/// sensitivity into biases of the first.
/// </summary>
public sealed class SpatialNoiseWeights {
    /// <summary>Noise looks back so many pixels to the left, up, and to the right above.</summary>
    public const int Reach = 2;
    /// <summary>Pixels before a pixel: two rows of five and two.</summary>
    public const int Before = 2 * Reach * (Reach + 1);
    /// <summary>Colours of the pixels before, in reading order, then the three of the pixel itself.</summary>
    public const int Inputs = 3 * Before + 3;
    public const int Kernels = 8, Hidden = 16, ConditionHidden = 16, Features = 18;
    /// <summary>Shares of kernels, three biases, three logarithms of deviations.</summary>
    public const int Outputs = Kernels + 6;
    /// <summary>Biases of the first layer, of the outputs, and three logarithms of tails and three of skew.</summary>
    public const int ConditionOutputs = Hidden + Outputs + 6;
    /// <summary>Noise is divided by so many grey levels.</summary>
    public const float Scale = 8;
    /// <summary>Bounds of the logarithm of a tail and of skew.</summary>
    public const float LongestTail = 0.7f, MostSkew = 0.5f;

    /// <summary>
    /// Names and sizes of what a file holds; <c>condition_enter</c> has <see cref="NoiseCondition.Count"/> inputs and one for each camera.
    /// </summary>
    public static IReadOnlyList<(string Name, long[] Shape)> Layout(int cameras) => [
        ("enter.weight", [Hidden, Features]), ("enter.bias", [Hidden]), ("middle.weight", [Hidden, Hidden]), ("middle.bias", [Hidden]),
        ("leave.weight", [Outputs, Hidden]), ("leave.bias", [Outputs]),
        ("condition_enter.weight", [ConditionHidden, NoiseCondition.Count + cameras]), ("condition_enter.bias", [ConditionHidden]),
        ("condition_leave.weight", [ConditionOutputs, ConditionHidden]), ("condition_leave.bias", [ConditionOutputs]),
        ("kernels", [Kernels, 3, Inputs]),
    ];

    private readonly Dictionary<string, float[]> values;

    /// <summary>What the model knows by name, beside any camera that was measured.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <param name="cameras">In the order of their numbers.</param>
    /// <param name="values">Row by row, sizes as <see cref="Layout"/> says.</param>
    public SpatialNoiseWeights(IReadOnlyList<string> cameras, Func<string, float[]> values) =>
        (Cameras, this.values) = (cameras, Layout(cameras.Count).ToDictionary(l => l.Name, l => values(l.Name)));

    /// <summary>What ships: trained on simulated cameras of the pack, of which any has its place at any sensitivity.</summary>
    public static SpatialNoiseWeights Small() =>
        Read(Path.Combine(AppContext.BaseDirectory, "weights", "camera-noise", "small.safetensors"));

    /// <summary>By a recipe's or a command's word: "flow" (or "spatial") is <see cref="Small"/>, all else a file.</summary>
    /// <exception cref="BadInputException">It is not there or holds something else.</exception>
    public static SpatialNoiseWeights Find(string model) =>
        model is "flow" or "spatial" ? Small()
            : File.Exists(model) ? Read(model) : throw new BadInputException($"there is no noise model '{model}', expected flow or a "
            + $"file of weights that 'diorama noise train' has written");

    /// <summary>Whether this is the model that a file of such weights names.</summary>
    public static bool IsOf(string? model) => model is "spatial" or "spatial-any";

    /// <summary>Those of a file that training has written.</summary>
    /// <exception cref="BadInputException">It is not there or holds something else.</exception>
    public static SpatialNoiseWeights Read(string path) {
        var file = SafeTensorsLayout.Read(path);
        if (!IsOf(file.Metadata.GetValueOrDefault("model")))
            throw new BadInputException($"{path} does not hold a spatial noise flow, expected what 'diorama noise train spatial' writes");
        // What was trained without names says which cameras it was trained with all the same.
        bool named = file.ShapeOf("condition_enter.weight") is [_, > NoiseCondition.Count];
        string[] cameras = named ? file.Metadata.GetValueOrDefault("cameras", "").Split('\n') : [];
        var shapes = Layout(cameras.Length).ToDictionary(l => l.Name, l => l.Shape);
        return new(cameras, name => file.Floats(name, shapes[name]));
    }

    public float[] this[string name] => values[name];

    /// <summary>Biases for a camera, <see cref="ConditionOutputs"/> numbers.</summary>
    /// <param name="profile">What was measured of it; null takes the name alone.</param>
    /// <param name="source">Name, with " (JPEG)" after it where the camera compressed its pictures.</param>
    /// <param name="iso">Sensitivity; noise profiles are held at the ends of what was measured.</param>
    /// <exception cref="BadInputException">The camera was neither measured nor learned.</exception>
    public float[] Condition(CameraProfile? profile, string source, double iso) {
        float[] input = new float[NoiseCondition.Count + Cameras.Count];
        int known = Cameras.ToList().FindIndex(c => c.Equals(source, StringComparison.OrdinalIgnoreCase));
        if (known < 0 && profile is null)
            throw new BadInputException($"the noise of the camera '{source}' was not learned, {NearestNames.Sentence(source, Cameras)}");
        Vector3 shot = default, read = default;
        if (profile is not null) (_, shot, read) = profile.At(Math.Clamp(iso, profile.LowestIso, profile.HighestIso));
        NoiseCondition.Fill(input, iso, shot, read, source.EndsWith("(JPEG)", StringComparison.OrdinalIgnoreCase));
        if (known >= 0) input[NoiseCondition.Count + known] = 1;
        return Condition(input);
    }

    /// <summary>Biases for a <see cref="NoiseCondition"/> with one more number for each known camera.</summary>
    public float[] Condition(ReadOnlySpan<float> input) {
        float[] hidden = Layer("condition_enter", input);
        for (int i = 0; i < hidden.Length; i++) hidden[i] = MathF.Max(0, hidden[i]);
        return Layer("condition_leave", hidden);
    }

    private float[] Layer(string name, ReadOnlySpan<float> input) {
        float[] weight = values[name + ".weight"], output = [.. values[name + ".bias"]];
        for (int o = 0; o < output.Length; o++) for (int i = 0; i < input.Length; i++) output[o] += weight[o * input.Length + i] * input[i];
        return output;
    }
}
