using System.Numerics;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

public class MaskTests {
    private static Scene Crowd(int count, bool shareMesh = false) {
        var scene = new Scene();
        var random = Keyed.Start(0).With("crowd").Generator();
        Mesh shared = Primitives.Icosphere(0.3f, 2);
        for (int i = 0; i < count; i++) {
            Vector3 at = new(3 * random.NextFloat() - 1.5f, 2 + 4 * random.NextFloat(), 2 * random.NextFloat() - 1);
            scene.Add($"ball {i}", shareMesh ? shared : Primitives.Icosphere(0.15f + 0.2f * random.NextFloat(), 2), at: at);
        }
        return scene;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Masks_AgreeWithTheIdsAndWithEachOther(bool instanced) {
        using var scene = RenderScene.Prepare(Crowd(60, instanced), new() { FlattenedTriangles = instanced ? 0 : 6_000_000 });
        LabelFrame frame = Stages.Run(scene, Stages.Camera(),
            LabelTable.Instance | LabelTable.Boxes | LabelTable.VisibleMasks | LabelTable.AmodalMasks);
        var union = new Image<uint>(frame.Width, frame.Height);
        int hidden = 0;
        foreach (ObjectLabel o in frame.Objects) {
            int pixels = 0;
            PixelBox box = PixelBox.Empty;
            for (int y = 0; y < frame.Height; y++) {
                for (int x = 0; x < frame.Width; x++) {
                    bool visible = frame.Instance![x, y] == o.Id;
                    Assert.Equal(visible, frame.VisibleMasks!.Contains(o.Id, x, y));
                    if (!visible) continue;
                    Assert.True(frame.AmodalMasks!.Contains(o.Id, x, y));
                    pixels++;
                    box = box.Union(new(x, y, x + 1, y + 1));
                }
            }
            foreach (PixelRun run in frame.VisibleMasks!.Runs(o.Id)) {
                foreach (ref uint id in union.Pixels.AsSpan(run.Start, run.Length)) {
                    Assert.Equal(0u, id);
                    id = (uint)o.Id;
                }
                Assert.True(run.Length > 0 && run.Start / frame.Width == (run.Start + run.Length - 1) / frame.Width);
            }
            Assert.Equal(pixels, o.VisiblePixels);
            Assert.Equal(box, o.VisibleBox);
            Assert.Equal(frame.AmodalMasks!.Box(o.Id), o.AmodalBox);
            Assert.Equal(frame.AmodalMasks.ToImage(o.Id).Pixels.Sum(b => b), o.AmodalPixels);
            Assert.Equal(o.AmodalPixels == 0 ? 0 : (float)pixels / o.AmodalPixels!.Value, o.VisibleFraction);
            hidden += o.VisibleFraction is > 0 and < 0.9f ? 1 : 0;
        }
        Assert.Equal(frame.Instance!.Pixels, union.Pixels);
        Assert.True(hidden > 10, $"{hidden} objects are partly hidden");
    }

    [Fact]
    public void AmodalMask_IsTheVisibleMaskOfTheObjectAlone() {
        Scene crowd = Crowd(40);
        using var scene = RenderScene.Prepare(crowd);
        LabelFrame frame = Stages.Run(scene, Stages.Camera(), LabelTable.AmodalMasks);
        foreach (Node node in crowd.Nodes) {
            var alone = new Scene();
            alone.Nodes.Add(node);
            using var one = RenderScene.Prepare(alone);
            LabelFrame single = Stages.Run(one, Stages.Camera(), LabelTable.VisibleMasks);
            int id = (int)scene.IdOf(node.Name);
            Assert.Equal(single.VisibleMasks!.ToImage(1).Pixels, frame.AmodalMasks!.ToImage(id).Pixels);
        }
    }

    [Fact]
    public void AmodalMask_HoldsAllOfAManyLayeredPixel() {
        var scene = new Scene();
        for (int i = 0; i < 100; i++) scene.AddWall($"sheet {i}", new(1, 1), new(0, 2 + 0.01f * i, 0));
        using var prepared = RenderScene.Prepare(scene);
        LabelFrame frame = Stages.Run(prepared, Stages.Camera(), LabelTable.AmodalMasks | LabelTable.VisibleMasks);
        for (int id = 1; id <= 100; id++) Assert.True(frame.AmodalMasks!.Contains(id, Stages.Width / 2, Stages.Height / 2));
        Assert.Equal(0, frame.Objects[99].VisiblePixels);
        Assert.Equal(0, frame.VisibleMasks!.PixelCount(100));
    }

    [Fact]
    public void AmodalMasks_NeedAScenePreparedForThem() {
        using var scene = RenderScene.Prepare(Crowd(2), new() { AllowGather = false });
        Assert.Throws<ArgumentException>(() => Stages.Run(scene, Stages.Camera(), LabelTable.AmodalMasks));
    }

    [Fact]
    public void Labels_AreTheSameBits_ForAnyNumberOfThreads() {
        Scene source = Crowd(60);
        source.Add("moving", Primitives.Icosphere(0.4f, 3), at: new(0, 3, 0));
        source.Animate(source.Nodes[^1], AnimationTarget.Translation, [0, 3, 0], [0.3f, 3, 0.1f]);
        using var now = RenderScene.Prepare(source);
        using var next = RenderScene.Prepare(source, new() { FrameTime = 1 });
        LabelFrame Run(int threads) => Stages.Run(now, Stages.Camera(), LabelSet.All,
            next: (next, Stages.Camera(new(0.1f, 0, 0))), previous: (now, Stages.Camera(new(-0.1f, 0, 0))), threads: threads);
        LabelFrame one = Run(1);
        foreach (int threads in (ReadOnlySpan<int>)[2, 5]) {
            LabelFrame other = Run(threads);
            int compared = 0;
            foreach (var property in typeof(LabelFrame).GetProperties()
                .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(Image<>))) {
                Array a = Pixels(property.GetValue(one)!), b = Pixels(property.GetValue(other)!);
                Assert.True(Bits(a).SequenceEqual(Bits(b)), property.Name);
                compared++;
            }
            Assert.Equal(23, compared);
            for (int id = 1; id <= one.Objects.Count; id++) {
                Assert.True(one.AmodalMasks!.Runs(id).SequenceEqual(other.AmodalMasks!.Runs(id)));
                Assert.True(one.VisibleMasks!.Runs(id).SequenceEqual(other.VisibleMasks!.Runs(id)));
                Assert.Equal(one.Objects[id - 1].AmodalBoxUntruncated, other.Objects[id - 1].AmodalBoxUntruncated);
            }
        }
    }

