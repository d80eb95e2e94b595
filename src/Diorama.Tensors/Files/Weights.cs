using Diorama.Core;
using Diorama.Tensors.Autograd;
using Diorama.Tensors.Layers;

namespace Diorama.Tensors.Files;

/// <summary>
/// Reads and writes the parameters and buffers of a model as a safetensors file, by their names (<see cref="Module.NamedTensors"/>).
/// </summary>
public static class Weights {
    public static void Save(string path, Module model, IReadOnlyDictionary<string, string>? metadata = null) {
        ArgumentNullException.ThrowIfNull(model);
        SafeTensors.Write(path, model.NamedTensors(), metadata);
    }

    /// <summary>
    /// Copies the values of a file to the model, on whatever device the model is, and converts them to the model's element types. Throws
    /// <see cref="BadInputException"/> if a name or a shape differs, if the file has a tensor that the model does not have, or if a value
    /// is not finite.
    /// </summary>
    public static void Load(string path, Module model) {
        ArgumentNullException.ThrowIfNull(model);
        using var file = new SafeTensorsFile(path);
        CopyFrom(file, model.NamedTensors());
    }

    /// <summary>Copies all tensors of a file to the tensors of the same names. Nothing is copied if anything does not fit.</summary>
    /// <param name="file">The file.</param>
    /// <param name="tensors">Tensors with their names.</param>
    /// <param name="optional">Name of a tensor that the file may have although there is no place for it.</param>
    internal static void CopyFrom(SafeTensorsFile file, IEnumerable<(string Name, Tensor Tensor)> tensors, string? optional = null) {
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
            if (!known.Contains(entry.Name) && entry.Name != optional) {
                throw new BadInputException($"{file.Path} has a tensor '{entry.Name}', for which there is no place: "
                    + $"{Core.Diagnostics.NearestNames.Sentence(entry.Name, known)}.");
            }
        }
        for (int i = 0; i < wanted.Length; i++) wanted[i].Tensor.CopyInPlace(values[i]);
    }
}
