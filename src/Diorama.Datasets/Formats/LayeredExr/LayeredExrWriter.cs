using System.Numerics;
using System.Text.Json;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.LayeredExr;

/// <summary>
/// Writes <c>000012.exr</c>, in the folder of its split: the picture as linear R, G, B (decoded from its 8 bits, so radiance · 2^stops,
/// clipped at 1), and layers <c>depth_z.Z</c>, <c>normal_shading_camera.X</c>, <c>instance.id</c> … The header holds the camera as JSON.
/// </summary>
internal sealed class LayeredExrWriter : FormatWriter {
    public LayeredExrWriter(LayeredExrFormat format, ExportTarget target) : base(format, target) =>
        target.Info.Write(target.At("dataset.json"));

    public override void Add(FrameImages image, string split) {
        FrameRecord r = image.Record;
        var layers = new ExrLayers(r.Width, r.Height);
        if (image.Has(FrameImages.PictureName)) {
            layers.Color(new(r.Width, r.Height, Array.ConvertAll(image.Picture().Pixels,
                p => SRgb.ToLinear(new Vector3(p.R, p.G, p.B) / 255))));
        }
        foreach (string name in r.Files.Keys) {
            if (LabelTable.FindImage(name) is { } label) LabelFiles.AddLayer(layers, label, image.Read(label));
        }
        layers.Attribute("camera", JsonSerializer.Serialize(r.Camera, DatasetJson.Line));
        layers.Write(Target.At(split, image.Stem + ".exr"));
    }

    public override void Finish() { }
}
