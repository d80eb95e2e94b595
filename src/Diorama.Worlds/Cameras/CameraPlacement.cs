using System.Numerics;
using Diorama.Core.Diagnostics;
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
    /// <summary>Points around which cameras stand on a sphere; null if they do not.</summary>
    private readonly Vector3[]? around;
    private readonly double[] azimuths = [0, 360];
    private readonly float elevation;
    /// <summary>Curve on which the cameras are; null if they are not on one.</summary>
    private readonly SplineCurve? curve;
    private readonly bool isClosed;
    private readonly Vector3? lookAt;
    /// <summary>
    /// Whether what the cameras should look at is not in this scene: they look at the middle, and that counts as a failure.
    /// </summary>
    private bool isLost;
    /// <summary>Point that the last try looks at from a sphere, and the length of the curve at which it begins.</summary>
    private Vector3 centre;
    private float start;
    private CameraGrid? grid;

    /// <summary>
    /// A possible placement: the pose of every frame, with the view of the first frame and the smallest number of visible subjects.
    /// </summary>
    private sealed record Candidate(IReadOnlyList<Affine3> Poses, CameraView View, int Seen);

    private CameraPlacement(RenderScene scene, CameraSpace space, CameraRecipe recipe, Draw draw, PosesRecipe? poses) {
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
        if (poses is SpherePosesRecipe sphere) {
            (Vector3 Min, Vector3 Max)[] boxes = BoxesOf(sphere.Around, "camera.poses.around");
            around = sphere.Together ? [MiddleOf(boxes)] : [.. boxes.Select(b => (b.Min + b.Max) / 2)];
            (azimuths, elevation) = (sphere.Azimuth, Radians(draw.Get("camera.poses.elevation", sphere.Elevation)));
        } else if (poses is SplinePosesRecipe spline) {
            curve = new([.. spline.Points.Select(p => (Vector3)(new Double3(p[0], p[1], p[2]) - scene.Source.Origin))], spline.Closed);
            isClosed = spline.Closed;
            if (spline.LookAt.Length > 0) lookAt = MiddleOf(BoxesOf(spline.LookAt, "camera.poses.look_at"));
        }
    }

    /// <summary>
    /// Adds the cameras to the scene from which <paramref name="scene"/> was prepared. The same recipe, draw and scene give the same
    /// cameras. Throws <see cref="Core.BadInputException"/> for an impossible camera.
    /// </summary>
    /// <param name="scene">The scene, prepared without its cameras.</param>
    /// <param name="space">Space in which cameras may be.</param>
    /// <param name="recipe">The section <c>camera</c> of the recipe.</param>
    /// <param name="draw">Draws of the scene, at the root of the recipe.</param>
    /// <param name="poses">Where the cameras are; null leaves it to the space.</param>
    public static PlacedCameras Place(RenderScene scene, CameraSpace space, CameraRecipe recipe, Draw draw, PosesRecipe? poses = null) {
        ArgumentNullException.ThrowIfNull(scene);
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(draw);
        return poses switch {
            FilePosesRecipe file => GivenCameras.OfFile(scene, file, space, recipe, draw),
            CamerasPosesRecipe cameras => GivenCameras.OfScene(scene, cameras, space, recipe, draw),
            _ => new CameraPlacement(scene, SpaceOf(poses, space, scene.Source.Origin), recipe, draw, poses).Place(),
        };
    }

    /// <summary>
    /// Returns the space in which cameras may be by the recipe, with the subjects of the world. Coordinates of the recipe are those of the
    /// world before it was moved to its origin.
    /// </summary>
    private static CameraSpace SpaceOf(PosesRecipe? poses, CameraSpace space, Double3 origin) => poses switch {
        FloorPosesRecipe floor => new() { Subjects = space.Subjects, Hidden = space.Hidden, Areas = [new(
            [.. floor.Polygon.Select(p => new Vector2((float)(p[0] - origin.X), (float)(p[1] - origin.Y)))],
            (float)(floor.Floor - origin.Z), (float)(floor.Ceiling - origin.Z))] },
        SpherePosesRecipe or SplinePosesRecipe => new() { Subjects = space.Subjects, Hidden = space.Hidden },
        _ => space,
    };

    private (Vector3 Min, Vector3 Max)[] BoxesOf(string pattern, string key) {
        (Vector3 Min, Vector3 Max)[] boxes = [.. scene.Objects.Where(o => o.BoxMin.X <= o.BoxMax.X && NamePattern.Matches(pattern, o.Name))
            .Select(WorldBox)];
        if (boxes.Length > 0) return boxes;
        string[] names = [.. scene.Objects.Select(o => o.Name).Concat(space.Hidden).Distinct()];
        if (!space.Hidden.Any(name => NamePattern.Matches(pattern, name))) {
            throw new Core.BadInputException($"{key}: no object of the scene has a name like '{pattern}'; "
                + (names.Length > 0 ? $"{NearestNames.Sentence(pattern, names)}." : "it has no objects."));
        }
        isLost = true;
        boxes = [.. scene.Objects.Where(o => o.BoxMin.X <= o.BoxMax.X).Select(WorldBox)];
        Vector3 middle = boxes.Length > 0 ? MiddleOf(boxes) : Vector3.Zero;
        return [(middle, middle)];
    }

    private static (Vector3 Min, Vector3 Max) WorldBox(SceneObject o) {
        Vector3 half = (o.BoxMax - o.BoxMin) / 2, middle = o.WorldFromObject.Point(o.BoxMin + half);
        Vector3 reach = Vector3.Abs(o.WorldFromObject.X) * half.X + Vector3.Abs(o.WorldFromObject.Y) * half.Y
            + Vector3.Abs(o.WorldFromObject.Z) * half.Z;
        return (middle - reach, middle + reach);
    }

    private static Vector3 MiddleOf(IEnumerable<(Vector3 Min, Vector3 Max)> boxes) {
        Vector3 min = new(float.PositiveInfinity), max = new(float.NegativeInfinity);
        foreach ((Vector3 low, Vector3 high) in boxes) (min, max) = (Vector3.Min(min, low), Vector3.Max(max, high));
        return (min + max) / 2;
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

    private bool Meets(Candidate c) => !isLost && c.Seen >= recipe.MinimumObjects;

    private static double Value(Candidate c) => c.View.Score + c.Seen;

    private CameraView Look(Affine3 worldFromNode) => CameraView.Look(scene, camera, CameraPose.WorldFromCamera(worldFromNode), subjects,
        recipe.MinimumArea);

    /// <summary>Returns a random pose with enough clearance; null if the try fails.</summary>
    private Affine3? Pose(ref KeyedGenerator random) {
        if (around is not null) return PoseOnSphere(around, ref random);
        if (curve is not null) return PoseOnCurve(random.NextFloat() * StartRange);
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

    /// <summary>Returns a pose on the sphere around one of several points, looking at it.</summary>
    private Affine3? PoseOnSphere(Vector3[] middles, ref KeyedGenerator random) {
        centre = middles[random.NextInt(middles.Length)];
        float azimuth = Radians(double.Lerp(azimuths[0], azimuths[1], random.NextDouble()));
        (float sin, float cos) = MathF.SinCos(azimuth);
        (float rise, float level) = MathF.SinCos(elevation);
        Vector3 eye = centre + distance * new Vector3(level * cos, level * sin, rise);
        return clearance.Distance(eye, needed) < needed ? null : CameraPose.LookingAt(eye, centre, roll);
    }

    /// <summary>Distance that the camera covers from the first frame to the last, metres.</summary>
    private float Covered => (float)(speed / recipe.FrameRate) * Math.Max(0, recipe.FramesPerScene - 1);

    /// <summary>Length of the part of the curve on which a ride may begin.</summary>
    private float StartRange => isClosed ? curve!.Length : MathF.Max(0, curve!.Length - Covered);

    /// <summary>Returns the pose at a length of the curve; null if a surface is too near.</summary>
    private Affine3? PoseOnCurve(float length) {
        (Vector3 eye, Vector3 along) = curve!.At(isClosed ? length % curve.Length : length);
        if (clearance.Distance(eye, needed) < needed) return null;
        start = length;
        return lookAt is { } target ? CameraPose.LookingAt(eye, target, roll)
            : CameraPose.At(eye, MathF.Atan2(along.Y, along.X), tilt, roll);
    }

    /// <summary>
    /// Returns the poses of a ride along the curve; at most at the recipe's speed, slower if the curve is too short for it.
    /// </summary>
    private Affine3[]? Ride(float from) {
        float covered = isClosed ? Covered : MathF.Min(Covered, curve!.Length);
        var poses = new Affine3[recipe.FramesPerScene];
        for (int i = 0; i < poses.Length; i++) {
            if (PoseOnCurve(from + covered * i / (poses.Length - 1)) is not { } pose) return null;
            poses[i] = pose;
        }
        return poses;
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
        if (curve is not null) return Ride(this.start);
        float metresPerFrame = (float)(speed / recipe.FrameRate), kept = MathF.Max(needed, 0.1f);
        if (around is not null || space.Focus is not null) {
            Vector3 middle = around is not null ? centre : (space.Focus!.Value.Min + space.Focus.Value.Max) / 2;
            return CameraPath.Around(middle, start.Origin, clearance, needed, recipe.FramesPerScene, metresPerFrame,
                roll)?.WorldFromNode;
        }
        grid ??= new(space, clearance, height, kept + 0.08f);
        float length = metresPerFrame * (recipe.FramesPerScene - 1) * 1.15f + 1.5f;
        List<Vector3> way = grid.Wander(start.Origin, length, random);
        if (way.Count < 2) return null;
        return CameraPath.Along(way, clearance, kept, recipe.FramesPerScene, metresPerFrame, targets, tilt, roll)?.WorldFromNode;
    }

    private IReadOnlyList<Node> Attach(Candidate best) {
        camera.FocusDistance = CameraView.Focus(best.View.Distance);
        return CameraMount.Attach(scene.Source, camera, best.Poses, recipe);
    }

    private static float Radians(double degrees) => (float)(degrees * Math.PI / 180);
}
