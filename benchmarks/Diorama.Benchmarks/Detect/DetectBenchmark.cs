using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Nodes;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Learning.Detectors;
using Diorama.Learning.Metrics;
using Diorama.Learning.Photographs;
using Diorama.Learning.Pretrained;
using Diorama.Tensors;
using Diorama.Tensors.Autograd;

namespace Diorama.Benchmarks.Detect;

/// <summary><c>diorama bench detect</c>: what detectors find in photographs, and how fast they are.</summary>
public static class DetectBenchmark {
    private const double SmallestOverlap = 0.5, TorsoShare = 0.2;
    private const float Score = 0.3f, SmallestArea = 32 * 32, PersonScale = 1.25f;
    private const int QuickPhotos = 40, Rounds = 15, FeatureSize = 224, CountedPhotos = 40, MostPeople = 5, Megapixel = 1_000_000;
    private const int LeftShoulder = 5, RightShoulder = 6, LeftHip = 11, RightHip = 12;

    /// <summary>Progress goes to standard error; the last line on standard output is one JSON object.</summary>
    /// <param name="photos">Folder that <see cref="LabelledPhotos"/> reads; null measures nothing in photographs.</param>
    /// <param name="cutouts">Folder of pictures NAME.png with masks NAME_mask.png; null measures no masks.</param>
    /// <param name="peer">Whether the library Human runs on the same pictures, in Node.</param>
    /// <param name="quick">The first 40 photos by name alone.</param>
    public static int Run(string? photos, string? cutouts, bool peer, bool quick) {
        var library = AssetLibrary.Open(new() { Report = Console.Error.WriteLine });
        IReadOnlyList<LabelledPhoto> labelled = photos is null ? [] : LabelledPhotos.Read(photos);
        var result = new JsonObject {
            ["features_milliseconds"] = Math.Round(FeaturesMilliseconds(FeatureNetwork.Open(library.PackFolder(AllPacks.Features))), 1),
        };
        if (labelled.Count > 0) {
            string pack = library.PackFolder(AllPacks.Detectors);
            using HumanLibrary? human = peer ? new(Path.Combine(AppContext.BaseDirectory, "human@3.3.6"), pack) : null;
            LabelledPhoto[] used = [.. labelled.Take(quick ? QuickPhotos : int.MaxValue)];
            result["recall_photos"] = Recall(used, pack, human);
            result["pck_photos"] = Pck(used, pack, human);
            (result["people_counted"], result["detect_seconds"]) = Labels(labelled, pack);
        }
        if (cutouts is not null) result["mask_iou"] = Masks(cutouts, library);
        result["quick"] = quick;
        Console.WriteLine(result.ToJsonString());
        return 0;
    }

    /// <summary>The median of the milliseconds of all four stages of one image on one core.</summary>
    private static double FeaturesMilliseconds(FeatureNetwork network) {
        using var scope = new TensorScope();
        using var mode = GradientMode.Off();
        int threads = Torch.Threads;
        Torch.Threads = 1;
        Tensor image = Tensor.Rand([1, 3, FeatureSize, FeatureSize]);
        double median = Median(Rounds, () => {
            using var inner = new TensorScope();
            network.Stages(image);
        });
        Torch.Threads = threads;
        return 1000 * median;
    }

    /// <summary>The share of the large objects that have a box of their class on them, all together and by class.</summary>
    private static JsonObject Recall(LabelledPhoto[] photos, string pack, HumanLibrary? human) {
        int threads = Environment.ProcessorCount;
        using var centerNet = CenterNet.Open(pack, threads);
        using var nanoDet = NanoDet.Open(pack, threads);
        var detectors = new List<(string Name, Func<Image<Rgb8>, IReadOnlyList<FoundObject>> Find)> {
            ("centernet", p => centerNet.Find(p, Score)), ("nanodet", p => nanoDet.Find(p, Score)),
        };
        if (human is not null) {
            detectors.Add(("human_centernet", p => human.Objects("centernet", p)));
            detectors.Add(("human_nanodet", p => human.Objects("nanodet", p)));
        }
        int[,] found = new int[detectors.Count, CocoClasses.Names.Length];
        int[] all = new int[CocoClasses.Names.Length];
        for (int n = 0; n < photos.Length; n++) {
            Image<Rgb8> picture = photos[n].Read();
            LabelledObject[] truth = [.. photos[n].Objects.Where(o => o.Area >= SmallestArea)];
            foreach (LabelledObject o in truth) all[o.Class]++;
            for (int d = 0; d < detectors.Count; d++) {
                List<FoundObject> left = [.. detectors[d].Find(picture)];
                foreach (LabelledObject o in truth) {
                    int best = left.FindIndex(f => f.Class == o.Class && Overlap.OfBoxes(f.Box, o.Box) >= SmallestOverlap);
                    if (best < 0) continue;
                    left.RemoveAt(best);
                    found[d, o.Class]++;
                }
            }
            Say("objects", n + 1, photos.Length);
        }
        Console.Error.WriteLine($"{"class",-16} {"objects",7} {string.Join(' ', detectors.Select(d => $"{d.Name,15}"))}");
        for (int kind = 0; kind < all.Length; kind++) {
            if (all[kind] == 0) continue;
            Console.Error.WriteLine($"{CocoClasses.Names[kind],-16} {all[kind],7} "
                + string.Join(' ', detectors.Select((_, d) => $"{(double)found[d, kind] / all[kind],15:0.00}")));
        }
        return new(detectors.Select((detector, d) => KeyValuePair.Create<string, JsonNode?>(detector.Name,
            Math.Round(Enumerable.Range(0, all.Length).Sum(k => found[d, k]) / (double)all.Sum(), 4)))) { ["objects"] = all.Sum() };
    }

