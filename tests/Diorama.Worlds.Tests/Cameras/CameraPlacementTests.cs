using System.Numerics;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Cameras;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Tests.Cameras;

public class CameraPlacementTests {
    private static CameraRecipe Recipe(int frames = 1) => new() {
        Width = 320, Height = 240, CameraHeight = new Normal<double>(1.5, 0.15, 1.2, 1.8), MinimumClearance = 0.35, MinimumObjects = 2,
        FramesPerScene = frames,
        Speed = 0.8,
    };

    private static (Scene Scene, PlacedCameras Placed) Place(long index, CameraRecipe recipe, CameraSpace? space = null,
        Scene? scene = null) {
        scene ??= TwoRooms.Build();
        using var prepared = RenderScene.Prepare(scene);
        return (scene, CameraPlacement.Place(prepared, space ?? TwoRooms.Space(), recipe, new Draw(7, index)));
    }

    /// <summary>The shortest of many rays: an upper bound of the distance that shares nothing with how clearance is found.</summary>
    private static float NearestByRays(RenderScene scene, Vector3 eye) {
        using Tracer tracer = scene.NewTracer();
        float nearest = float.PositiveInfinity;
        for (int i = 0; i < 4000; i++) {
            float z = 1 - (2 * i + 1f) / 4000, r = MathF.Sqrt(1 - z * z);
            RayHit hit = tracer.Intersect(eye, new(r * MathF.Cos(2.3999632f * i), r * MathF.Sin(2.3999632f * i), z), 0,
                float.PositiveInfinity, 0);
            if (!hit.Missed) nearest = MathF.Min(nearest, hit.Ray.Far);
        }
        return nearest;
    }

    [Fact]
    public void Cameras_StandInFreeSpaceAndSeeWhatIsAskedFor() {
        var space = TwoRooms.Space();
        var places = new HashSet<Vector3>();
        for (int i = 0; i < 24; i++) {
            (Scene scene, PlacedCameras placed) = Place(i, Recipe());
            Assert.Null(placed.Failure);
            Node node = Assert.Single(placed.Cameras);
            using var prepared = RenderScene.Prepare(scene);
            CameraRays camera = prepared.CameraAt(node);
            Vector3 eye = camera.WorldFromCamera.Origin;
            Assert.InRange(eye.Z, 1.2f, 1.8f);
            Assert.Contains(space.Areas, a => !a.Passage && a.Contains(new(eye.X, eye.Y)));
            Assert.True(NearestByRays(prepared, eye) >= 0.35f);
            Assert.False(MathF.Abs(eye.X - 0.9f) < 0.8f && MathF.Abs(eye.Y - 3.1f) < 0.8f, "inside of the wardrobe");
            LabelFrame labels = LabelPass.Run(prepared, camera, new() { Labels = LabelTable.Boxes });
            Assert.True(labels.Objects.Count(o => o.ClassId > 0 && o.VisiblePixels >= 0.002 * 320 * 240) >= 2);
            places.Add(eye);
        }
        Assert.Equal(24, places.Count);
    }

    [Fact]
    public void Tilt_IsThatOfTheRecipe() {
        var recipe = Recipe();
        recipe.Tilt = -12;
        (_, PlacedCameras placed) = Place(3, recipe);
        Affine3 world = placed.Cameras[0].Parent!.ParentFromNode * placed.Cameras[0].ParentFromNode;
        Assert.Equal(-12, MathF.Asin(-world.Z.Z) * 180 / MathF.PI, 0.01f);
        Assert.Equal(0, world.X.Z, 1e-5f);
    }

    [Fact]
    public void Placement_IsTheSameEveryTime_AndAnotherInAnotherAttempt() {
        Affine3 Pose(int attempt) {
            using var prepared = RenderScene.Prepare(TwoRooms.Build());
            PlacedCameras placed = CameraPlacement.Place(prepared, TwoRooms.Space(), Recipe(), new Draw(7, 5, attempt));
            return placed.Cameras[0].Parent!.ParentFromNode;
        }
        Assert.Equal(Pose(0), Pose(0));
        Assert.NotEqual(Pose(0).Origin, Pose(1).Origin);
        Assert.Equal(Pose(0).Origin.Z, Pose(1).Origin.Z);
    }

