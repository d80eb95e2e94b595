using Diorama.Core;
using Diorama.Sensors.Learned;
using Diorama.Sensors.Profiles;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>Learned noise on a recipe's pictures: its section <c>noise</c>.</summary>
internal sealed class RecipeNoise {
    private readonly NoiseRecipe recipe;
    private readonly Func<CameraProfiles> cameras;
    private readonly SpatialNoiseWeights? weights;

    /// <summary>Reads the model and looks up every camera that the recipe may draw, so that a run does not begin without them.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="cameras">Reads the measured cameras; called only if the recipe names a model of noise.</param>
    /// <exception cref="BadInputException">
    /// The model or a camera is unknown, sensitivities go too far, or a camera's sensor makes noise of its own.
    /// </exception>
    public RecipeNoise(Recipe recipe, Func<CameraProfiles> cameras) {
        (this.recipe, this.cameras) = (recipe.Noise, cameras);
        NoiseRecipe r = recipe.Noise;
        string[] bodies = [.. r.Camera.Texts()];
        if (r.Model.Length == 0) {
            if (bodies.Any(b => b.Length > 0)) throw new BadInputException("noise.model: it is empty though noise.camera "
                + "names a camera; expected flow or a file of weights.");
            return;
        }
        if (recipe.Camera.Model.Texts().Any(m => m.Length > 0)) throw new BadInputException("noise.model: camera.model is there too, and "
            + "its sensor makes noise of its own; expected one of them.");
        weights = Named("noise.model", () => SpatialNoiseWeights.Find(r.Model));
        double[] isos = r.Iso.Range() is { } range ? [range.Low, range.High] : [];
        foreach (string body in bodies) {
            if (body.Length == 0)
                throw new BadInputException("noise.camera: it is empty; expected the name of a camera such as Nikon D800.");
            if (!weights.Cameras.Contains(body, StringComparer.OrdinalIgnoreCase)) Named("noise.camera", () => cameras().Find(body));
            foreach (double iso in isos) Named("noise.iso", () => new LearnedNoise(weights, cameras(), body, iso));
        }
    }

    /// <summary>The noise of one scene; null when the recipe names no model.</summary>
    public LearnedNoise? Of(Draw draw) => weights is null ? null
        : new(weights, cameras(), draw.Get("noise.camera", recipe.Camera), draw.Get("noise.iso", recipe.Iso),
            draw.Get("noise.temperature", recipe.Temperature));

    private static T Named<T>(string key, Func<T> read) {
        try {
            return read();
        } catch (BadInputException e) {
            throw new BadInputException($"{key}: {e.Message}", e);
        }
    }
}
