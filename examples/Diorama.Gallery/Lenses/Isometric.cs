using Diorama.Gallery.Lamps;

namespace Diorama.Gallery.Lenses;

/// <summary>A house in parallel projection: equal lengths stay equal, near and far.</summary>
public static class Isometric {
    public static SceneSetup Build(int width, int height) {
        SceneSetup set = SunAndSky.Build(width, height, 42, -65, 3);
        Vector3 target = new(1, 3, 1.6f);
        float scale = width / 30f;
        set.Look(target + new Vector3(40, -40, 40 * MathF.Sqrt(2) / MathF.Sqrt(3)), target, 10).Lens =
            new OrthographicLens(scale, scale, width / 2f, height / 2f);
        return set;
    }
}
