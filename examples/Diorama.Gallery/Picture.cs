using Diorama.Core.Colors;

namespace Diorama.Gallery;

/// <summary>One picture of the gallery.</summary>
/// <param name="Name">Of the file, without extension.</param>
/// <param name="Source">The file of the scene, below examples/Diorama.Gallery.</param>
/// <param name="Sentence">What it shows.</param>
/// <param name="Samples">Paths per pixel that leave no noise to speak of.</param>
/// <param name="Draw">Makes the print.</param>
public sealed record Picture(string Name, string Source, string Sentence, int Samples, Func<PictureRenderer, Image<Rgb8>> Draw);
