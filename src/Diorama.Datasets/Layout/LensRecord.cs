using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Rendering.Cameras;

namespace Diorama.Datasets.Layout;

/// <summary>
/// Converts the <c>lens</c> of a camera's record, as <see cref="LensJson"/> writes it with all parameters, back to a lens.
/// </summary>
public static class LensRecord {
    /// <exception cref="BadInputException">The model is unknown, or the parameters are missing or invalid.</exception>
    public static Lens Read(JsonNode lens, int width, int height) {
        ArgumentNullException.ThrowIfNull(lens);
        try {
            float Parameter(string name, float? usual) => lens[name] is { } value ? value.GetValue<float>()
                : throw new BadInputException($"The lens of a camera lacks '{name}'.");
            string model = lens["model"]?.GetValue<string>() ?? throw new BadInputException("The lens of a camera lacks 'model'.");
            return LensJson.Read(model, Parameter, width, height)
                ?? throw new BadInputException($"'{model}' is no lens; expected {LensJson.Names}.");
        } catch (Exception e) when (e is ArgumentException or InvalidOperationException or FormatException) {
            throw new BadInputException($"The parameters of a lens make no lens: {e.Message.Split(" (Parameter")[0]}.", e);
        }
    }
}
