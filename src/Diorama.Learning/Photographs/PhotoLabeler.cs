using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Learning.Detectors;

namespace Diorama.Learning.Photographs;

/// <summary>Options of a <see cref="PhotoLabeler"/>.</summary>
public sealed record PhotoLabelerOptions {
    /// <summary>What to look for.</summary>
    public required IReadOnlyCollection<PhotoLabelKind> Kinds { get; init; }
    /// <summary>Smallest score of objects: the mean of two detectors'.</summary>
    public float ObjectScore { get; init; } = 0.25f;
    /// <summary>Smallest score of faces, poses and hands.</summary>
    public float Score { get; init; } = 0.5f;
    /// <summary>Largest number of faces, of people and of hands that are looked at closely.</summary>
    public int Most { get; init; } = 20;
    /// <summary>Size of the network of poses.</summary>
    public BlazePoseSize PoseSize { get; init; } = BlazePoseSize.Full;
    /// <summary>Number of threads that work on one photograph.</summary>
    public int Threads { get; init; } = 1;
}

/// <summary>
/// Looks for faces, poses, hands, objects and masks in photographs, or in the frames of one video, which it follows. Detectors see small
/// pictures of all of it; people that are small there are found as objects first and then looked at closely. Not thread-safe.
/// </summary>
public sealed class PhotoLabeler : IDisposable {
    /// <summary>Most pixels that detectors look at; larger photographs are reduced to them first.</summary>
    public const long MostPixels = 16_000_000;
    // Margin around a person's box.
    private const float PersonScale = 1.25f;
    private const double SameOverlap = 0.3, ObjectOverlap = 0.4;
    // What one detector is less sure of does not add to what the other sees.
    private const float LeastScore = 0.1f;
    /// <summary>Smallest score of people who are looked at closely: whoever is none is found out there.</summary>
    private const float PersonScore = 0.4f;
    /// <summary>Smallest score of a person whom the detector of poses does not see.</summary>
    private const float LonePersonScore = 0.6f;
    private const float FacesApart = 0.3f, BodiesApart = 0.1f, HandsApart = 0.25f;

    private readonly PhotoLabelerOptions options;
    private readonly NanoDet? nanoDet;
    private readonly CenterNet? centerNet;
    private readonly FaceDetector? faceDetector;
    private readonly FaceMesh? faceMesh;
    private readonly IrisNetwork? irises;
    private readonly PoseDetector? poseDetector;
    private readonly BlazePose? blazePose;
    private readonly PalmDetector? palmDetector;
    private readonly HandNetwork? handNetwork;
    private readonly SelfieSegmenter? selfie;
    private readonly ForegroundSegmenter? foreground;
    private readonly LandmarkTracker<FaceLandmarks>? faces;
    private readonly LandmarkTracker<BodyPose>? poses;
    private readonly LandmarkTracker<HandLandmarks>? hands;
    // What detectors have found in the frame at hand; several of them ask for it.
    private IReadOnlyList<FoundObject>? seen;
    private IReadOnlyList<FoundRegion>? faceRegions;

    /// <param name="options">What to look for and how.</param>
    /// <param name="detectors">Folder of the pack "detectors".</param>
    /// <param name="segmenter">Folder of the pack "segmenter"; asked for if the foreground is wanted.</param>
    /// <exception cref="Core.BadInputException">A network is missing or damaged.</exception>
    public PhotoLabeler(PhotoLabelerOptions options, string detectors, Func<string> segmenter) {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(segmenter);
        this.options = options;
        bool mesh = Wants(PhotoLabelKind.FaceMesh) || Wants(PhotoLabelKind.Iris);
        int threads = options.Threads;
        try {
            if (!options.Kinds.All(k => k == PhotoLabelKind.Foreground)) nanoDet = NanoDet.Open(detectors, threads);
            if (Wants(PhotoLabelKind.Objects)) centerNet = CenterNet.Open(detectors, threads);
            if (mesh || Wants(PhotoLabelKind.Faces)) faceDetector = FaceDetector.Open(detectors, threads);
            if (mesh) {
                faceMesh = FaceMesh.Open(detectors, attention: true, threads);
                faces = new(picture => Faces(picture).Select(FaceDetector.MeshCrop),
                    (picture, crop) => faceMesh.Locate(picture, crop, options.Score), FaceMesh.NextCrop, FacesApart,
                    options.Most);
            }
            if (Wants(PhotoLabelKind.Iris)) irises = IrisNetwork.Open(detectors, threads);
            if (Wants(PhotoLabelKind.Pose)) {
                poseDetector = PoseDetector.Open(detectors, threads);
                blazePose = BlazePose.Open(detectors, options.PoseSize, threads);
                poses = new(BodyCrops, (picture, crop) => blazePose.Locate(picture, crop, options.Score), BlazePose.NextCrop, BodiesApart,
                    options.Most);
            }
            if (Wants(PhotoLabelKind.Hands)) {
                palmDetector = PalmDetector.Open(detectors, threads);
                handNetwork = HandNetwork.Open(detectors, threads);
                hands = new(picture => Regions(picture, palmDetector.Find).Select(PalmDetector.HandCrop),
                    (picture, crop) => handNetwork.Locate(picture, crop, options.Score), HandNetwork.NextCrop, HandsApart,
                    options.Most);
            }
            if (Wants(PhotoLabelKind.PersonMask)) selfie = SelfieSegmenter.Open(detectors, threads);
            if (Wants(PhotoLabelKind.Foreground)) foreground = ForegroundSegmenter.Open(segmenter(), threads);
        } catch {
            Dispose();
            throw;
        }
    }

    private bool Wants(PhotoLabelKind kind) => options.Kinds.Contains(kind);