    /// <summary>
    /// The share of the marked points of people that are found within 0.2 of their torso, from the left shoulder to the right hip or the
    /// other way, whichever is longer; null if nobody is marked. All are given the square around the person's box times 1.25.
    /// </summary>
    private static JsonObject? Pck(LabelledPhoto[] photos, string pack, HumanLibrary? human) {
        int threads = Environment.ProcessorCount;
        using var moveNet = MoveNet.Open(pack, thunder: true, threads);
        using var detector = PoseDetector.Open(pack, threads);
        using var blazePose = BlazePose.Open(pack, BlazePoseSize.Full, threads);
        var networks = new List<(string Name, Func<Image<Rgb8>, Vector2[]> Find)> {
            ("movenet", p => [.. moveNet.Locate(p, score: 0)!.Points.Select(l => l.Pixel)]),
            ("blazepose", p => {
                FoundRegion? body = detector.Find(p) is [var first, ..] ? first : null;
                PictureCrop crop = body is null ? PictureCrop.Whole(p) : PoseDetector.BodyCrop(body);
                BodyPose pose = blazePose.Locate(p, crop, score: 0)!;
                return [.. BlazePose.CocoPoints.Select(i => pose.Points[i].Pixel)];
            }),
        };
        if (human is not null) {
            networks.Add(("human_movenet", p => human.Body("movenet", p)));
            networks.Add(("human_blazepose", p => human.Body("blazepose", p)));
        }
        List<Vector2>[] found = [.. networks.Select(_ => new List<Vector2>())];
        List<Vector2> truth = [];
        List<bool> counted = [];
        List<float> torsos = [];
        int people = 0;
        for (int n = 0; n < photos.Length; n++) {
            LabelledObject[] bodies = [.. photos[n].Objects.Where(o => o.Keypoints is not null && Torso(o.Keypoints) > 0)];
            if (bodies.Length == 0) continue;
            Image<Rgb8> picture = photos[n].Read();
            foreach (LabelledObject body in bodies) {
                people++;
                (Image<Rgb8> square, Vector2 corner) = Square(picture, PictureCrop.Around(body.Box, PersonScale));
                for (int k = 0; k < networks.Count; k++) found[k].AddRange(networks[k].Find(square).Select(p => p + corner));
                foreach (Vector3 point in body.Keypoints!) {
                    truth.Add(new(point.X, point.Y));
                    counted.Add(point.Z > 0);
                    torsos.Add(Torso(body.Keypoints));
                }
            }
            Say("bodies", n + 1, photos.Length);
        }
        if (people == 0) return null;
        return new(networks.Select((network, k) => KeyValuePair.Create<string, JsonNode?>(network.Name, Math.Round(Keypoints.Pck(
            found[k].ToArray(), truth.ToArray(), counted.ToArray(), torsos.ToArray(), TorsoShare), 4)))) { ["people"] = people };
    }

    /// <summary>0 if neither diagonal is marked.</summary>
    private static float Torso(Vector3[] points) {
        return MathF.Max(Between(LeftShoulder, RightHip), Between(RightShoulder, LeftHip));

        float Between(int a, int b) => points[a].Z > 0 && points[b].Z > 0
            ? Vector2.Distance(new(points[a].X, points[a].Y), new(points[b].X, points[b].Y)) : 0;
    }

    /// <summary>The pixels of a square that is not turned, black outside of the picture, and its upper left corner.</summary>
    private static (Image<Rgb8>, Vector2) Square(Image<Rgb8> picture, PictureCrop crop) {
        int side = Math.Max(1, (int)MathF.Round(crop.Size.X));
        int left = (int)MathF.Round(crop.Center.X - side / 2f), top = (int)MathF.Round(crop.Center.Y - side / 2f);
        var canvas = new Canvas(side, side, Canvas.Black);
        canvas.Draw(-left, -top, picture);
        return (canvas.Picture, new(left, top));
    }

