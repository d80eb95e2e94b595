using System.Numerics;
using Diorama.Core;
using Diorama.Core.Diagnostics;
using Diorama.Core.Files;
using Diorama.Sensors.Profiles;

namespace Diorama.Sensors.Learned;

/// <summary>
/// Weights of the spatial noise flow. A small network reads the clean image around a pixel and computes the mixture of
/// <see cref="Kernels"/> sets of weights for the noise of previous pixels, a bias, and the standard deviation of the innovation; a second
/// network converts camera and sensitivity to biases of the first.
/// </summary>
public sealed class SpatialNoiseWeights {
    /// <summary>Number of pixels to the left, above, and to the right in the rows above on which the noise of a pixel depends.</summary>
    public const int Reach = 2;
    /// <summary>Number of previous pixels on which a pixel depends: two rows of five, and two.</summary>
    public const int Before = 2 * Reach * (Reach + 1);
    /// <summary>Number of inputs: the three colours of the previous pixels in reading order, then the three of the pixel itself.</summary>
    public const int Inputs = 3 * Before + 3;
    public const int Kernels = 8, Hidden = 16, ConditionHidden = 16, Features = 18;
    /// <summary>
    /// Number of outputs for each pixel: mixture weights of the kernels, three biases, three logarithms of standard deviations.
    /// </summary>
    public const int Outputs = Kernels + 6;
    /// <summary>
    /// Number of outputs of the condition network: biases of the first layer, biases of the outputs, three logarithms of tails and three of
    /// skew.
    /// </summary>
    public const int ConditionOutputs = Hidden + Outputs + 6;
    /// <summary>Unit of noise: number of grey levels by which noise is divided.</summary>
    public const float Scale = 8;
    /// <summary>Bounds of the logarithm of the tail parameter and of the skew.</summary>
    public const float MaxTail = 0.7f, MaxSkew = 0.5f;

    /// <summary>
    /// Returns names and shapes of the tensors of a file; <c>condition_enter</c> has <see cref="NoiseCondition.Count"/> inputs and one for
    /// each camera.
    /// </summary>
    public static IReadOnlyList<(string Name, long[] Shape)> Layout(int cameras) => [
        ("enter.weight", [Hidden, Features]), ("enter.bias", [Hidden]), ("middle.weight", [Hidden, Hidden]), ("middle.bias", [Hidden]),
        ("leave.weight", [Outputs, Hidden]), ("leave.bias", [Outputs]),
        ("condition_enter.weight", [ConditionHidden, NoiseCondition.Count + cameras]), ("condition_enter.bias", [ConditionHidden]),
        ("condition_leave.weight", [ConditionOutputs, ConditionHidden]), ("condition_leave.bias", [ConditionOutputs]),
        ("kernels", [Kernels, 3, Inputs]),
    ];

    private readonly Dictionary<string, float[]> values;

    /// <summary>Names of the cameras that the model knows by name, in addition to any measured camera.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <param name="cameras">Names of the known cameras, in the order of their inputs.</param>
    /// <param name="values">
    /// Function that returns the values of a tensor by its name, in row-major order, with the shapes of <see cref="Layout"/>.
    /// </param>
    public SpatialNoiseWeights(IReadOnlyList<string> cameras, Func<string, float[]> values) =>
        (Cameras, this.values) = (cameras, Layout(cameras.Count).ToDictionary(l => l.Name, l => values(l.Name)));

    /// <summary>
    /// Reads the weights that ship with Diorama: trained on simulated cameras without their names, so that every measured camera can be
    /// used at every sensitivity.
    /// </summary>
    public static SpatialNoiseWeights Small() =>
        Read(Path.Combine(AppContext.BaseDirectory, "weights", "camera-noise", "small.safetensors"));

    /// <summary>
    /// Finds a model by the name in a recipe or a command: "flow" (or "spatial") is <see cref="Small"/>, everything else is the path of a
    /// file.
    /// </summary>
    /// <exception cref="BadInputException">The file does not exist or holds something else.</exception>
    public static SpatialNoiseWeights Find(string model) =>
        model is "flow" or "spatial" ? Small()
            : File.Exists(model) ? Read(model) : throw new BadInputException($"there is no noise model '{model}', expected flow or a "
            + $"file of weights that 'diorama model train camera-noise' has written");

    /// <summary>Whether the model name in a weights file is that of this model.</summary>
    public static bool IsOf(string? model) => model is "spatial" or "spatial-any";

    /// <summary>Reads weights from a file that training has written.</summary>
    /// <exception cref="BadInputException">The file does not exist or holds something else.</exception>
    public static SpatialNoiseWeights Read(string path) {
        var file = SafeTensorsLayout.Read(path);
        if (!IsOf(file.Metadata.GetValueOrDefault("model")))
            throw new BadInputException(
                $"{path} does not hold a spatial noise flow, expected what 'diorama model train camera-noise' writes");
        // Weights trained without camera names still list the cameras of the training data.
        bool named = file.ShapeOf("condition_enter.weight") is [_, > NoiseCondition.Count];
        string[] cameras = named ? file.Metadata.GetValueOrDefault("cameras", "").Split('\n') : [];
        var shapes = Layout(cameras.Length).ToDictionary(l => l.Name, l => l.Shape);
        return new(cameras, name => file.Floats(name, shapes[name]));
    }

    public float[] this[string name] => values[name];

    /// <summary>Computes the biases for a camera, <see cref="ConditionOutputs"/> values.</summary>
    /// <param name="profile">Measured noise of the camera; null uses the name alone.</param>
    /// <param name="source">Name of the camera, followed by " (JPEG)" if the camera compressed its images.</param>
    /// <param name="iso">Sensitivity as an ISO number; the noise profile is clamped to the measured range.</param>
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

    /// <summary>Computes the biases for the inputs of a <see cref="NoiseCondition"/>, followed by one for each known camera.</summary>
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
