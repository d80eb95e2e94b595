using Diorama.Core;
using Diorama.Datasets.Layout;

namespace Diorama.Datasets.Formats;

/// <summary>
/// A way in which other programs want their data: what it is called, what it needs and holds, how it is written from Diorama's layout, and
/// how it is read. A format is a folder with this, a writer, and a reader that was written from the format's specification and not from the
/// writer.
/// </summary>
public abstract class DatasetFormat {
    /// <summary>As in <c>export -f</c>; also the folder that is made: lower case, hyphens.</summary>
    public abstract string Name { get; }
    /// <summary>One line for people.</summary>
    public abstract string Summary { get; }
    /// <summary>Label images without which it cannot be made; "image" is the picture.</summary>
    public virtual IReadOnlyList<string> Labels => [];
    /// <summary>Frames of a scene below which there is nothing to write: 2 for flow.</summary>
    public virtual int LeastFramesPerScene => 1;
    /// <summary>What <see cref="Read"/> gives for each image.</summary>
    public abstract FormatContents Holds { get; }
    /// <summary>How far what is read may be from what was written.</summary>
    public virtual FormatPrecision Precision => new();

    /// <summary>
    /// What else a dataset lacks for it, as a sentence's end ("two cameras side by side"); null when it can be made. Asked before anything
    /// is written.
    /// </summary>
    public virtual string? Lacks(DatasetSurvey survey) => null;

    /// <summary>Said when scenes have fewer frames than <see cref="LeastFramesPerScene"/>, as a sentence's end.</summary>
    internal string NeedsFrames => $"scenes of {LeastFramesPerScene} frames or more; generate them with --set "
        + $"camera.frames_per_scene={LeastFramesPerScene} (and at least as many --frames), or leave {Name} out";

    /// <summary>What its files call an image: the number or stem in <see cref="ImageContents.Name"/>.</summary>
    public virtual string NameOf(FrameRecord image) =>
        Path.GetFileNameWithoutExtension(DatasetFolder.ImagePath(image.Frame, image.Camera.Name));

    /// <summary>Whether its files speak of this image; of pairs, whether it is the first.</summary>
    /// <param name="image">Of the dataset.</param>
    /// <param name="survey">Of the dataset.</param>
    public virtual bool Shows(FrameRecord image, DatasetSurvey survey) => true;

    /// <summary>Whether its files list this object, where they list objects. By default things with at least one visible pixel.</summary>
    public virtual bool Shows(ObjectRecord o, ClassTable classes, DatasetSurvey survey) => IsInstance(o, classes);

    /// <summary>How its files spell a class.</summary>
    public virtual string Spell(DatasetClass c) => c.Name;

    /// <summary>
    /// Whether an object is an instance in detection formats: of a class that is a thing, with at least one visible pixel.
    /// </summary>
    public static bool IsInstance(ObjectRecord o, ClassTable classes) =>
        o is { VisiblePixels: > 0, VisibleBox: not null, VisibleMask: not null } && classes[o.ClassId] is { IsThing: true };

    public abstract FormatWriter Write(ExportTarget target);

    /// <summary>
    /// Every image in <paramref name="folder"/>, one at a time, split after split, in the order of the files, in Diorama's conventions
    /// (metres, pixel edges, OpenCV axes).
    /// </summary>
    /// <exception cref="BadInputException">It holds something else, or something that clients fail at.</exception>
    public IEnumerable<ImageContents> Read(string folder) {
        using IEnumerator<ImageContents> images = ReadImages(folder).GetEnumerator();
        for (long number = 1; Next(images, folder, number); number++) yield return images.Current;
    }

    /// <summary>What <see cref="Read"/> gives, from files that may be damaged in any way.</summary>
    protected abstract IEnumerable<ImageContents> ReadImages(string folder);

    private bool Next(IEnumerator<ImageContents> images, string folder, long number) {
        try {
            return images.MoveNext();
        } catch (Exception e) when (e is not BadInputException && Misfit.Is(e)) {
            throw new BadInputException($"{folder}: image {number} is not as {Name} has it: {Misfit.Reason(e)}.", e);
        }
    }
}
