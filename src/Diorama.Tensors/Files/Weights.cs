using Diorama.Core;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Tensors.Files;

/// <summary>The parameters and buffers of a model as a safetensors file, by their names (<see cref="Module.NamedTensors"/>).</summary>
public static class Weights {
    public static void Save(string path, Module model, IReadOnlyDictionary<string, string>? metadata = null) {
        ArgumentNullException.ThrowIfNull(model);
        SafeTensors.Write(path, model.NamedTensors(), metadata);
    }

    /// <summary>
    /// Copies a file's values to the model, on whatever device it is, and converts them to its element types. A name or a shape that
    /// differs, or a tensor that the model does not have, is a <see cref="BadInputException"/>.
    /// </summary>
    public static void Load(string path, Module model) {
        ArgumentNullException.ThrowIfNull(model);
        using var file = new SafeTensorsFile(path);
        CopyIn(file, model.NamedTensors());
    }

    /// <summary>Copies all tensors of a file to those of the same names. Nothing is copied where anything does not fit.</summary>
    internal static void CopyIn(SafeTensorsFile file, IEnumerable<(string Name, Tensor Tensor)> tensors) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        var wanted = tensors.ToArray();
        var values = new Tensor[wanted.Length];
        for (int i = 0; i < wanted.Length; i++) {
            values[i] = file[wanted[i].Name];
            if (values[i].DType.IsFloatingPoint() && !values[i].IsFinite().All().ToArray<bool>()[0])
                throw new BadInputException($"{file.Path} has '{wanted[i].Name}' with NaN or infinity: finite numbers were expected.");
            if (!values[i].Shape.AsSpan().SequenceEqual(wanted[i].Tensor.Shape)) {
                throw new BadInputException($"{file.Path} has '{wanted[i].Name}' with the shape [{string.Join(", ", values[i].Shape)}]: "
                    + $"[{string.Join(", ", wanted[i].Tensor.Shape)}] was expected.");
            }
        }
        var known = wanted.Select(w => w.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in file.Entries) {
            if (!known.Contains(entry.Name)) throw new BadInputException($"{file.Path} has a tensor '{entry.Name}', for which there is "
                + $"no place: {Core.Diagnostics.NearestNames.Sentence(entry.Name, known)}.");
        }
        for (int i = 0; i < wanted.Length; i++) wanted[i].Tensor.CopyIn(values[i]);
    }
}
