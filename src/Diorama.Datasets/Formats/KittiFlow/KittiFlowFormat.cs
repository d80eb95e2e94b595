using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiFlow;

/// <summary>KITTI's flow benchmark 2015 (readme of its development kit): pairs of pictures and 16-bit PNG files of flow.</summary>
public sealed class KittiFlowFormat : DatasetFormat {
    public override string Name => "kitti-flow";
    public override string Summary => "KITTI flow: pairs of pictures, flow in 16-bit PNG with and without what is hidden in the second.";
    public override IReadOnlyList<string> Labels => [LabelTable.FlowForward.Name, LabelTable.OcclusionForward.Name];
    public override FormatContents Holds => FormatContents.Picture | FormatContents.FlowForward;
    public override FormatPrecision Precision => new(Flow: 0.5 / FlowPng.Scale + 1e-5);
    public override int LeastFramesPerScene => 2;

    /// <summary>Numbered by the first of the pair, from 0, every camera by itself.</summary>
    public override string NameOf(FrameRecord image) => (image.ImageId - 1).ToString("000000", CultureInfo.InvariantCulture);

    public override bool Shows(FrameRecord image, DatasetSurvey survey) => image.Index + 1 < survey.FramesPerScene;
    public override FormatWriter Write(ExportTarget target) => new KittiFlowWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => KittiFlowReader.Read(folder);
}

/// <summary>Flow as KITTI keeps it: R = 64 u + 2^15, G = 64 v + 2^15, B whether it is known; 0 where it is not.</summary>
public static class FlowPng {
    internal const int Scale = 64, Zero = 1 << 15;

    /// <param name="flow">Pixels; NaN and what is beyond ±512 become unknown.</param>
    /// <param name="keep">Asked by the pixel's index; null keeps all.</param>
    public static Image<Rgb16> Encode(Image<Vector2> flow, Func<int, bool>? keep = null) {
        var image = new Image<Rgb16>(flow.Width, flow.Height);
        for (int i = 0; i < flow.Pixels.Length; i++) {
            double u = Math.Round((double)flow.Pixels[i].X * Scale) + Zero, v = Math.Round((double)flow.Pixels[i].Y * Scale) + Zero;
            if (u is >= 0 and <= ushort.MaxValue && v is >= 0 and <= ushort.MaxValue && keep?.Invoke(i) != false)
                image.Pixels[i] = new((ushort)u, (ushort)v, 1);
        }
        return image;
    }

    /// <summary>Pixels; NaN where it is not known.</summary>
    /// <exception cref="BadInputException">The file is not RGB of 16 bits.</exception>
    public static Image<Vector2> Read(string path) {
        using var reader = ImageReader.Open(path);
        if (reader.Channels != 3 || reader.PixelType != PixelType.UInt16)
            throw new BadInputException($"{path} is no flow: RGB of 16 bits was expected.");
        ushort[] values = reader.ReadUInt16();
        var flow = new Image<Vector2>(reader.Width, reader.Height);
        for (int i = 0; i < flow.Pixels.Length; i++) {
            flow.Pixels[i] = values[3 * i + 2] == 0 ? new(float.NaN)
                : new((values[3 * i] - Zero) / (float)Scale, (values[3 * i + 1] - Zero) / (float)Scale);
        }
        return flow;
    }
}
