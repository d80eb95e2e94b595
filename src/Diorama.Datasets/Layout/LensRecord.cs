using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Rendering.Cameras;

namespace Diorama.Datasets.Layout;

/// <summary>The <c>lens</c> of a camera's record, as <see cref="LensJson"/> writes it, as a lens again; it states all parameters.</summary>
public static class LensRecord {
    /// <exception cref="BadInputException">Its model is unknown, or its parameters make no lens.</exception>
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
