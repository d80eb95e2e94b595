using System.Numerics;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;

namespace Diorama.Rendering.Tests.Labels;

/// <summary>A screen of 1 × 1 m at 2 m before a wall at 4 m.</summary>
public class LabelPolicyTests {
    private const int MiddleY = Stages.Height / 2;
    private static readonly LabelSet Asked = LabelSet.Basic | LabelTable.AmodalMasks | LabelTable.VisibleMasks | LabelTable.Metallic
        | LabelTable.Keypoints;

    /// <summary>Opacity of a fading screen rises from 0 at its left to 1 at its right border.</summary>
    private static readonly Vector4[] Fade = [new(1, 1, 1, 0), Vector4.One, Vector4.One, new(1, 1, 1, 0)];

    private static RenderScene Prepare(Material screen, bool fades = false) {
        var scene = new Scene();
        Node wall = scene.AddWall("wall", new(6, 6), new(0, 4, 0), new() { BaseColor = new(0.1f, 0.2f, 0.3f) });
        wall.Keypoints.Add(new("behind", new(0.3f, 0, 0)));
        scene.AddWall("screen", new(1, 1), new(0, 2, 0), screen, fades ? Fade : null);
        return RenderScene.Prepare(scene);
    }

    /// <summary>The column on which the screen shows the point at a share of its width.</summary>
    private static int Column(float share) {
        Stages.Camera().Project(new Vector3(share - 0.5f, 2, 0), out Vector2 pixel, out _);
        return (int)pixel.X;
    }

    private static float EdgeOf(LabelFrame frame, RenderScene scene) {
        uint id = scene.IdOf("screen");
        int x = 0;
        while (frame.Instance![x, MiddleY] != id) x++;
        return x;
    }

    [Fact]
    public void CutOut_FollowsItsCutOff_WhateverTheThreshold() {
        using var scene = Prepare(new() { AlphaMode = AlphaMode.Mask, AlphaCutoff = 0.7f }, fades: true);
        foreach (float threshold in (ReadOnlySpan<float>)[0.2f, 0.9f]) {
            LabelFrame frame = Stages.Run(scene, Stages.Camera(), Asked, new() { AlphaThreshold = threshold });
            Assert.InRange(EdgeOf(frame, scene), Column(0.7f) - 1, Column(0.7f) + 1);
            Assert.Equal(4, frame.DepthZ![Column(0.6f), MiddleY], 1e-5f);
            Assert.Equal(2, frame.DepthZ[Column(0.8f), MiddleY], 1e-5f);
            Assert.Equal(0.1f, frame.Albedo![Column(0.6f), MiddleY].X);
        }
    }

    [Fact]
    public void Blended_IsThere_FromTheThresholdOn() {
        using var scene = Prepare(new() { AlphaMode = AlphaMode.Blend }, fades: true);
        foreach (float threshold in (ReadOnlySpan<float>)[0.25f, 0.5f, 0.8f]) {
            LabelFrame frame = Stages.Run(scene, Stages.Camera(), Asked, new() { AlphaThreshold = threshold });
            Assert.InRange(EdgeOf(frame, scene), Column(threshold) - 1, Column(threshold) + 1);
        }
    }

    [Fact]
    public void AmodalMask_HasTheHoles() {
        // The wall in front hides the screen, whose mask must still be cut out.
        var scene = new Scene();
        scene.AddWall("front", new(2, 2), new(0, 1, 0));
        scene.AddWall("screen", new(1, 1), new(0, 2, 0), new() { AlphaMode = AlphaMode.Mask }, Fade);
        using var prepared = RenderScene.Prepare(scene);
        LabelFrame frame = Stages.Run(prepared, Stages.Camera(), Asked);
        int id = (int)prepared.IdOf("screen");
        Assert.Equal(0, frame.Objects[id - 1].VisiblePixels);
        Assert.False(frame.AmodalMasks!.Contains(id, Column(0.45f), MiddleY));
        Assert.True(frame.AmodalMasks.Contains(id, Column(0.55f), MiddleY));
        Assert.InRange(frame.Objects[id - 1].AmodalBox!.Value.X0, Column(0.5f) - 1, Column(0.5f) + 1);
    }

    [Fact]
    public void Glass_IsASurface_UnlessAGroupLooksThrough() {
        using var scene = Prepare(new() { Name = "glass", BaseColor = new(0.9f), Transmission = 1 });
        int x = Column(0.5f), screen = (int)scene.IdOf("screen"), wall = (int)scene.IdOf("wall");
        void Check(LabelPolicy policy, float depth, int id, float albedo) {
            LabelFrame frame = Stages.Run(scene, Stages.Camera(), Asked, policy);
            Assert.Equal(depth, frame.DepthZ![x, MiddleY], 1e-5f);
            Assert.Equal(depth, frame.Position![x, MiddleY].Y, 1e-5f);
            Assert.Equal((uint)id, frame.Instance![x, MiddleY]);
            Assert.True(frame.VisibleMasks!.Contains(id, x, MiddleY));
            Assert.Equal(id == screen, frame.AmodalMasks!.PixelCount(screen) > 0);
            Assert.True(frame.AmodalMasks.Contains(wall, x, MiddleY));
            Assert.Equal(albedo, frame.Albedo![x, MiddleY].X, 1e-5f);
            Assert.Equal(depth > 3 ? KeypointState.Visible : KeypointState.Hidden, frame.Objects[wall - 1].Keypoints!.Single().State);
        }
        Check(new(), 2, screen, 0.9f);
        Check(new() { Geometry = GlassPolicy.Through }, 4, screen, 0.9f);
        Check(new() { Identity = GlassPolicy.Through }, 2, wall, 0.9f);
        Check(new() { Appearance = GlassPolicy.Through }, 2, screen, 0.1f);
        Check(new() { Geometry = GlassPolicy.Through, Identity = GlassPolicy.Through, Appearance = GlassPolicy.Through }, 4, wall, 0.1f);
    }

    [Fact]
    public void Through_ShowsTheBackground_WhereNothingIsBehindTheGlass() {
        var scene = new Scene();
        scene.AddWall("pane", new(1, 1), new(0, 2, 0), new() { Transmission = 1 });
        using var prepared = RenderScene.Prepare(scene);
        LabelFrame frame = Stages.Run(prepared, Stages.Camera(), Asked,
            new() { Geometry = GlassPolicy.Through, Identity = GlassPolicy.Through });
        Assert.Equal(float.PositiveInfinity, frame.DepthZ![Stages.Width / 2, MiddleY]);
        Assert.Equal(0u, frame.Instance![Stages.Width / 2, MiddleY]);
        Assert.Equal(1, frame.Albedo![Stages.Width / 2, MiddleY].X);
    }

    [Fact]
    public void Mirror_IsASurface_UnderEveryPolicy() {
        using var scene = Prepare(new() { Metallic = 1, Roughness = 0 });
        LabelFrame frame = Stages.Run(scene, Stages.Camera(), Asked,
            new() { Geometry = GlassPolicy.Through, Identity = GlassPolicy.Through, Appearance = GlassPolicy.Through });
        int x = Column(0.5f);
        Assert.Equal(2, frame.DepthZ![x, MiddleY], 1e-5f);
        Assert.Equal(scene.IdOf("screen"), frame.Instance![x, MiddleY]);
        Assert.Equal(1, frame.Metallic![x, MiddleY]);
    }
}
