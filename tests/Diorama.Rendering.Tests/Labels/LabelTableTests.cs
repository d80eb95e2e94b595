using System.Numerics;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>Every row of the table is a label that the pass makes, whose background and values are as the row says.</summary>
public class LabelTableTests {
    [Fact]
    public void Names_AreUnique_AndEachFormsItsOwnSet() {
        Assert.Equal(LabelTable.All.Count, LabelTable.All.Select(l => l.Name).Distinct().Count());
        Assert.Equal(LabelTable.All.Count, LabelTable.All.Select(l => LabelSet.Of(l)).Distinct().Count());
        foreach (Label label in LabelTable.All) {
            Assert.Equal([label], LabelTable.All.Where(LabelSet.Of(label).Contains));
            Assert.Matches("^[a-z]+(_[a-z]+)*$", label.Name);
            Assert.NotEmpty(label.Meaning);
        }
        Assert.Same(LabelTable.Radiance, LabelTable.FindImage("radiance"));
        Assert.Null(LabelTable.FindImage("boxes"));
        Assert.Throws<ArgumentException>(() => LabelSet.Of(LabelTable.SensorDepth));
        Assert.False(LabelSet.All.Contains(LabelTable.SensorDepth));
    }

    /// <summary>Names with an ellipsis, as <c>occlusion_forward, …_backward</c>, stand for rows of one kind.</summary>
    [Fact]
    public void EveryImage_HasItsRow_InThePageOfLabels() {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Diorama.slnx"))) root = Path.GetDirectoryName(root)!;
        string[] rows = [.. File.ReadLines(Path.Combine(root, "docs/labels.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal))];
        foreach (ImageLabel label in LabelTable.Images) {
            string[] parts = label.Name.Split('_');
            Assert.Contains(rows, r => r.Contains($"`{label.Name}`", StringComparison.Ordinal)
                || r.Contains($"`…_{parts[^1]}`", StringComparison.Ordinal)
                && r.Contains($"`{string.Join('_', parts[..^1])}_", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Sets_JoinAndSubtract() {
        LabelSet some = LabelTable.Instance | LabelTable.DepthZ | LabelTable.Boxes;
        Assert.Equal("instance, depth_z, boxes", some.ToString());
        Assert.Equal("depth_z", (some - (LabelTable.Instance | LabelTable.Boxes)).ToString());
        Assert.True(some.Overlaps(LabelSet.Ids) && !some.Overlaps(LabelSet.Forward) && (some & LabelSet.Normals).IsEmpty);
        Assert.Equal(LabelSet.All, LabelSet.All | some);
    }

    /// <summary>A box before nothing: pixels of both kinds.</summary>
    [Fact]
    public void EveryImage_IsMade_WithItsBackgroundAndValidValues() {
        var scene = new Scene();
        scene.AddWall("wall", new(1, 1), new(0, 2, 0.4f));
        using RenderScene prepared = RenderScene.Prepare(scene, new() { AllowGather = true });
        var camera = Stages.Camera();
        LabelFrame frame = Stages.Run(prepared, camera, LabelSet.All, next: (prepared, camera), previous: (prepared, camera));
        Assert.Equal(LabelTable.Images, frame.Images.Select(i => i.Label));
        uint[] ids = frame.Instance!.Pixels;
        Assert.Contains(0u, ids);
        Assert.Contains(1u, ids);
        foreach ((ImageLabel label, object image) in frame.Images) {
            switch (label) {
                case ImageLabel<uint> l: Check(l, (Image<uint>)image); break;
                case ImageLabel<byte> l: Check(l, (Image<byte>)image); break;
                case ImageLabel<float> l: Check(l, (Image<float>)image); break;
                case ImageLabel<Vector2> l: Check(l, (Image<Vector2>)image); break;
                case ImageLabel<Vector3> l: Check(l, (Image<Vector3>)image); break;
                default: Assert.Fail($"{label} is of no known kind"); break;
            }
        }

        void Check<T>(ImageLabel<T> label, Image<T> image) where T : unmanaged {
            // The sky is seen in neighbouring frames too: its flow and occlusion are known.
            bool ofSky = label.Name.StartsWith("flow", StringComparison.Ordinal)
                || label.Name.StartsWith("occlusion", StringComparison.Ordinal);
            for (int i = 0; i < ids.Length; i++) {
                Assert.True(label.IsValid?.Invoke(image.Pixels[i]) ?? true, $"{label}: {image.Pixels[i]} is not {label.ValidValues}");
                if (ids[i] == 0 && !ofSky)
                    Assert.True(label.IsBackground(image.Pixels[i]), $"{label}: {image.Pixels[i]} in the background");
                if (ids[i] != 0 && label.MarksBackground)
                    Assert.False(label.IsBackground(image.Pixels[i]), $"{label}: a surface as background");
            }
        }
    }
}
