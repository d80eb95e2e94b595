using Diorama.StockScenes;
using Diorama.Core.Colors;

namespace Diorama.Gallery.Motion;

/// <summary>A toy windmill, a rolling ball and a flag: frozen, moving before a still camera, and seen by a camera that pans.</summary>
public static class Blur {
    public static SceneSetup Build(int width, int height, bool thingsMove, bool cameraMoves) {
        var set = new SceneSetup("blur", width, height);
        Studio.Light(set);
        Studio.Sweep(set, Studio.Paper(0.5f, 0.52f, 0.55f));
        var wood = new Material { BaseColor = new(0.5f, 0.33f, 0.18f), Roughness = 0.5f };
        set.Put(Primitives.Cone(0.35f, 1.25f, 48), wood, new(-1, 0.4f, 0.625f));
        var hub = set.Add("wheel", new(-1, 0.05f, 1.1f));
        for (int k = 0; k < 4; k++) {
            var sail = new Material { BaseColor = k % 2 == 0 ? new(0.75f, 0.1f, 0.05f) : new(0.05f, 0.28f, 0.4f),
                Roughness = 0.6f };
            set.Put(Primitives.RoundedBox(new(0.2f, 0.02f, 0.6f), 0.008f, 3), sail,
                Vector3.Transform(new(0, 0, 0.36f), SceneSetup.Turn(Vector3.UnitY, 90 * k)), SceneSetup.Turn(Vector3.UnitY, 90 * k),
                    parent: hub);
        }
        set.Put(Primitives.UvSphere(0.06f, 32, 16), wood, parent: hub);
        var stripes = Paint.Color("stripes", 64, (u, v) => u * 6 % 1 < 0.5f ? new(0.05f, 0.2f, 0.55f) : new(0.9f, 0.75f, 0.1f));
        var ball = set.Put(Primitives.UvSphere(0.27f, 64, 32),
            new() { Roughness = 0.3f, BaseColorTexture = new() { Texture = stripes } }, new(0.1f, -0.5f, 0.27f),
                SceneSetup.Turn(new(1, 0.3f, 0), 70));
        Node flag = set.Put(Flag(), new() { BaseColor = new(0.08f, 0.35f, 0.2f), Roughness = 0.8f, DoubleSided = true },
            new(0.75f, 0.5f, 0.85f));
        set.Put(Primitives.Cylinder(0.025f, 1.5f, 32), wood, new(0.74f, 0.5f, 0.75f));
        flag.MorphWeights = [0];
        Camera camera = set.Look(new(0, -6.2f, 1.5f), new(0.05f, 0, 0.72f), 27);
        // Everything passes its place in the frozen picture at time 0.
        if (thingsMove) {
            Quaternion back = SceneSetup.Turn(Vector3.UnitY, -25), ahead = SceneSetup.Turn(Vector3.UnitY, 25);
            set.Animate(hub, AnimationTarget.Rotation, [-0.5f, 0.5f], [back.X, back.Y, back.Z, back.W, ahead.X, ahead.Y, ahead.Z, ahead.W]);
            Vector3 p = ball.Translation;
            set.Animate(ball, AnimationTarget.Translation, [-0.5f, 0.5f], [p.X - 0.3f, p.Y, p.Z, p.X + 0.3f, p.Y, p.Z]);
            set.Animate(flag, AnimationTarget.MorphWeights, [-0.5f, 0.5f], [-1.2f, 1.2f]);
        }
        if (cameraMoves) {
            Vector3 e = set.CameraNode.Translation;
            set.Animate(set.CameraNode, AnimationTarget.Translation, [-0.5f, 0.5f], [e.X - 0.12f, e.Y, e.Z, e.X + 0.12f, e.Y, e.Z]);
        }
        camera.ShutterSeconds = 1;
        return set;
    }

    /// <summary>A flag with one morph target that moves its waves along.</summary>
    private static Mesh Flag() {
        static Mesh Waving(float phase) => Soft.Sheet("flag", 60, 24,
            (u, v) => new(u, 0.16f * u * MathF.Sin(7 * u - phase), v * 0.6f + 0.03f * u * MathF.Cos(7 * u - phase)));
        Mesh before = Waving(-1.2f), rest = Waving(0), after = Waving(1.2f);
        static Vector3[] Difference(Vector3[] to, Vector3[] from) => [.. to.Select((p, i) => p - from[i])];
        return new() {
            Name = "flag", Positions = rest.Positions, Indices = rest.Indices, Normals = rest.Normals, TexCoords = rest.TexCoords,
            MorphTargets = [new() { Name = "wave", Positions = Difference(after.Positions, before.Positions),
                Normals = Difference(after.Normals!, before.Normals!) }],
        };
    }

    internal static Image<Rgb8> Draw(PictureRenderer room) {
        var (width, height) = room.Cell(2, 2);
        return PictureRenderer.Sheet(2, room.Print(Build(width, height, false, false)), room.Print(Build(width, height, true, false)),
            room.Print(Build(width, height, false, true)), room.Print(Build(width, height, true, true)));
    }
}