    [Fact]
    public void Placement_FailsWhereThereIsNoRoom() {
        var recipe = Recipe();
        recipe.MinimumClearance = 1.4;
        (_, PlacedCameras placed) = Place(0, recipe);
        Assert.Empty(placed.Cameras);
        Assert.Equal(PlacementReason.NoCamera, placed.Failure!.Reason);
    }

    [Fact]
    public void Placement_ReportsTheBestWhenTooLittleIsSeen() {
        var recipe = Recipe();
        recipe.MinimumObjects = 7;
        (_, PlacedCameras placed) = Place(0, recipe);
        Assert.Single(placed.Cameras);
        Assert.Equal(PlacementReason.NoCamera, placed.Failure!.Reason);
        Assert.InRange(placed.VisibleSubjects, 2, 6);
    }

    [Fact]
    public void FocusWorlds_AreSeenFromAroundAtTheRecipesDistanceAndHeight() {
        var scene = new Scene();
        TwoRooms.Box(scene, new Material { Name = "m" }, "cup", "cup", new(1, 2, 0.55f), new(0.3f, 0.2f, 0.1f));
        var recipe = new CameraRecipe { Width = 160, Height = 120, Distance = 0.9, CameraHeight = 0.5, MinimumObjects = 1 };
        (_, PlacedCameras placed) = Place(2, recipe, new() { Focus = (new(0.85f, 1.9f, 0.5f), new(1.15f, 2.1f, 0.6f)) }, scene);
        Assert.Null(placed.Failure);
        Vector3 eye = placed.Cameras[0].Parent!.Translation;
        Assert.Equal(0.9f, Vector3.Distance(eye, new(1, 2, 0.55f)), 1e-4f);
        Assert.Equal(1.0f, eye.Z, 1e-4f);
        Assert.InRange(placed.Cameras[0].Camera!.FocusDistance, 0.75f, 0.95f);
    }

    [Fact]
    public void StereoPair_IsRectifiedAndABaselineApart() {
        var recipe = Recipe();
        recipe.StereoBaseline = 0.12;
        recipe.Rig = [new() { Name = "rear", Position = [0, 0, -0.2], Angles = [180, 0, 0] }];
        (Scene scene, PlacedCameras placed) = Place(4, recipe);
        Assert.Equal(["left", "right", "rear"], placed.Cameras.Select(c => c.Name));
        using var prepared = RenderScene.Prepare(scene);
        CameraRays left = prepared.CameraAt(placed.Cameras[0]), right = prepared.CameraAt(placed.Cameras[1]),
            rear = prepared.CameraAt(placed.Cameras[2]);
        Vector3 point = left.WorldFromCamera.Point(new(0.3f, -0.2f, 2.5f));
        Assert.True(left.Project(point, out Vector2 a, out float depth));
        Assert.True(right.Project(point, out Vector2 b, out _));
        float fx = ((PerspectiveLens)left.Camera.Lens).Fx;
        Assert.Equal(a.Y, b.Y, 1e-3f);
        Assert.Equal(fx * 0.12f / depth, a.X - b.X, 1e-3f);
        Assert.Equal(-1, Vector3.Dot(left.WorldFromCamera.Z, rear.WorldFromCamera.Z), 1e-5f);
        Assert.Equal(0.2f, Vector3.Distance(left.WorldFromCamera.Origin, rear.WorldFromCamera.Origin), 1e-5f);
    }