    private static Array Pixels(object image) => (Array)image.GetType().GetProperty("Pixels")!.GetValue(image)!;

    private static byte[] Bits(Array pixels) => pixels switch {
        float[] p => System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>(p).ToArray(),
        uint[] p => System.Runtime.InteropServices.MemoryMarshal.AsBytes<uint>(p).ToArray(),
        Vector2[] p => System.Runtime.InteropServices.MemoryMarshal.AsBytes<Vector2>(p).ToArray(),
        Vector3[] p => System.Runtime.InteropServices.MemoryMarshal.AsBytes<Vector3>(p).ToArray(),
        byte[] p => p,
        _ => throw new ArgumentException(pixels.GetType().Name),
    };

    /// <summary>
    /// Things in front of one another, across the image's borders, across the camera's plane, and with holes, in any unit of length.
    /// </summary>
    private static Scene Muddle(ulong seed, float unit) {
        var scene = new Scene();
        var random = Keyed.Start(seed).With("muddle").Generator();
        var holes = new Vector4[4];
        for (int i = 0; i < 4; i++) holes[i] = new(1, 1, 1, i % 2);
        Material cutOut = Stages.Grey("cut-out");
        cutOut.AlphaMode = AlphaMode.Mask;
        for (int i = 0; i < 40; i++) {
            Vector3 at = unit * new Vector3(6 * random.NextFloat() - 3, 7 * random.NextFloat() - 1, 4 * random.NextFloat() - 2);
            float size = unit * (0.1f + 0.9f * random.NextFloat());
            Node node = i % 4 == 3 ? scene.AddWall($"wall {i}", new(size, size), at, cutOut, holes)
                : scene.Add($"thing {i}", i % 2 == 0 ? Primitives.Icosphere(size / 2, 2) : Primitives.Box(new(size, 3 * size, size / 2)),
                at: at);
            node.Rotation = Quaternion.Normalize(new(random.NextFloat(), random.NextFloat(), random.NextFloat(), random.NextFloat()));
        }
        return scene;
    }

    [Theory]
    [InlineData("perspective", 1f)]
    [InlineData("perspective", 0.001f)]
    [InlineData("Brown-Conrady", 1f)]
    [InlineData("Kannala-Brandt", 1f)]
    [InlineData("equirectangular", 1f)]
    [InlineData("orthographic", 1f)]
    public void AmodalBoxes_AreTheSame_WhetherMasksAreAskedForOrNot(string lens, float unit) {
        int partly = 0;
        for (ulong seed = 0; seed < 6; seed++) {
            using var scene = RenderScene.Prepare(Muddle(seed, unit));
            var camera = Stages.Camera(lens: Stages.Lenses[lens]);
            LabelFrame with = Stages.Run(scene, camera, LabelTable.Boxes | LabelTable.AmodalMasks),
                without = Stages.Run(scene, camera, LabelTable.Boxes);
            foreach ((ObjectLabel a, ObjectLabel b) in with.Objects.Zip(without.Objects)) {
                string where = $"seed {seed}, {a.Name}";
                Assert.Equal((where, a.VisibleBox), (where, b.VisibleBox));
                Assert.Equal((where, a.AmodalBox), (where, b.AmodalBox));
                Assert.Equal((where, a.AmodalBoxUntruncated, a.Truncated), (where, b.AmodalBoxUntruncated, b.Truncated));
                if (a.AmodalBox != a.VisibleBox) partly++;
            }
        }
        Assert.True(partly > 20, $"{partly}");
    }
}
