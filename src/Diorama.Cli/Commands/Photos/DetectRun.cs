using System.Globalization;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Json;
using Diorama.Datasets.Layout;
using Diorama.Learning.Detectors;
using Diorama.Learning.Photographs;

namespace Diorama.Cli.Commands.Photos;

/// <summary>
/// Writes what is found: labels/NAME.json, drawn/NAME.jpg, masks/KIND/NAME.png; for a video a folder of frames each, and a drawn video.
/// What has labels already is not looked at again. detect.json has the options, which must be the same to go on.
/// </summary>
internal sealed class DetectRun(PhotoLabeler labeler, PhotoLabelerOptions options, string output) {
    private const string Labels = "labels", Drawn = "drawn", Masks = "masks", Images = "images", Annotations = "annotations";
    private const int Quality = 95;
    // Members whose items the summary counts.
    private static readonly (string Member, string One, string Many)[] counted = [
        ("faces", "face", "faces"), ("face_meshes", "face mesh", "face meshes"), ("poses", "pose", "poses"), ("hands", "hand", "hands"),
        ("objects", "object", "objects"), ("person_mask", "mask of people", "masks of people"),
        ("foreground", "mask of the foreground", "masks of the foreground"),
    ];

    private readonly SortedDictionary<string, long> found = new(StringComparer.Ordinal);

    /// <summary>Whether COCO's annotations are wanted.</summary>
    public bool Coco { get; init; }
    /// <summary>Whether pictures are drawn.</summary>
    public bool Draws { get; init; }
    /// <summary>Frames of a second of video; null: all.</summary>
    public double? FramesPerSecond { get; init; }
    /// <summary>Whether all is made anew.</summary>
    public bool Force { get; init; }
    /// <summary>Sentences about files that could not be used.</summary>
    public List<string> Refused { get; } = [];
    /// <summary>Number of photographs and frames that have labels.</summary>
    public int Labelled { get; private set; }

