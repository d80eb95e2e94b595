using Diorama.StockScenes;
using Diorama.Core.Colors;

namespace Diorama.Gallery.Lenses;

/// <summary>A furnished room, and how four lenses see it.</summary>
public static class OneRoom {
    /// <summary>The room without a camera.</summary>
    public static SceneSetup Build(int width, int height) {
        var stage = new Stage("room");
        FurnishedRoom.Furnish(stage, 0.08f);
        stage.Scene.Environment = new() { SunSky = new() { SunDirection = new(-0.8f, -0.1f, 0.62f), Turbidity = 3, Scale = 0.045f } };
        var set = new SceneSetup(stage.Scene, width, height);
        set.Shine(new() { Kind = LightKind.Rectangle, Size = new(1.2f, 0.6f), Intensity = 15, Color = Blackbody.Color(4800) },
            new(2.5f, 2.2f, 2.68f), new(2.5f, 2.2f, 0));
        return set;
    }

    /// <summary>The room from its corner, as the benchmark sees it.</summary>
    public static SceneSetup FromTheCorner(int width, int height) {
        SceneSetup set = Build(width, height);
        set.Look(new(5, 0.3f, 1.5f), new(1.75f, 3.45f, 0.95f), 56);
        return set;
    }

    internal static Image<Rgb8> Draw(PictureRenderer room) {
        var (width, height) = room.Cell(2, 2);
        SceneSetup perspective = FromTheCorner(width, height);
        SceneSetup barrel = FromTheCorner(width, height);
        float focal = 0.62f * width;
        barrel.CameraNode.Camera!.Lens = new BrownConradyLens(focal, focal, width / 2f, height / 2f, -0.3f, 0.11f, 0.002f, -0.001f,
            -0.018f);

        SceneSetup fisheye = Build(height, height);
        fisheye.Look(new(2.7f, 1.3f, 1.35f), new(2.2f, 3.4f, 1.1f), 60).Lens =
            new KannalaBrandtLens(height / 3.2f, height / 3.2f, height / 2f, height / 2f, 0.02f, -0.004f, maxTheta: 1.65f);

        SceneSetup panorama = Build(width, width / 2);
        panorama.Look(new(2.75f, 1.6f, 1.35f), new(2.3f, 4, 1.35f), 60).Lens = new EquirectangularLens(width, width / 2);
        return PictureRenderer.Sheet(2, room.Print(perspective), room.Print(barrel), room.Print(fisheye), room.Print(panorama));
    }
}
