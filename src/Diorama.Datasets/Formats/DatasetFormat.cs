using Diorama.Core;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats;

/// <summary>
/// A dataset format of other programs: its name, what it needs and holds, how it is written from Diorama's layout, and how it is read. A
/// format is a folder with this class, a writer, and a reader that was written from the format's specification and not from the writer.
/// </summary>
public abstract class DatasetFormat {
    /// <summary>Name in <c>export -f</c>, and name of the folder that is made: lower case with hyphens.</summary>
    public abstract string Name { get; }
    /// <summary>Description of the format in one line.</summary>
    public abstract string Summary { get; }
    /// <summary>Label images that every image must have, as the format cannot be made without them; "image" is the picture.</summary>
    public virtual IReadOnlyList<string> Labels => [];
    /// <summary>Labels of objects without which the format cannot be made, beside the images of <see cref="Labels"/>.</summary>
    public virtual LabelSet ObjectLabels => LabelSet.None;
    /// <summary>Whether all cameras must be pinhole cameras.</summary>
    public virtual bool NeedsPinhole => false;
    /// <summary>Whether every frame must be a rectified stereo pair.</summary>
    public virtual bool NeedsStereo => false;
    /// <summary>Smallest number of frames per scene with which there is something to write: 2 for optical flow.</summary>
    public virtual int MinFramesPerScene => 1;
    /// <summary>Kinds of data that <see cref="Read"/> returns for each image.</summary>
    public abstract FormatContents Contents { get; }
    /// <summary>Largest differences between what is written and what is read back.</summary>
    public virtual FormatPrecision Precision => new();

    /// <summary>
    /// Returns what else the dataset lacks for this format, as the end of a sentence ("two cameras side by side"); null if the format can
    /// be made. Called before anything is written.
    /// </summary>
    public virtual string? Missing(DatasetSurvey survey) => null;

    /// <summary>The end of the error message for scenes with fewer frames than <see cref="MinFramesPerScene"/>.</summary>
    internal string NeedsFrames => $"scenes of {MinFramesPerScene} frames or more; generate them with --set "
        + $"camera.frames_per_scene={MinFramesPerScene} (and at least as many --frames), or leave {Name} out";

    /// <summary>Name of an image in the format's files: the number or file stem that <see cref="ImageContents.Name"/> holds.</summary>
    public virtual string NameOf(FrameRecord image) =>
        Path.GetFileNameWithoutExtension(DatasetFolder.ImagePath(image.Frame, image.Camera.Name));

    /// <summary>
    /// Whether the format's files contain this image; of image pairs, whether they list the pair under this image, the first of the two.
    /// </summary>
    /// <param name="image">An image of the dataset.</param>
    /// <param name="survey">Survey of the dataset.</param>
    public virtual bool Includes(FrameRecord image, DatasetSurvey survey) => true;

    /// <summary>
    /// Whether the format's files list this object, if they list objects. By default, things with at least one visible pixel.
    /// </summary>
    public virtual bool Includes(ObjectRecord o, ClassTable classes, DatasetSurvey survey) => IsInstance(o, classes);

    /// <summary>Name of a class in the format's files.</summary>
    public virtual string Spell(DatasetClass c) => c.Name;

    /// <summary>
    /// Whether an object is an instance in detection formats: of a class that is a thing, with at least one visible pixel.
    /// </summary>
    public static bool IsInstance(ObjectRecord o, ClassTable classes) =>
        o is { VisiblePixels: > 0, VisibleBox: not null, VisibleMask: not null } && classes[o.ClassId] is { IsThing: true };

    public abstract FormatWriter Write(ExportTarget target);

    /// <summary>
    /// Reads every image in <paramref name="folder"/>, one at a time, split after split, in the order of the files, in Diorama's
    /// conventions (metres, pixel edges at integers, OpenCV axes).
    /// </summary>
    /// <exception cref="BadInputException">The folder holds another format, or data that clients cannot read.</exception>
    public IEnumerable<ImageContents> Read(string folder) {
        using IEnumerator<ImageContents> images = ReadImages(folder).GetEnumerator();
        for (long number = 1; Next(images, folder, number); number++) yield return images.Current;
    }

    /// <summary>
    /// Implements <see cref="Read"/>. The files may be damaged in any way: exceptions that damaged files cause are reported as bad input.
    /// </summary>
    protected abstract IEnumerable<ImageContents> ReadImages(string folder);

    private bool Next(IEnumerator<ImageContents> images, string folder, long number) {
        try {
            return images.MoveNext();
        } catch (Exception e) when (e is not BadInputException && Misfit.Is(e)) {
            throw new BadInputException($"{folder}: image {number} is not as {Name} has it: {Misfit.Reason(e)}.", e);
        }
    }
}
