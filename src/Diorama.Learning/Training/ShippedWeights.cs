using Diorama.Core;

namespace Diorama.Learning.Training;

/// <summary>The weights that come with Diorama: <c>weights/SYSTEM/SIZE.safetensors</c>, with their facts in <c>SIZE.json</c>.</summary>
public static class ShippedWeights {
    /// <summary>Returns the paths of the weights of a system, in the order of their names; none if it ships without.</summary>
    public static IReadOnlyList<string> Of(string system) => Directory.Exists(Folder(system))
        ? [.. Directory.GetFiles(Folder(system), "*.safetensors").Order(StringComparer.Ordinal)] : [];

    /// <summary>Returns the path of a system's weights of one size or kind.</summary>
    /// <exception cref="BadInputException">Diorama ships without them.</exception>
    public static string Find(string system, string size) {
        string path = Path.Combine(Folder(system), size + ".safetensors");
        return File.Exists(path) ? path : throw new BadInputException($"{path} is missing, which comes with Diorama.");
    }

    private static string Folder(string system) => Path.Combine(AppContext.BaseDirectory, "weights", system);
}
