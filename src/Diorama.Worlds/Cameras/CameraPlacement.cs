using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Core.Spaces;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Intersection;
using Diorama.Rendering.Scenes;
using Diorama.Worlds.Places;
using Diorama.Worlds.Recipes;

namespace Diorama.Worlds.Cameras;

/// <summary>
/// Finds a pose, or a path, in free space from which enough of the world is visible, and places the recipe's cameras there. Height, tilt,
/// roll, distance, lens and speed are the values of the recipe; position and direction are random, by the keys of this attempt.
/// </summary>
public sealed class CameraPlacement {
    private const int Tries = 96, EnoughGood = 4;

    private readonly RenderScene scene;
    private readonly CameraSpace space;
    private readonly CameraRecipe recipe;
    private readonly Draw draw;
    private readonly Camera camera;
    private readonly Clearance clearance;
    private readonly bool[] subjects;
    private readonly Vector3[] targets;
    private readonly float height, tilt, roll, distance, speed, needed;
    private CameraGrid? grid;

    /// <summary>
    /// A possible placement: the pose of every frame, with the view of the first frame and the smallest number of visible subjects.
    /// </summary>
    private sealed record Candidate(IReadOnlyList<Affine3> Poses, CameraView View, int Seen);

    private CameraPlacement(RenderScene scene, CameraSpace space, CameraRecipe recipe, Draw draw) {
        (this.scene, this.space, this.recipe, this.draw) = (scene, space, recipe, draw);
        camera = CameraModel.Create(recipe, draw);
        clearance = new(scene.Source, scene.Options.FrameTime);
        subjects = CameraView.Subjects(scene, space);
        targets = [.. scene.Objects.Where(o => subjects[o.Id]).Select(o => o.WorldFromObject.Point((o.BoxMin + o.BoxMax) / 2))];
        height = (float)draw.Get("camera.camera_height", recipe.CameraHeight);
        tilt = Radians(draw.Get("camera.tilt", recipe.Tilt));
        roll = Radians(draw.Get("camera.roll", recipe.Roll));
        distance = (float)draw.Get("camera.distance", recipe.Distance);
        speed = (float)draw.Get("camera.speed", recipe.Speed);
        needed = (float)recipe.MinimumClearance;
    }

