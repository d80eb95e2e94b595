using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.KittiDepth;

/// <summary>KITTI's depth benchmark (readme of its development kit), in the layout of its selection for validation.</summary>
public sealed class KittiDepthFormat : DatasetFormat {
    public override string Name => "kitti-depth";
    public override string Summary => "KITTI depth: 16-bit PNG of depth along the axis, 1/256 m.";
    public override IReadOnlyList<string> Labels => [LabelTable.DepthZ.Name];
    public override FormatContents Holds => FormatContents.Picture | FormatContents.DepthZ | FormatContents.Intrinsics;
    public override FormatPrecision Precision => new(Metres: 0.5 / FixedPointPng.Scale + 1e-5, MaximumMetres: FixedPointPng.Maximum);
    public override string? Lacks(DatasetSurvey survey) => PinholeCamera.Lacks(survey);
    public override FormatWriter Write(ExportTarget target) => new KittiDepthWriter(this, target);
    protected override IEnumerable<ImageContents> ReadImages(string folder) => KittiDepthReader.Read(folder);
}

/// <summary>Depth and disparity as KITTI keeps them: 16-bit grey, the value times 256, 0 where it is not known.</summary>
public static class FixedPointPng {
    internal const int Scale = 256;
    /// <summary>The largest value that can be held.</summary>
    internal const double Maximum = (double)ushort.MaxValue / Scale;

    /// <param name="values">NaN, infinity, 0 and less, and what is beyond 255.996 become unknown.</param>
    /// <param name="keep">Asked by the pixel's index; null keeps all.</param>
    public static Image<ushort> Encode(Image<float> values, Func<int, bool>? keep = null) {
        var image = new Image<ushort>(values.Width, values.Height);
        for (int i = 0; i < values.Pixels.Length; i++) {
            float v = MathF.Round(values.Pixels[i] * Scale);
            if (v is >= 1 and <= ushort.MaxValue && values.Pixels[i] <= Maximum && keep?.Invoke(i) != false) image.Pixels[i] = (ushort)v;
        }
        return image;
    }

    /// <summary>NaN where it is not known.</summary>
    /// <exception cref="BadInputException">The file is not grey of 16 bits.</exception>
    public static Image<float> Read(string path) {
        using var reader = ImageReader.Open(path);
        if (reader.Channels != 1 || reader.PixelType != PixelType.UInt16)
            throw new BadInputException($"{path} is no map of measures: grey of 16 bits was expected.");
        return new(reader.Width, reader.Height, Array.ConvertAll(reader.ReadUInt16(), v => v == 0 ? float.NaN : v / (float)Scale));
    }
}
