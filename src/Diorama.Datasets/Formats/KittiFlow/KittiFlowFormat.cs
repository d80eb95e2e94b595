using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiFlow;

/// <summary>
/// Format of KITTI's optical-flow benchmark 2015 (readme of its development kit): pairs of pictures, and 16-bit PNG files of flow.
/// </summary>
public sealed class KittiFlowFormat : DatasetFormat {
    public override string Name => "kitti-flow";
    public override string Summary => "KITTI flow: pairs of pictures, flow in 16-bit PNG with and without what is hidden in the second.";
    public override IReadOnlyList<string> Labels => [LabelTable.FlowForward.Name, LabelTable.OcclusionForward.Name];
    public override FormatContents Contents => FormatContents.Picture | FormatContents.FlowForward;
    public override FormatPrecision Precision => new(Flow: 0.5 / FlowPng.Scale + 1e-5);
    public override int MinFramesPerScene => 2;

    /// <summary>Number of the pair: the image id of its first image, minus 1. Each camera has its own pairs.</summary>
    public override string NameOf(FrameRecord image) => (image.ImageId - 1).ToString("000000", CultureInfo.InvariantCulture);

    public override bool Includes(FrameRecord image, DatasetSurvey survey) => image.Index + 1 < survey.FramesPerScene;
    public override FormatWriter Write(ExportTarget target) => new KittiFlowWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => KittiFlowReader.Read(folder);
}

/// <summary>
/// Codec of KITTI's flow maps: R = 64 u + 2^15, G = 64 v + 2^15, B = 1 where the flow is known; all 0 where it is unknown.
/// </summary>
public static class FlowPng {
    internal const int Scale = 64, Zero = 1 << 15;

    /// <param name="flow">Flow in pixels; NaN and components beyond ±512 are stored as unknown.</param>
    /// <param name="keep">Returns whether the pixel of an index is stored; null stores all pixels.</param>
    public static Image<Rgb16> Encode(Image<Vector2> flow, Func<int, bool>? keep = null) {
        var image = new Image<Rgb16>(flow.Width, flow.Height);
        for (int i = 0; i < flow.Pixels.Length; i++) {
            double u = Math.Round((double)flow.Pixels[i].X * Scale) + Zero, v = Math.Round((double)flow.Pixels[i].Y * Scale) + Zero;
            if (u is >= 0 and <= ushort.MaxValue && v is >= 0 and <= ushort.MaxValue && keep?.Invoke(i) != false)
                image.Pixels[i] = new((ushort)u, (ushort)v, 1);
        }
        return image;
    }

    /// <summary>Reads a flow map in pixels; NaN where the flow is unknown.</summary>
    /// <exception cref="BadInputException">The file is not a 16-bit RGB image.</exception>
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