    /// <summary>
    /// Adds the cameras to the scene from which <paramref name="scene"/> was prepared. The same recipe, draw and scene give the same
    /// cameras. Throws <see cref="Core.BadInputException"/> for an impossible camera.
    /// </summary>
    /// <param name="scene">The scene, prepared without its cameras.</param>
    /// <param name="space">Space in which cameras may be.</param>
    /// <param name="recipe">The section <c>camera</c> of the recipe.</param>
    /// <param name="draw">Draws of the scene, at the root of the recipe.</param>
    public static PlacedCameras Place(RenderScene scene, CameraSpace space, CameraRecipe recipe, Draw draw) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        return new CameraPlacement(scene, space, recipe, draw).Place();
    }

    private PlacedCameras Place() {
        Candidate? best = null;
        using Tracer tracer = scene.NewTracer();
        int good = 0, tries = 0;
        for (; tries < Tries && good < EnoughGood; tries++) {
            KeyedGenerator random = draw.Key("camera").With(tries).Generator();
            if (Pose(ref random) is not { } pose || !IsOutside(tracer, pose.Origin)) continue;
            if (Poses(pose, ref random) is not { } poses) continue;
            CameraView view = Look(poses[0]);
            int seen = view.VisibleSubjects;
            // The middle and the end of a path count as much as its beginning.
            if (poses.Count > 1)
                seen = Math.Min(seen, Math.Min(Look(poses[poses.Count / 2]).VisibleSubjects, Look(poses[^1]).VisibleSubjects));
            var candidate = new Candidate(poses, view, seen);
            if (Meets(candidate)) good++;
            if (best is null || (Meets(candidate), Value(candidate)).CompareTo((Meets(best), Value(best))) > 0) best = candidate;
        }
        if (best is null) return new() { Cameras = [], Failure = new("camera", PlacementReason.NoCamera, draw.Attempt), Tries = tries };
        return new() {
            Cameras = Attach(best), VisibleSubjects = best.View.VisibleSubjects, Tries = tries,
            Failure = Meets(best) ? null : new("camera", PlacementReason.NoCamera, draw.Attempt),
        };
    }

    private bool Meets(Candidate c) => c.Seen >= recipe.MinimumObjects;

    private static double Value(Candidate c) => c.View.Score + c.Seen;

    private CameraView Look(Affine3 worldFromNode) => CameraView.Look(scene, camera, CameraPose.WorldFromCamera(worldFromNode), subjects,
        recipe.MinimumArea);

    /// <summary>Returns a random pose with enough clearance; null if the try fails.</summary>
    private Affine3? Pose(ref KeyedGenerator random) {
        if (space.Focus is { } focus) return PoseAround(focus.Min, focus.Max, ref random);
        Vector3? found = PlaceIn(ref random);
        if (found is not { } eye || clearance.Distance(eye, needed) < needed) return null;
        return CameraPose.At(eye, Heading(eye, ref random), tilt, roll);
    }

    /// <summary>Returns a random point in the areas, uniform by their size; null if the try fails.</summary>
    private Vector3? PlaceIn(ref KeyedGenerator random) {
        float total = space.Areas.Where(a => !a.Passage).Sum(a => a.Extent), at = random.NextFloat() * total;
        foreach (CameraArea area in space.Areas) {
            if (area.Passage || (at -= area.Extent) > 0) continue;
            (Vector2 min, Vector2 max) = area.Bounds;
            for (int i = 0; i < 32; i++) {
                var p = new Vector2(float.Lerp(min.X, max.X, random.NextFloat()), float.Lerp(min.Y, max.Y, random.NextFloat()));
                if (area.Contains(p)) return area.Floor + height + needed > area.Ceiling ? null : new(p, area.Floor + height);
            }
            return null;
        }
        return null;
    }

    /// <summary>Returns a heading towards a random subject, near ones more often, not always in the middle of the image; radians.</summary>
    private float Heading(Vector3 eye, ref KeyedGenerator random) {
        float any = random.NextFloat() * 2 * MathF.PI, pick = random.NextFloat(), aside = (random.NextFloat() - 0.5f) * 0.6f;
        if (targets.Length == 0) return any;
        double total = targets.Sum(t => Pull(t - eye)), at = pick * total;
        foreach (Vector3 target in targets) {
            Vector3 way = target - eye;
            if ((at -= Pull(way)) <= 0) return MathF.Atan2(way.Y, way.X) + aside;
        }
        return any;

        static double Pull(Vector3 way) => 1 / (2 + (double)way.LengthSquared());
    }

    /// <summary>
    /// Returns a pose on the sphere around the middle of the box, at the recipe's height above its bottom, looking towards the middle.
    /// </summary>
    private Affine3? PoseAround(Vector3 min, Vector3 max, ref KeyedGenerator random) {
        Vector3 centre = (min + max) / 2;
        float azimuth = random.NextFloat() * 2 * MathF.PI;
        float rise = Math.Clamp((min.Z + height - centre.Z) / distance, -0.2f, 0.98f), level = MathF.Sqrt(1 - rise * rise);
        (float sin, float cos) = MathF.SinCos(azimuth);
        Vector3 eye = centre + distance * new Vector3(level * cos, level * sin, rise);
        Vector3 target = centre + 0.15f * (max - min) * new Vector3(random.NextFloat() - 0.5f, random.NextFloat() - 0.5f,
            random.NextFloat() - 0.5f);
        return clearance.Distance(eye, needed) < needed ? null
            : CameraPose.LookingAt(eye, recipe.FramesPerScene > 1 ? centre : target, roll);
    }

    /// <summary>
    /// True if at most half of the rays in all directions hit a surface from behind: from inside an object one sees its surface from
    /// behind.
    /// </summary>
    private bool IsOutside(Tracer tracer, Vector3 eye) {
        const int Directions = 48;
        int behind = 0;
        for (int i = 0; i < Directions; i++) {
            // Evenly distributed over the sphere by a Fibonacci spiral.
            float z = 1 - (2 * i + 1f) / Directions, r = MathF.Sqrt(1 - z * z), angle = i * 2.3999632f;
            RayHit hit = tracer.Intersect(eye, new(r * MathF.Cos(angle), r * MathF.Sin(angle), z), 0, float.PositiveInfinity, 0);
            if (hit.Missed) continue;
            scene.Resolve(hit, out SurfaceHit surface);
            if (!surface.FrontFace && !scene.MaterialList[surface.Material].DoubleSided) behind++;
        }
        return 2 * behind <= Directions;
    }

    /// <summary>Returns the poses of all frames from <paramref name="start"/> on; null if there is no path.</summary>
    private IReadOnlyList<Affine3>? Poses(Affine3 start, ref KeyedGenerator random) {
        if (recipe.FramesPerScene <= 1) return [start];
        float metresPerFrame = (float)(speed / recipe.FrameRate), kept = MathF.Max(needed, 0.1f);
        if (space.Focus is { } focus) {
            return CameraPath.Around((focus.Min + focus.Max) / 2, start.Origin, clearance, needed, recipe.FramesPerScene, metresPerFrame,
                roll)?.WorldFromNode;
        }
        grid ??= new(space, clearance, height, kept + 0.08f);
        float length = metresPerFrame * (recipe.FramesPerScene - 1) * 1.15f + 1.5f;
        List<Vector3> way = grid.Wander(start.Origin, length, random);
        if (way.Count < 2) return null;
        return CameraPath.Along(way, clearance, kept, recipe.FramesPerScene, metresPerFrame, targets, tilt, roll)?.WorldFromNode;
    }

    private List<Node> Attach(Candidate best) {
        if (float.IsFinite(best.View.Distance)) camera.FocusDistance = MathF.Max(0.05f, best.View.Distance);
        else camera.FocusDistance = 100;
        Scene into = scene.Source;
        var carrier = new Node { Name = "camera", Translation = best.Poses[0].Origin, Rotation = CameraPose.RotationOf(best.Poses[0]) };
        into.Nodes.Add(carrier);
        if (best.Poses.Count > 1) into.Animations.Add(new CameraPath { WorldFromNode = best.Poses }.Animate(carrier, recipe.FrameRate));
        var rig = new CameraRig();
        if (recipe.StereoBaseline > 0) rig.Cameras.AddRange(StereoRig.Create((float)recipe.StereoBaseline, camera).Cameras);
        else rig.Add("", camera, Affine3.Identity);
        foreach (RigCameraRecipe extra in recipe.Rig) rig.Add(extra.Name, camera, RigPose(extra));
        return [.. rig.Attach(into, carrier)];
    }

    /// <summary>Converts the pose of a rig camera: yaw turns right, pitch up, roll clockwise, in this order.</summary>
    private static Affine3 RigPose(RigCameraRecipe extra) {
        if (extra.Position.Length != 3 || extra.Angles.Length != 3) {
            throw new Core.BadInputException($"camera.rig '{extra.Name}': position and angles have {extra.Position.Length} and "
                + $"{extra.Angles.Length} numbers; three each were expected.");
        }
        return Affine3.Translation(new((float)extra.Position[0], (float)extra.Position[1], (float)extra.Position[2]))
            * Affine3.Rotation(Vector3.UnitY, Radians(extra.Angles[0])) * Affine3.Rotation(Vector3.UnitX, Radians(extra.Angles[1]))
            * Affine3.Rotation(Vector3.UnitZ, Radians(extra.Angles[2]));
    }

    private static float Radians(double degrees) => (float)(degrees * Math.PI / 180);
}
