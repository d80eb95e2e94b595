using System.Globalization;
using Diorama.Core;
using Diorama.Sensors;
using Diorama.Sensors.Noise;
using Diorama.Sensors.Profiles;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>The camera that takes the images of a scene, as drawn from <c>camera.model</c>, <c>camera.iso</c> and <c>sensor</c>.</summary>
/// <param name="Model">Maker and model of the camera, or the model alone.</param>
/// <param name="Iso">ISO sensitivity.</param>
/// <param name="SettingsOf">Returns the settings of all stages for the profile of that camera.</param>
public sealed record SensorChoice(string Model, double Iso, Func<CameraProfile, SensorSettings> SettingsOf) {
    /// <summary>Draws the choice of a scene; null if the recipe names no camera.</summary>
    internal static SensorChoice? Of(Recipe recipe, Draw draw) {
        if (recipe.Camera.Model is Constant<string> { Value: "" }) return null;
        string model = draw.Get("camera.model", recipe.Camera.Model);
        if (model.Length == 0) return null;
        double iso = draw.Get("camera.iso", recipe.Camera.Iso);
        SensorRecipe r = recipe.Sensor;
        float Get(string name, Distribution<double> value) => (float)draw.Get($"sensor.{name}", value);
        float vignetting = Get("vignetting", r.Vignetting), lateral = Get("lateral_color", r.LateralColor),
            blur = Get("point_spread", r.PointSpread), hot = Get("hot_pixels", r.HotPixels);
        float contrast = Get("contrast", r.Contrast), denoising = Get("denoising", r.Denoising), sharpening =
            Get("sharpening", r.Sharpening);
        int quality = draw.Get("sensor.jpeg_quality", r.JpegQuality);
        return new(model, iso, profile => new() {
            Profile = profile, Iso = iso, Vignetting = vignetting, RedMagnification = 1 + lateral, BlueMagnification = 1 - lateral,
            PointSpread = blur, Pattern = r.Pattern,
            Noise = r.Noise ? new() { HotPixelsPerMillion = hot } : RawNoiseSettings.None, Bits = r.Bits, Demosaic = r.Demosaic,
            Contrast = contrast,
            Denoising = denoising, Sharpening = sharpening, JpegQuality = quality, JpegSampling = r.JpegSampling,
        });
    }

    /// <summary>Checks every camera and sensitivity that the recipe may draw, before a run begins.</summary>
    /// <exception cref="BadInputException">A camera is unknown, or its measured sensitivities do not cover those of the recipe.</exception>
    public static void Check(Recipe recipe, Func<CameraProfiles> cameras) {
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
}
