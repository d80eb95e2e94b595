namespace Diorama.Datasets.Formats.TfRecord;

/// <summary>TFRecord files of <c>tf.train.Example</c> with the keys of the TensorFlow Object Detection API.</summary>
public sealed class TfRecordFormat : DatasetFormat {
    public override string Name => "tfrecord";

    public override string Summary => "TFRecord: tf.train.Example with the keys of the object detection API.";

    public override FormatContents Contents =>
        FormatContents.Picture | FormatContents.VisibleBoxes | FormatContents.Masks | FormatContents.DepthZ | FormatContents.Intrinsics;

    /// <summary>Box coordinates are fractions of the image's size in 32-bit floats.</summary>
    public override FormatPrecision Precision => new(Box: 1e-3);

    public override FormatWriter Write(ExportTarget target) => new TfRecordWriter(this, target);

    protected override IEnumerable<ImageContents> ReadImages(string folder) => TfRecordReader.Read(folder);
}