    /// <summary>Prepares the folder.</summary>
    /// <exception cref="BadInputException">It has labels that were made with other options.</exception>
    public void Begin() {
        FileException.MakeFolder(output);
        AtomicFile.Sweep(output);
        string path = Path.Combine(output, "detect.json");
        string wanted = new JsonObject {
            ["what"] = new JsonArray([.. options.Kinds.Order().Select(k => (JsonNode)PhotoLabelKinds.NameOf(k))]),
            ["score"] = Math.Round(options.Score, 6), ["object_score"] = Math.Round(options.ObjectScore, 6), ["most"] = options.Most,
            ["pose"] = options.PoseSize.ToString().ToLowerInvariant(), ["frame_rate"] = FramesPerSecond, ["coco"] = Coco, ["drawn"] = Draws,
        }.ToJsonString();
        if (Force) {
            foreach (string folder in (string[])[Labels, Drawn, Masks, Images, Annotations])
                if (Directory.Exists(Path.Combine(output, folder))) Directory.Delete(Path.Combine(output, folder), recursive: true);
        } else if (File.Exists(path) && File.ReadAllText(RegularFile.At(path)).Trim() != wanted) {
            throw new BadInputException($"{output} has labels that were made with other options ({path}); --force makes them anew.");
        }
        AtomicFile.WriteStream(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(wanted + "\n")));
    }

    /// <param name="sources">Photographs and videos.</param>
    /// <param name="progress">Is told which part is done, 0 to 1.</param>
    /// <param name="cancellation">Stops after the photograph or frame at hand.</param>
    public void Make(IReadOnlyList<PhotoSource> sources, Action<double> progress, CancellationToken cancellation) {
        var made = new List<string>();
        for (int i = 0; i < sources.Count; i++) {
            cancellation.ThrowIfCancellationRequested();
            int number = i;
            PhotoSource source = sources[i];
            try {
                if (source.IsVideo) Video(source, made, share => progress((number + share) / sources.Count), cancellation);
                else Photo(source, made);
            } catch (BadInputException e) {
                Refused.Add(e.Message);
            } catch (Exception e) when (e is IOException and not FileException or UnauthorizedAccessException
                && !FileException.IsTemporary(e)) {
                // A source that has gone; what cannot be written ends the run.
                Refused.Add(FileException.Sentence(e));
            }
            progress((i + 1.0) / sources.Count);
        }
        Labelled = made.Count;
        Collect(made, cancellation);
    }

    /// <summary>Says how much was found.</summary>
    public string Summary() => string.Join(", ", counted.Where(c => found.ContainsKey(c.Member)).Select(c =>
        $"{found[c.Member].ToString("N0", CultureInfo.InvariantCulture)} {(found[c.Member] == 1 ? c.One : c.Many)}"));

    private void Photo(PhotoSource source, List<string> made) {
        string stamp = Stamp(source);
        if (IsDone(source.Name, stamp)) {
            made.Add(source.Name);
            return;
        }
        Photograph photo = Photograph.Read(source.Path);
        Image<Rgb8> picture = photo.Picture, seen = PhotoLabeler.Reduced(picture);
        PhotoLabels labels = labeler.Photo(seen);
        var json = new JsonObject { ["picture"] = source.Name, ["stamp"] = stamp };
        if (photo.Orientation > 1) json["orientation"] = photo.Orientation;
        if (Coco) json["image"] = PlaceImage(source, photo);
        Write(source.Name, json, labels, seen, picture);
        made.Add(source.Name);
    }

    private void Video(PhotoSource source, List<string> made, Action<double> progress, CancellationToken cancellation) {
        var video = VideoFile.Open(source.Path, FramesPerSecond);
        string stamp = Stamp(source);
        int done = 0;
        while (IsDone(Frame(done), stamp)) made.Add(Frame(done++));
        labeler.Followed = done == 0 ? ([], [], []) : Followed(JsonPlace.Read(LabelsOf(Frame(done - 1))));
        bool complete = IsComplete(source.Name, done);
        if (!complete) {
            foreach (Image<Rgb8> picture in video.Read(done, cancellation)) {
                cancellation.ThrowIfCancellationRequested();
                string name = Frame(done);
                Image<Rgb8> seen = PhotoLabeler.Reduced(picture);
                PhotoLabels labels = labeler.NextFrame(seen);
                var json = new JsonObject {
                    ["picture"] = source.Name, ["stamp"] = stamp, ["frame"] = done, ["time"] = Math.Round(done / video.FramesPerSecond, 6),
                };
                if (Coco) {
                    json["image"] = name + ".jpg";
                    Folder(Path.Combine(output, Images, name));
                    ImageFile.WriteJpeg(Path.Combine(output, Images, name + ".jpg"), picture, Quality);
                }
                json["followed"] = new JsonObject {
                    ["faces"] = Crops(labeler.Followed.Faces), ["poses"] = Crops(labeler.Followed.Poses),
                    ["hands"] = Crops(labeler.Followed.Hands),
                };
                Write(name, json, labels, seen, picture);
                made.Add(name);
                done++;
                if (video.Frames is { } frames) progress(Math.Min(1, (double)done / frames));
            }
        }
        if (Draws && !(File.Exists(DrawnVideo(source.Name)) && complete)) {
            VideoFile.Join(Path.Combine(output, Drawn, source.Name), video.FramesPerSecond, DrawnVideo(source.Name));
        }
        // Without it the last frames of a video whose end is not known would be read again.
        AtomicFile.WriteStream(EndOf(source.Name),
            stream => stream.Write(System.Text.Encoding.UTF8.GetBytes($"{{\"frames\":{done}}}\n")));

        string Frame(int number) => string.Create(CultureInfo.InvariantCulture, $"{source.Name}/{number:000000}");
    }

    private string EndOf(string video) => Path.Combine(output, Labels, video, "complete.json");

    private string DrawnVideo(string video) => Path.Combine(output, Drawn, video + ".drawn.mp4");

    private bool IsComplete(string video, int frames) {
        try {
            return File.Exists(EndOf(video)) && JsonPlace.Read(EndOf(video)).Whole("frames") == frames;
        } catch (BadInputException) {
            return false;
        }
    }

    /// <summary>What changes when another file takes its place: its size and time.</summary>
    private static string Stamp(PhotoSource source) {
        var file = new FileInfo(source.Path);
        return string.Create(CultureInfo.InvariantCulture, $"{file.Length} bytes, {file.LastWriteTimeUtc:O}");
    }

    private void Write(string name, JsonObject json, PhotoLabels labels, Image<Rgb8> seen, Image<Rgb8> picture) {
        var scale = new Vector2((float)picture.Width / seen.Width, (float)picture.Height / seen.Height);
        foreach (var (member, value) in PhotoLabelsJson.Write(labels, picture.Width, picture.Height, scale).ToArray()) {
            value?.Parent?.AsObject().Remove(member);
            json[member] = value;
        }
        foreach ((string kind, Image<float>? mask) in ((string, Image<float>?)[])[("person-mask", labels.PersonMask),
            ("foreground", labels.Foreground)]) {
            if (mask is null) continue;
            string path = Path.Combine(output, Masks, kind, name + ".png");
            Folder(path);
            Image<float> whole = new CropMask(PictureCrop.Stretched(picture), mask).OnPicture(picture.Width, picture.Height);
            ImageFile.WritePng(path, new Image<byte>(whole.Width, whole.Height,
                [.. whole.Pixels.Select(v => (byte)Math.Round(255 * Math.Clamp(v, 0, 1)))]));
        }
        if (Draws) {
            string path = Path.Combine(output, Drawn, IsJpeg(name) ? name : name + ".jpg");
            Folder(path);
            ImageFile.WriteJpeg(path, PhotoLabelsPicture.Draw(seen, labels));
        }
        Folder(LabelsOf(name));
        // The labels come last: what has them is done.
        AtomicFile.WriteStream(LabelsOf(name), stream => {
            using var writer = new Utf8JsonWriter(stream);
            json.WriteTo(writer);
        });
    }

    /// <summary>Counts what was found, and writes COCO's annotations.</summary>
    private void Collect(List<string> made, CancellationToken cancellation) {
        string folder = Path.Combine(output, Annotations);
        if (Coco) FileException.MakeFolder(folder);
        using PhotoLabelsCoco? coco = Coco ? new(folder, $"Diorama {BuildInfo.Version}") : null;
        foreach (string name in made) {
            cancellation.ThrowIfCancellationRequested();
            JsonPlace labels = JsonPlace.Read(LabelsOf(name));
            foreach ((string member, _, _) in counted) {
                if (labels.Find(member) is not { } part) continue;
                found[member] = found.GetValueOrDefault(member) + (part.IsArray ? part.Items().Count : 1);
            }
            coco?.Add(labels.Text("image"), labels);
        }
        coco?.Finish();
    }

    /// <summary>Places the photograph where COCO's annotations expect it, and returns its name there.</summary>
    private string PlaceImage(PhotoSource source, Photograph photo) {
        // What programs that do not turn photographs would show otherwise is written anew.
        bool asIs = photo.Orientation == 1 && (IsJpeg(source.Name) || source.Name.EndsWith(".png", StringComparison.OrdinalIgnoreCase));
        string name = asIs ? source.Name : source.Name + ".jpg", path = Path.Combine(output, Images, name);
        Folder(path);
        if (!asIs) {
            ImageFile.WriteJpeg(path, photo.Picture, Quality);
        } else {
            byte[] file = WholeFile.Read(source.Path);
            AtomicFile.WriteStream(path, stream => stream.Write(file));
        }
        return name;
    }

    private bool IsDone(string name, string stamp) {
        try {
            return File.Exists(LabelsOf(name)) && JsonPlace.Read(LabelsOf(name)).Text("stamp") == stamp;
        } catch (BadInputException) {
            // Damaged: made again.
            return false;
        }
    }

    private string LabelsOf(string name) => Path.Combine(output, Labels, name + ".json");

    private static void Folder(string path) => FileException.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);

    private static bool IsJpeg(string name) => Path.GetExtension(name).ToLowerInvariant() is ".jpg" or ".jpeg";

    private static JsonArray Crops(IReadOnlyList<PictureCrop> crops) => new([.. crops.Select(c =>
        (JsonNode)new JsonArray(c.Center.X, c.Center.Y, c.Size.X, c.Size.Y, c.Angle))]);

    private static (IReadOnlyList<PictureCrop>, IReadOnlyList<PictureCrop>, IReadOnlyList<PictureCrop>) Followed(JsonPlace labels) {
        JsonPlace followed = labels.Need("followed");
        return (Read("faces"), Read("poses"), Read("hands"));

        PictureCrop[] Read(string name) => [.. followed.Need(name).Items().Select(c => {
            double[] v = c.Numbers(5);
            return new PictureCrop(new((float)v[0], (float)v[1]), new((float)v[2], (float)v[3]), (float)v[4]);
        })];
    }
}
