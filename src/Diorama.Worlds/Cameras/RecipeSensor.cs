using System.Globalization;
using Diorama.Core;
using Diorama.Sensors;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>The cameras that take a recipe's pictures: <c>camera.model</c>, <c>camera.iso</c> and <c>sensor</c>.</summary>
internal sealed class RecipeSensor {
    private readonly Recipe recipe;
    private readonly Func<CameraProfiles> cameras;

    /// <summary>Looks up every camera that the recipe may draw, so that a run does not begin without them.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="cameras">Reads the measured cameras; called only if the recipe names one.</param>
    /// <exception cref="BadInputException">A camera is unknown, or its sensitivities do not reach as far as the recipe's.</exception>
    public RecipeSensor(Recipe recipe, Func<CameraProfiles> cameras) {
        (this.recipe, this.cameras) = (recipe, cameras);
        foreach (string model in recipe.Camera.Model.Texts()) {
            if (model.Length == 0) continue;
            CameraProfile profile;
            try {
                profile = cameras().Find(model);
            } catch (BadInputException e) {
                throw new BadInputException($"camera.model: {e.Message}", e);
            }
            if (recipe.Camera.Iso.Range() is { } iso && (iso.Low < profile.LowestIso || iso.High > profile.HighestIso)) {
                throw new BadInputException(string.Create(CultureInfo.InvariantCulture,
                    $"camera.iso: {iso.Low} to {iso.High} goes beyond what was measured of the {profile.Name}; expected values from "
                        + $"{profile.LowestIso} to {profile.HighestIso}."));
            }
        }
    }

    /// <summary>The sensor of one scene; null when the recipe names no camera.</summary>
    public SensorSettings? Of(Draw draw) {
        if (recipe.Camera.Model is Constant<string> { Value: "" }) return null;
        string model = draw.Get("camera.model", recipe.Camera.Model);
        if (model.Length == 0) return null;
        double iso = draw.Get("camera.iso", recipe.Camera.Iso);
        SensorRecipe r = recipe.Sensor;
        float Get(string name, Distribution<double> value) => (float)draw.Get($"sensor.{name}", value);
        float lateral = Get("lateral_color", r.LateralColor), hot = Get("hot_pixels", r.HotPixels);
        return new() {
            Profile = cameras().Find(model), Iso = iso, Vignetting = Get("vignetting", r.Vignetting),
            RedMagnification = 1 + lateral, BlueMagnification = 1 - lateral, PointSpread = Get("point_spread", r.PointSpread),
            Pattern = r.Pattern, Noise = r.Noise ? new() { HotPixelsPerMillion = hot } : RawNoiseSettings.None,
            Bits = r.Bits, Demosaic = r.Demosaic, Contrast = Get("contrast", r.Contrast), Denoising = Get("denoising", r.Denoising),
            Sharpening = Get("sharpening", r.Sharpening), JpegQuality = draw.Get("sensor.jpeg_quality", r.JpegQuality),
            JpegSampling = r.JpegSampling,
        };
    }
}
