using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiDepth;

/// <summary>Format of KITTI's depth benchmark (readme of its development kit), in the layout of its validation selection.</summary>
public sealed class KittiDepthFormat : DatasetFormat {
    public override string Name => "kitti-depth";
    public override string Summary => "KITTI depth: 16-bit PNG of depth along the axis, 1/256 m.";
    public override IReadOnlyList<string> Labels => [LabelTable.DepthZ.Name];
    public override FormatContents Contents => FormatContents.Picture | FormatContents.DepthZ | FormatContents.Intrinsics;
    public override FormatPrecision Precision => new(Metres: 0.5 / FixedPointPng.Scale + 1e-5, MaxMetres: FixedPointPng.Maximum);
    public override bool NeedsPinhole => true;

    public override string? Missing(DatasetSurvey survey) => PinholeCamera.Missing(survey);
    public override FormatWriter Write(ExportTarget target) => new KittiDepthWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => KittiDepthReader.Read(folder);
}

/// <summary>Codec of KITTI's depth and disparity maps: 16-bit grey, the value times 256, 0 where it is unknown.</summary>
public static class FixedPointPng {
    internal const int Scale = 256;
    /// <summary>Largest value that can be stored.</summary>
    internal const double Maximum = (double)ushort.MaxValue / Scale;

    /// <param name="values">Values to store; NaN, infinity, 0, negative values and values above 255.996 are stored as unknown.</param>
    /// <param name="keep">Returns whether the pixel of an index is stored; null stores all pixels.</param>
    public static Image<ushort> Encode(Image<float> values, Func<int, bool>? keep = null) {
        var image = new Image<ushort>(values.Width, values.Height);
        for (int i = 0; i < values.Pixels.Length; i++) {
            float v = MathF.Round(values.Pixels[i] * Scale);
            if (v is >= 1 and <= ushort.MaxValue && values.Pixels[i] <= Maximum && keep?.Invoke(i) != false) image.Pixels[i] = (ushort)v;
        }
        return image;
    }

    /// <summary>Reads a map of depth or disparity; NaN where the value is unknown.</summary>
    /// <exception cref="BadInputException">The file is not a 16-bit grey image.</exception>
    public static Image<float> Read(string path) {
        using var reader = ImageReader.Open(path);
        if (reader.Channels != 1 || reader.PixelType != PixelType.UInt16)
            throw new BadInputException($"{path} is no map of measures: grey of 16 bits was expected.");
        return new(reader.Width, reader.Height, Array.ConvertAll(reader.ReadUInt16(), v => v == 0 ? float.NaN : v / (float)Scale));
    }
}