    /// <summary>Signs of a rig's angles, by where its axes point in the first camera's: right, down, forward.</summary>
    [Theory]
    [InlineData(30, 0, 0, "Z", 0.5f, 0, 0.8660254f)]
    [InlineData(0, 30, 0, "Z", 0, -0.5f, 0.8660254f)]
    [InlineData(0, 0, 30, "X", 0.8660254f, 0.5f, 0)]
    [InlineData(90, 30, 0, "Z", 0.8660254f, -0.5f, 0)]
    public void RigAngles_TurnRightUpAndClockwise(double yaw, double pitch, double roll, string axis, float x, float y, float z) {
        var recipe = Recipe();
        recipe.Rig = [new() { Name = "side", Angles = [yaw, pitch, roll] }];
        (Scene scene, PlacedCameras placed) = Place(4, recipe);
        using var prepared = RenderScene.Prepare(scene);
        Affine3 first = prepared.CameraAt(placed.Cameras[0]).WorldFromCamera, side = prepared.CameraAt(placed.Cameras[1]).WorldFromCamera;
        Vector3 seen = first.Inverse().Vector(axis == "X" ? side.X : side.Z);
        Assert.True(Vector3.Distance(new(x, y, z), seen) < 1e-5f, $"{seen}");
    }

    [Fact]
    public void Path_KeepsItsClearanceAndTurnsSmoothly() {
        bool changedRoom = false;
        for (int i = 0; i < 4; i++) {
            var recipe = Recipe(frames: 200);
            recipe.MinimumObjects = 1;
            recipe.MinimumClearance = 0.3;
            (Scene scene, PlacedCameras placed) = Place(i, recipe);
            Assert.Null(placed.Failure);
            using var prepared = RenderScene.Prepare(scene);
            Node carrier = placed.Cameras[0].Parent!;
            var eyes = new Vector3[200];
            var ways = new Vector3[200];
            for (int k = 0; k < 200; k++) {
                Affine3 world = ScenePose.At(scene, k / 24.0).WorldFromNode(carrier);
                (eyes[k], ways[k]) = (world.Origin, -world.Z);
                Assert.True(NearestByRays(prepared, eyes[k]) >= 0.295f, $"frame {k}");
            }
            for (int k = 1; k < 200; k++) {
                Assert.InRange(Vector3.Distance(eyes[k - 1], eyes[k]), 0, 0.8f / 24 + 1e-4f);
                // Turning stays under 90 degrees a second, and so does what flow has to follow.
                Assert.True(Vector3.Dot(ways[k - 1], ways[k]) > MathF.Cos(MathF.PI / 2 / 24), $"frame {k}");
            }
            for (int k = 2; k < 200; k++) {
                // Metres per second squared. One turn back at 0.8 m/s on the tightest blur, 0.15 m, is 2v² · 0.75 / 0.3 m = 3.2; two may
                // meet.
                Assert.InRange((eyes[k] - 2 * eyes[k - 1] + eyes[k - 2]).Length() * 24 * 24, 0, 6.4f);
            }
            Assert.Contains(eyes.Zip(eyes.Skip(1), Vector3.Distance), d => d > 0.8f / 24 - 1e-4f);
            changedRoom |= eyes.Any(e => e.X < 4.9f) && eyes.Any(e => e.X > 5.3f);
        }
        Assert.True(changedRoom, "no path of four went through the door");
    }

    private static (RenderScene Scene, Affine3[] Poses) PlaceBy(PosesRecipe poses, CameraRecipe recipe, long index = 0) {
        Scene scene = TwoRooms.Build();
        using var prepared = RenderScene.Prepare(scene);
        PlacedCameras placed = CameraPlacement.Place(prepared, TwoRooms.Space(), recipe, new Draw(7, index), poses);
        Assert.Null(placed.Failure);
        Node node = placed.Cameras[0];
        return (RenderScene.Prepare(scene), [.. Enumerable.Range(0, recipe.FramesPerScene)
            .Select(i => CameraPose.WorldFromCamera(ScenePose.At(scene, i / recipe.FrameRate).WorldFromNode(node)))]);
    }

