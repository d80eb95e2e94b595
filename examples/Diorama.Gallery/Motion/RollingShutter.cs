using Diorama.Core.Colors;

namespace Diorama.Gallery.Motion;

/// <summary>A propeller before posts while the camera pans: all rows at once, and row after row from the top.</summary>
public static class RollingShutter {
    public static SceneSetup Build(int width, int height, bool rolling) {
        var set = new SceneSetup("rolling", width, height) { MotionSteps = 65 };
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.62f, 0.66f, 0.7f), 3);
        var post = new Material { BaseColor = new(0.7f, 0.68f, 0.62f), Roughness = 0.8f };
        for (int k = -3; k <= 3; k++) set.Put(Primitives.RoundedBox(new(0.16f, 0.16f, 3), 0.02f, 3),
            k % 2 == 0 ? post : new() { BaseColor = new(0.6f, 0.08f, 0.05f), Roughness = 0.7f }, new(0.8f * k, 2, 1.5f));
        var hub = set.Add("propeller", new(0, 0, 1.25f));
        set.Put(Primitives.UvSphere(0.13f, 48, 24), new() { BaseColor = new(0.8f, 0.55f, 0.1f), Roughness = 0.3f },
            parent: hub);
        var blade = new Material { BaseColor = new(0.04f, 0.04f, 0.05f), Roughness = 0.3f };
        for (int k = 0; k < 3; k++) {
            Quaternion turn = SceneSetup.Turn(Vector3.UnitY, 120 * k);
            set.Put(Primitives.RoundedBox(new(0.17f, 0.03f, 0.85f), 0.012f, 3), blade, Vector3.Transform(new(0, 0, 0.5f), turn), turn,
                parent: hub);
        }
        // One and a half turns while the rows are read; keys every tenth of a turn, since a rotation takes the shorter way.
        const float readout = 0.03f, turns = 2;
        float[] times = [.. Enumerable.Range(0, 21).Select(i => (i / 20f - 0.5f) * 0.04f)];
        set.Animate(hub, AnimationTarget.Rotation, times, [.. times.SelectMany(t => {
            Quaternion q = SceneSetup.Turn(Vector3.UnitY, 20 + 360 * turns * t / 0.04f);
            return new[] { q.X, q.Y, q.Z, q.W };
        })]);
        Camera camera = set.Look(new(0, -5, 1.3f), new(0, 0, 1.2f), 30);
        Vector3 eye = set.CameraNode.Translation;
        Quaternion left = SceneSetup.Facing(eye, new(-0.35f, 0, 1.2f)), right = SceneSetup.Facing(eye, new(0.35f, 0, 1.2f));
        set.Animate(set.CameraNode, AnimationTarget.Rotation, [-0.02f, 0.02f],
            [left.X, left.Y, left.Z, left.W, right.X, right.Y, right.Z, right.W]);
        camera.ReadoutSeconds = rolling ? readout : 0;
        camera.ShutterSeconds = 0.0003f;
        return set;
    }

    internal static Image<Rgb8> Draw(PictureRenderer room) {
        var (width, height) = room.Cell(2, 1);
        return PictureRenderer.Sheet(2, room.Print(Build(width, height, false)), room.Print(Build(width, height, true)));
    }
}