    /// <summary>Where faces, poses and hands of the next frame are looked for first: as many lists of crops.</summary>
    public (IReadOnlyList<PictureCrop> Faces, IReadOnlyList<PictureCrop> Poses, IReadOnlyList<PictureCrop> Hands) Followed {
        get => (faces?.Crops ?? [], poses?.Crops ?? [], hands?.Crops ?? []);
        set {
            if (faces is not null) faces.Crops = value.Faces;
            if (poses is not null) poses.Crops = value.Poses;
            if (hands is not null) hands.Crops = value.Hands;
        }
    }

    /// <summary>Returns a photograph of at most <see cref="MostPixels"/>, as it is if it has no more.</summary>
    public static Image<Rgb8> Reduced(Image<Rgb8> picture) {
        ArgumentNullException.ThrowIfNull(picture);
        double scale = Math.Sqrt(MostPixels / ((double)picture.Width * picture.Height));
        return scale >= 1 ? picture
            : picture.Resized(Math.Max(1, (int)(picture.Width * scale)), Math.Max(1, (int)(picture.Height * scale)));
    }

    /// <summary>Looks at a photograph by itself.</summary>
    public PhotoLabels Photo(Image<Rgb8> picture) {
        Followed = ([], [], []);
        return NextFrame(picture);
    }

    /// <summary>Looks at the next frame of a video.</summary>
    public PhotoLabels NextFrame(Image<Rgb8> picture) {
        ArgumentNullException.ThrowIfNull(picture);
        (seen, faceRegions) = (null, null);
        return new() {
            Faces = Wants(PhotoLabelKind.Faces) ? Faces(picture) : null,
            FaceMeshes = faces is null ? null : [.. faces.Next(picture)
                .Select(f => new LabelledFace(f, irises is null ? [] : [.. irises.Locate(picture, f)]))],
            Poses = poses?.Next(picture),
            Hands = hands?.Next(picture),
            Objects = Wants(PhotoLabelKind.Objects) ? Objects(picture) : null,
            PersonMask = selfie is null ? null : Mask(picture, selfie),
            Foreground = foreground?.Mask(picture),
        };
    }

    public void Dispose() {
        IDisposable?[] networks = [nanoDet, centerNet, faceDetector, faceMesh, irises, poseDetector, blazePose, palmDetector, handNetwork,
            selfie, foreground];
        foreach (IDisposable? network in networks) network?.Dispose();
    }

    private IReadOnlyList<FoundObject> Seen(Image<Rgb8> picture) => seen ??= nanoDet!.Find(picture, LeastScore);

    private IReadOnlyList<FoundObject> Objects(Image<Rgb8> picture) => [.. FoundObject.Joined([Seen(picture),
        centerNet!.Find(picture, LeastScore)], ObjectOverlap).Where(t => t.Score >= options.ObjectScore)];

    /// <summary>People, the surest first, by the faster detector alone.</summary>
    private IEnumerable<FoundObject> People(Image<Rgb8> picture) =>
        Seen(picture).Where(t => t.Class == 0 && t.Score >= PersonScore).Take(options.Most);

    /// <summary>Squares around people; those that fill the picture are seen well enough in all of it.</summary>
    private IEnumerable<PictureCrop> Squares(Image<Rgb8> picture) =>
        People(picture).Select(t => PictureCrop.Around(t.Box, PersonScale)).Where(square => !Fills(square, picture));

    private static bool Fills(PictureCrop square, Image<Rgb8> picture) => square.Size.X >= Math.Max(picture.Width, picture.Height);

    private IReadOnlyList<FoundRegion> Faces(Image<Rgb8> picture) =>
        faceRegions ??= [.. Regions(picture, faceDetector!.Find).Take(options.Most)];

    /// <summary>What a detector finds in all of the picture and in the squares around people.</summary>
    private IReadOnlyList<FoundRegion> Regions(Image<Rgb8> picture,
        Func<Image<Rgb8>, PictureCrop?, float, IReadOnlyList<FoundRegion>> find) =>
        FoundRegion.Blended([.. find(picture, null, options.Score), .. Squares(picture).SelectMany(c => find(picture, c, options.Score))],
            SameOverlap);

    /// <summary>
    /// Squares around bodies: by the detector of poses in each person's square, or that square itself for the surest, then in all.
    /// </summary>
    private IEnumerable<PictureCrop> BodyCrops(Image<Rgb8> picture) {
        IReadOnlyList<FoundRegion> all = poseDetector!.Find(picture, null, options.Score);
        foreach (FoundObject person in People(picture)) {
            PictureCrop square = PictureCrop.Around(person.Box, PersonScale);
            IReadOnlyList<FoundRegion> bodies = Fills(square, picture) ? all : poseDetector.Find(picture, square, options.Score);
            FoundRegion? body = bodies.FirstOrDefault(r => Contains(person.Box, r.Points[0]));
            if (body is not null) yield return PoseDetector.BodyCrop(body);
            else if (person.Score >= LonePersonScore) yield return square;
        }
        foreach (FoundRegion body in all) yield return PoseDetector.BodyCrop(body);
    }

    private static bool Contains(Vector4 box, Vector2 point) =>
        point.X >= box.X && point.Y >= box.Y && point.X <= box.Z && point.Y <= box.W;

    private Image<float> Mask(Image<Rgb8> picture, SelfieSegmenter network) {
        Image<float> mask = network.Mask(picture);
        foreach (PictureCrop square in Squares(picture)) {
            Image<float> closer = network.Mask(picture, square);
            for (int i = 0; i < mask.Pixels.Length; i++) mask.Pixels[i] = MathF.Max(mask.Pixels[i], closer.Pixels[i]);
        }
        return mask;
    }
}
