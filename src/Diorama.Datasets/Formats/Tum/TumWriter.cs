using System.Globalization;
using System.Numerics;
using System.Text;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Formats.Tum;

/// <summary>
/// Writes for each sequence <c>rgb/0.000000.png</c>, <c>depth/0.000000.png</c> (16 bits, metres · 5000, 0 is unknown), <c>rgb.txt</c> and
/// <c>depth.txt</c> (time, file), and <c>groundtruth.txt</c>: time tx ty tz qx qy qz qw, the pose of the camera in the world, OpenCV axes.
/// </summary>
internal sealed class TumWriter(TumFormat format, ExportTarget target) : FormatWriter(format, target) {
    private sealed class Sequence(string folder) {
        public string Folder => folder;
        public StringBuilder Pictures { get; } = new("# color images\n# timestamp filename\n");
        public StringBuilder Depths { get; } = new("# depth maps\n# timestamp filename\n");
        public StringBuilder Poses { get; } = new("# ground truth trajectory\n# timestamp tx ty tz qx qy qz qw\n");
    }

    /// <summary>Current sequence by camera index; it is finished when the next scene begins.</summary>
    private readonly Dictionary<int, Sequence> open = [];

    public override void Add(FrameImages image, string split) {
        FrameRecord record = image.Record;
        string folder = Path.Combine(split, TumFormat.Sequence(record)), time = TumFormat.Time(record);
        if (!open.TryGetValue(record.Camera.Index, out Sequence? sequence) || sequence.Folder != folder) {
            if (sequence is not null) Finish(sequence);
            open[record.Camera.Index] = sequence = new(folder);
            if (record.Camera.WorldOrigin is [var x, var y, var z])
                sequence.Poses.Append(CultureInfo.InvariantCulture, $"# world origin, to be added to positions: {x} {y} {z}\n");
        }
        Target.Place(image, FrameImages.PictureName, folder, "rgb", time + ".png");
        if (image.Has(FrameImages.PictureName)) sequence.Pictures.Append(CultureInfo.InvariantCulture, $"{time} rgb/{time}.png\n");
        Image<float> depth = image.Read(LabelTable.DepthZ);
        ImageFile.WritePng(Target.At(folder, "depth", time + ".png"),
            new Image<ushort>(depth.Width, depth.Height, Array.ConvertAll(depth.Pixels, z => {
            double steps = Math.Round(z * TumFormat.StepsPerMetre);
            return steps is > 0 and <= ushort.MaxValue ? (ushort)steps : (ushort)0;
        })));
        sequence.Depths.Append(CultureInfo.InvariantCulture, $"{time} depth/{time}.png\n");
        float[][] m = record.Camera.WorldFromCamera;
        Quaternion q = Quaternion.Normalize(Quaternion.CreateFromRotationMatrix(new(m[0][0], m[1][0], m[2][0], 0, m[0][1], m[1][1], m[2][1],
            0, m[0][2], m[1][2], m[2][2], 0, 0, 0, 0, 1)));
        sequence.Poses.Append(CultureInfo.InvariantCulture, $"{time} {m[0][3]:0.########} {m[1][3]:0.########} {m[2][3]:0.########} "
            + $"{q.X:0.########} {q.Y:0.########} {q.Z:0.########} {q.W:0.########}\n");
    }

    private void Finish(Sequence s) {
        foreach ((string name, StringBuilder text) in ((string, StringBuilder)[])[("rgb.txt", s.Pictures), ("depth.txt", s.Depths),
            ("groundtruth.txt", s.Poses)]) {
            AtomicFile.Write(Target.At(s.Folder, name), path => File.WriteAllText(path, text.ToString()));
        }
    }

    public override void Finish() {
        foreach (Sequence s in open.Values) Finish(s);
    }
}
