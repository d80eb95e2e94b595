using Diorama.Core;
using Diorama.Sensors.Learned;
using Diorama.Sensors.Profiles;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>The learned noise of the images of a scene, as drawn from <c>noise</c>.</summary>
/// <param name="Model">"flow", or the path of a weights file.</param>
/// <param name="Camera">Maker and model of the camera, or the model alone.</param>
/// <param name="Iso">ISO sensitivity.</param>
/// <param name="Temperature">Strength of the noise; 1 is the learned noise.</param>
public sealed record NoiseChoice(string Model, string Camera, double Iso, double Temperature) {
    /// <summary>Draws the choice of a scene; null if the recipe names no model.</summary>
    internal static NoiseChoice? Of(Recipe recipe, Draw draw) {
        NoiseRecipe r = recipe.Noise;
        if (r.Model.Length == 0) return null;
        return new(r.Model, draw.Get("noise.camera", r.Camera), draw.Get("noise.iso", r.Iso), draw.Get("noise.temperature", r.Temperature));
    }

    /// <summary>Reads the model and checks every camera and sensitivity that the recipe may draw, before a run begins.</summary>
    /// <returns>The model; null if the recipe names none.</returns>
    /// <exception cref="BadInputException">The model or a camera is unknown, sensitivities are out of range, or a camera's sensor makes its
    /// own noise.</exception>
    public static SpatialNoiseWeights? Check(Recipe recipe, Func<CameraProfiles> cameras) {
        NoiseRecipe r = recipe.Noise;
        string[] bodies = [.. r.Camera.Texts()];
        if (r.Model.Length == 0) {
            return bodies.All(b => b.Length == 0) ? null : throw new BadInputException("noise.model: it is empty though noise.camera "
                + "names a camera; expected flow or a file of weights.");
        }
        if (recipe.Camera.Model.Texts().Any(m => m.Length > 0)) throw new BadInputException("noise.model: camera.model is there too, and "
            + "its sensor makes noise of its own; expected one of them.");
        SpatialNoiseWeights weights = Named("noise.model", () => SpatialNoiseWeights.Find(r.Model));
        double[] isos = r.Iso.Range() is { } range ? [range.Low, range.High] : [];
        foreach (string body in bodies) {
            if (body.Length == 0)
                throw new BadInputException("noise.camera: it is empty; expected the name of a camera such as Nikon D800.");
            if (!weights.Cameras.Contains(body, StringComparer.OrdinalIgnoreCase)) Named("noise.camera", () => cameras().Find(body));
            foreach (double iso in isos) Named("noise.iso", () => new LearnedNoise(weights, cameras(), body, iso));
        }
        return weights;
    }

    private static T Named<T>(string key, Func<T> read) {
        try {
            return read();
        } catch (BadInputException e) {
            throw new BadInputException($"{key}: {e.Message}", e);
        }
    }
}
