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
        if (recipe.Lens == LensKind.Equirectangular) return new EquirectangularLens(recipe.Width, recipe.Height);
        float[] d = Distortion(recipe);
        float fx, fy, cx, cy;
        if (recipe.K.Count > 0) {
            double[] k = recipe.K[draw.Get("camera.k", new Uniform<int>(0, recipe.K.Count - 1))];
            if (k.Length != 4 || !(k[0] > 0 && k[1] > 0)) {
                throw new BadInputException($"camera.k: [{string.Join(", ", k)}] is no calibration; four numbers fx, fy, cx, cy with "
                    + $"focal lengths above 0 were expected.");
            }
            (fx, fy, cx, cy) = ((float)k[0], (float)k[1], (float)k[2], (float)k[3]);
        } else {
            double fov = draw.Get("camera.field_of_view", recipe.FieldOfView), limit = recipe.Lens == LensKind.Fisheye ? 360 : 179;
            if (!(fov >= 1 && fov <= limit))
                throw new BadInputException($"camera.field_of_view is {fov}; between 1 and {limit} degrees were expected.");
            fx = fy = (float)(0.5 * recipe.Width / HalfImage(recipe.Lens, d, fov * Math.PI / 360));
            (cx, cy) = (recipe.Width / 2f, recipe.Height / 2f);
        }
        return recipe.Lens switch {
            LensKind.BrownConrady => new BrownConradyLens(fx, fy, cx, cy, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]),
            LensKind.Fisheye => new KannalaBrandtLens(fx, fy, cx, cy, d[0], d[1], d[2], d[3]),
            _ => new PerspectiveLens(fx, fy, cx, cy),
        };
    }

    /// <summary>Computes the distance from the principal point, in focal lengths, at which a given angle from the axis is imaged.</summary>
    private static double HalfImage(LensKind kind, float[] d, double angle) {
        if (kind == LensKind.Fisheye) {
            double t = angle * angle;
            return angle * (1 + t * (d[0] + t * (d[1] + t * (d[2] + t * d[3]))));
        }
        double x = Math.Tan(angle), r = x * x;
        if (kind == LensKind.Perspective) return x;
        return x * (1 + r * (d[0] + r * (d[1] + r * d[4]))) / (1 + r * (d[5] + r * (d[6] + r * d[7])));
    }

    /// <summary>
    /// Returns the coefficients in OpenCV's order k1 k2 p1 p2 k3 k4 k5 k6, or k1…k4 of a fisheye lens; missing ones are 0.
    /// </summary>
    private static float[] Distortion(CameraRecipe recipe) {
        int most = recipe.Lens == LensKind.Fisheye ? 4 : 8;
        if (recipe.Distortion.Length > most) {
            throw new BadInputException(
                $"camera.distortion has {recipe.Distortion.Length} numbers; at most {most} were expected for {recipe.Lens}.");
        }
        var all = new float[most];
        for (int i = 0; i < recipe.Distortion.Length; i++) all[i] = (float)recipe.Distortion[i];
        return all;
    }
}
