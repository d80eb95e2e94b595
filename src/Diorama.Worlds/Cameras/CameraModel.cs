using Diorama.Core;
using Diorama.Rendering.Cameras;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>Creates a camera with its lens from a recipe.</summary>
public static class CameraModel {
    /// <summary>
    /// Creates the camera without its focus, which depends on what it looks at. Throws <see cref="BadInputException"/> for impossible
    /// values.
    /// </summary>
    public static Camera Create(CameraRecipe recipe, Draw draw) {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        if (recipe.Width < 1 || recipe.Height < 1) throw new BadInputException($"camera: width and height are {recipe.Width} and "
            + $"{recipe.Height}; 1 or more pixels were expected.");
        double aperture = draw.Get("camera.aperture_radius", recipe.ApertureRadius);
        if (!(aperture >= 0)) throw new BadInputException($"camera.aperture_radius is {aperture}; 0 or more metres were expected.");
        return new() {
            Name = "camera", Lens = Lens(recipe, draw), Width = recipe.Width, Height = recipe.Height,
            ApertureRadius = (float)aperture, ShutterSeconds = (float)recipe.Shutter,
        };
    }

    private static Lens Lens(CameraRecipe recipe, Draw draw) {
        var profile = LensProfile.Of(recipe.Lens);
        float[] d = Distortion(recipe, profile.MaxDistortion);
        (float cx, float cy) = (recipe.Width / 2f, recipe.Height / 2f);
        if (profile.HalfImage is not { } halfImage) return profile.Create(1, 1, cx, cy, d);
        if (recipe.K.Count > 0) {
            double[] k = recipe.K[draw.Get("camera.k", new Uniform<int>(0, recipe.K.Count - 1))];
            if (k.Length != 4 || !(k[0] > 0 && k[1] > 0)) {
                throw new BadInputException($"camera.k: [{string.Join(", ", k)}] is no calibration; four numbers fx, fy, cx, cy with "
                    + $"focal lengths above 0 were expected.");
            }
            return profile.Create((float)k[0], (float)k[1], (float)k[2], (float)k[3], d);
        }
        double fov = draw.Get("camera.field_of_view", recipe.FieldOfView);
        if (!(fov >= 1 && fov <= profile.MaxFieldOfView))
            throw new BadInputException($"camera.field_of_view is {fov}; between 1 and {profile.MaxFieldOfView} degrees were expected.");
        float f = (float)(0.5 * recipe.Width / halfImage(d, fov * Math.PI / 360));
        return profile.Create(f, f, cx, cy, d);
    }

    /// <summary>Returns the coefficients in the order of the lens; missing ones are 0.</summary>
    private static float[] Distortion(CameraRecipe recipe, int most) {
        if (recipe.Distortion.Length > most) {
            throw new BadInputException(
                $"camera.distortion has {recipe.Distortion.Length} numbers; at most {most} were expected for {recipe.Lens}.");
        }
        var all = new float[most];
        for (int i = 0; i < recipe.Distortion.Length; i++) all[i] = (float)recipe.Distortion[i];
        return all;
    }
}
