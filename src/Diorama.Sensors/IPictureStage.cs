using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Randomness;

namespace Diorama.Sensors;

/// <summary>
/// A step that changes finished pictures, such as learned noise. The bytes depend on the picture and the key alone; safe to use from many
/// threads.
/// </summary>
public interface IPictureStage {
    /// <summary>Name of the stage, which keys its randomness: unique among the stages of a picture.</summary>
    string Name { get; }

    /// <summary>Returns the changed picture, of the same size.</summary>
    /// <param name="picture">sRGB, <c>[H, W, 3]</c>.</param>
    /// <param name="key">Key of this stage and this picture.</param>
    /// <param name="threads">Most threads to use; 0 uses all cores.</param>
    Image<Rgb8> Apply(Image<Rgb8> picture, Keyed key, int threads);
}