    /// <summary>
    /// How many of the first 40 photographs that show 1 to 5 large people have as many of them found, and the seconds that the mesh of a
    /// face and the pose of one person take in a photograph of a megapixel.
    /// </summary>
    private static (JsonObject, double?) Labels(IReadOnlyList<LabelledPhoto> photos, string pack) {
        LabelledPhoto[] some = [.. photos.Where(p => People(p) is >= 1 and <= MostPeople).Take(CountedPhotos)];
        int right = 0;
        using (var labeler = new PhotoLabeler(new() { Kinds = [PhotoLabelKind.Objects], Threads = Environment.ProcessorCount }, pack,
            () => throw new InvalidOperationException("no masks are wanted"))) {
            foreach (LabelledPhoto photo in some) {
                int found = labeler.Photo(photo.Read()).Objects!.Count(o => o.Class == 0 && (o.Box.Z - o.Box.X) * (o.Box.W - o.Box.Y)
                    >= SmallestArea);
                if (found == People(photo)) right++;
            }
        }
        LabelledPhoto? alone = photos.Where(p => People(p) == 1).OrderByDescending(p => p.Objects.Max(o => o.Class == 0 ? o.Area : 0))
            .FirstOrDefault();
        double? seconds = null;
        if (alone is not null) {
            Image<Rgb8> picture = alone.Read();
            double scale = Math.Sqrt(Megapixel / ((double)picture.Width * picture.Height));
            picture = picture.Resized((int)(picture.Width * scale), (int)(picture.Height * scale));
            using var labeler = new PhotoLabeler(new() { Kinds = [PhotoLabelKind.FaceMesh, PhotoLabelKind.Pose], Threads = 2 }, pack,
                () => throw new InvalidOperationException("no masks are wanted"));
            labeler.Photo(picture);
            seconds = Math.Round(Median(Rounds, () => labeler.Photo(picture)), 3);
        }
        return (new() { ["right"] = right, ["photos"] = some.Length }, seconds);

        static int People(LabelledPhoto photo) => photo.Objects.Count(o => o.Class == 0 && o.Area >= SmallestArea);
    }

    /// <summary>The mean intersection over union of masks of cut-out people with the true ones.</summary>
    /// <exception cref="BadInputException">There is no mask, or one has another size than its picture.</exception>
    private static JsonObject Masks(string folder, AssetLibrary library) {
        int threads = Environment.ProcessorCount;
        using var selfie = SelfieSegmenter.Open(library.PackFolder(AllPacks.Detectors), threads);
        using var front = ForegroundSegmenter.Open(library.PackFolder(AllPacks.Segmenter), threads);
        List<double> isnet = [], person = [];
        foreach (string truthFile in Directory.GetFiles(folder, "*_mask.png").Order(StringComparer.Ordinal)) {
            Image<Rgb8> picture = Photograph.Read(truthFile.Replace("_mask.png", ".png", StringComparison.Ordinal)).Picture;
            Image<Rgb8> truth = Photograph.Read(truthFile).Picture;
            if ((picture.Width, picture.Height) != (truth.Width, truth.Height))
                throw new BadInputException($"{truthFile} is {truth.Width}×{truth.Height} pixels; {picture.Width}×{picture.Height}, as its "
                    + "picture, were expected.");
            isnet.Add(Iou(front.Mask(picture), truth));
            person.Add(Iou(selfie.Mask(picture), truth));
        }
        if (isnet.Count == 0) throw new BadInputException($"{folder} has no mask; files ending in _mask.png were expected.");
        return new() {
            ["isnet"] = Math.Round(isnet.Average(), 4), ["selfie"] = Math.Round(person.Average(), 4), ["pictures"] = isnet.Count,
        };
    }

    private static double Iou(Image<float> mask, Image<Rgb8> truth) {
        using var scope = new TensorScope();
        return Overlap.OfMasks(Tensor.From(mask.Pixels), Tensor.From([.. truth.Pixels.Select(p => p.G / 255f)]));
    }

    /// <summary>The median of the seconds of some runs.</summary>
    private static double Median(int rounds, Action work) {
        double[] seconds = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            long start = Stopwatch.GetTimestamp();
            work();
            seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
        Array.Sort(seconds);
        return seconds[rounds / 2];
    }

    private static void Say(string what, int done, int all) {
        if (done % 20 == 0 || done == all) Console.Error.WriteLine($"{what}: {done} of {all} photos");
    }
}