    [Fact]
    public void Sphere_HasItsDistanceAndElevation_AndLooksAtTheMiddle() {
        var recipe = new CameraRecipe { Width = 64, Height = 48, Distance = 1.2, MinimumClearance = 0.1, MinimumObjects = 0 };
        for (int scene = 0; scene < 10; scene++) {
            (RenderScene prepared, Affine3[] poses) =
                PlaceBy(new SpherePosesRecipe { Around = "*ofa*", Elevation = 40, Azimuth = [20, 160] },
                recipe, scene);
            using (prepared) {
                Vector3[] middles = [.. prepared.Objects.Where(o => o.Name.Contains("ofa", StringComparison.Ordinal))
                    .Select(o => o.WorldFromObject.Point((o.BoxMin + o.BoxMax) / 2))];
                Vector3 middle = middles.MinBy(m => MathF.Abs(Vector3.Distance(m, poses[0].Origin) - 1.2f)), arm = poses[0].Origin - middle;
                Assert.Equal(1.2f, arm.Length(), 1e-4f);
                Assert.Equal(1.2f * MathF.Sin(40 * MathF.PI / 180), arm.Z, 1e-4f);
                Assert.True(arm.Y > 0, $"{arm}");
                Assert.Equal(1, Vector3.Dot(poses[0].Z, -Vector3.Normalize(arm)), 1e-4f);
            }
        }
    }

    [Fact]
    public void Floor_KeepsToItsPolygon() {
        CameraRecipe recipe = Recipe();
        recipe.MinimumObjects = 0;
        var floor = new FloorPosesRecipe { Polygon = [[2, 1.2], [3.5, 1.2], [3.5, 1.9], [2, 1.9]] };
        for (int scene = 0; scene < 10; scene++) {
            (RenderScene prepared, Affine3[] poses) = PlaceBy(floor, recipe, scene);
            using (prepared) {
                Vector3 eye = poses[0].Origin;
                Assert.True(eye is { X: >= 2 and <= 3.5f, Y: >= 1.2f and <= 1.9f, Z: >= 1.2f and <= 1.8f }, $"{eye}");
            }
        }
    }

    [Fact]
    public void Spline_IsRiddenAtItsSpeed_ThroughItsPoints() {
        CameraRecipe recipe = Recipe(25);
        recipe.MinimumObjects = 0;
        (recipe.MinimumClearance, recipe.FrameRate, recipe.Speed) = (0.05, 24, 0.5);
        var spline = new SplinePosesRecipe { Points = [[2, 1.3, 1.4], [2.6, 1.4, 1.5], [3.2, 1.5, 1.5]], LookAt = "*ofa*" };
        (RenderScene prepared, Affine3[] poses) = PlaceBy(spline, recipe);
        using (prepared) {
            for (int i = 1; i < poses.Length; i++)
                Assert.Equal(0.5f / 24, Vector3.Distance(poses[i].Origin, poses[i - 1].Origin), 1e-3f);
        }
        // The curve passes through its points, and a closed one comes back.
        var curve = new SplineCurve([new(0, 0, 0), new(1, 0, 0), new(1, 1, 0)], closed: false);
        Assert.Equal(new Vector3(1, 1, 0), curve.At(curve.Length).Point);
        var ring = new SplineCurve([new(0, 0, 0), new(1, 0, 0), new(1, 1, 0)], closed: true);
        Assert.Equal(Vector3.Zero, ring.At(ring.Length).Point, (a, b) => Vector3.Distance(a, b) < 1e-5f);
    }

    [Fact]
    public void PatternWithoutObject_IsRefused_WithNearNames() {
        string message = Assert.Throws<Core.BadInputException>(() => PlaceBy(new SpherePosesRecipe { Around = "sofaa" }, Recipe())).Message;
        Assert.StartsWith("camera.poses.around: no object of the scene has a name like 'sofaa'; expected", message,
            StringComparison.Ordinal);
    }
}
