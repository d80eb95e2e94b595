using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Datasets.Formats;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Labels;

namespace Diorama.Datasets.Tests.Formats;

/// <summary>Compares what the reader of a format gives for an image with what the dataset says.</summary>
internal sealed class Contents(DatasetFormat format, DatasetSurvey survey, ClassTable classes, FrameImages source, FrameImages? other) {
    private readonly FrameRecord record = source.Record;
    private readonly FormatPrecision precision = format.Precision;

    private bool Holds(FormatContents what) => (format.Contents & what) != 0;

    public void Expect(ImageContents read) {
        if (Holds(FormatContents.Picture)) ExpectPicture(read);
        if (read.Width is { } width) Assert.Equal((record.Width, record.Height), (width, read.Height!.Value));
        ExpectObjects(read);
        if (Holds(FormatContents.Classes)) ExpectClasses(read);
        if (Holds(FormatContents.DepthZ)) ExpectMetres(source.Read(LabelTable.DepthZ), read.DepthZ!);
        if (Holds(FormatContents.Distance)) ExpectMetres(source.Read(LabelTable.Distance), read.Distance!);
        if (Holds(FormatContents.Normals)) Each(source.Read(LabelTable.NormalShadingCamera), read.Normals!,
            (a, b) => Assert.True(Vector3.Distance(a, b) <= 2 * precision.Direction, $"{a} {b}"));
        if (Holds(FormatContents.FlowForward)) ExpectFlow(source.Read(LabelTable.FlowForward), read.FlowForward!);
        if (Holds(FormatContents.FlowBackward)) ExpectFlow(source.Read(LabelTable.FlowBackward), read.FlowBackward!);
        if (Holds(FormatContents.Disparity) && other is not null && source.Has(LabelTable.DepthZ)) ExpectDisparity(read);
        if (Holds(FormatContents.Radiance) && source.Has(LabelTable.Radiance))
            Assert.Equal(source.Read(LabelTable.Radiance).Pixels, read.Radiance!.Pixels);
        double[][] k = record.Camera.K!;
        if (Holds(FormatContents.Intrinsics)) Near([k[0][0], k[1][1], k[0][2], k[1][2]], read.Intrinsics!, 1e-4);
        if (Holds(FormatContents.CameraPose)) Near([.. record.Camera.WorldFromCamera.SelectMany(row => row.Select(v => (double)v))],
            read.WorldFromCamera!, 1e-5);
    }

    private void ExpectPicture(ImageContents read) {
        Image<Rgb8> expected = source.Picture();
        if (read.Picture is { } inside) Assert.Equal(expected.Pixels, inside.Pixels);
        else Assert.Equal(File.ReadAllBytes(source.PathOf("image")!), File.ReadAllBytes(read.PicturePath!));
    }

    private void ExpectObjects(ImageContents read) {
        const FormatContents ofObjects = FormatContents.VisibleBoxes | FormatContents.AmodalBoxes | FormatContents.Masks
            | FormatContents.Keypoints | FormatContents.OrientedBoxes |
            FormatContents.CameraBoxes | FormatContents.Poses | FormatContents.VisibleFractions;
        if (!Holds(ofObjects)) return;
        // Some formats order by class; within a class the order is the dataset's.
        ObjectRecord[] expected =
            [.. record.Objects.Where(o => format.Includes(o, classes, survey)).OrderBy(o => format.Spell(classes[o.ClassId]!),
            StringComparer.Ordinal)];
        ObjectContents[] found = [.. read.Objects!.OrderBy(o => o.Class, StringComparer.Ordinal)];
        Assert.Equal(expected.Select(o => format.Spell(classes[o.ClassId]!)), found.Select(o => o.Class));
        for (int i = 0; i < expected.Length; i++) ExpectObject(expected[i], found[i]);
    }

    private void ExpectObject(ObjectRecord o, ObjectContents read) {
        Image<byte> mask = RunLengths.ToMask(RunLengths.Decompress(o.VisibleMask!.Counts), record.Width, record.Height);
        if (Holds(FormatContents.VisibleBoxes)) Near(Array.ConvertAll(o.VisibleBox!, v => (double)v), read.VisibleBox!, precision.Box);
        if (Holds(FormatContents.AmodalBoxes)) Near(Array.ConvertAll(o.AmodalBox!, v => (double)v), read.AmodalBox!, precision.Box);
        if (Holds(FormatContents.Masks)) Assert.Equal(mask.Pixels, read.Mask!.Pixels);
        if (Holds(FormatContents.Keypoints)) ExpectKeypoints(o, read);
        if (Holds(FormatContents.OrientedBoxes)) ExpectAround(mask, read.OrientedBox!);
        if (Holds(FormatContents.CameraBoxes)) ExpectCameraBox(o, read.CameraBox!);
        if (Holds(FormatContents.Poses)) ExpectPose(o, read.CameraFromObject!);
        if (Holds(FormatContents.VisibleFractions)) Near([o.VisibleFraction!.Value], [read.VisibleFraction!.Value], precision.Fraction);
    }

    private void ExpectKeypoints(ObjectRecord o, ObjectContents read) {
        if (!survey.Keypoints.TryGetValue(o.ClassId, out string[]? names)) {
            Assert.Null(read.Keypoints);
            return;
        }
        double[] expected = [.. names.SelectMany(name => {
            KeypointRecord? point = o.Keypoints?.FirstOrDefault(p => p.Name == name);
            return point is { Visibility: > 0 } ? [point.Pixel[0]!.Value, point.Pixel[1]!.Value, point.Visibility] : new double[3];
        })];
        Near(expected, read.Keypoints!, precision.Point);
    }

    /// <summary>Four corners of a convex shape inside the image that holds the middle of every pixel of the mask.</summary>
    private void ExpectAround(Image<byte> mask, double[] corners) {
        Assert.Equal(8, corners.Length);
        Assert.All(corners, (v, i) => Assert.InRange(v, -precision.Point, (i % 2 == 0 ? record.Width : record.Height) + precision.Point));
        for (int i = 0; i < mask.Pixels.Length; i++) {
            if (mask.Pixels[i] == 0) continue;
            double x = i % mask.Width + 0.5, y = i / mask.Width + 0.5;
            double[] sides = [.. Enumerable.Range(0, 4).Select(c => {
                double ax = corners[2 * c], ay = corners[2 * c + 1], bx = corners[(2 * c + 2) % 8], by = corners[(2 * c + 3) % 8];
                return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
            })];
            Assert.True(sides.All(s => s > -1) || sides.All(s => s < 1),
                $"the pixel at {x}, {y} is outside of {string.Join(' ', corners)}");
        }
    }

    /// <summary>The smallest box that holds the object's own box: all corners inside, and one on each face.</summary>
    private void ExpectCameraBox(ObjectRecord o, Vector3[] box) {
        Core.Spaces.Affine3 cameraFromWorld = Pose(record.Camera.WorldFromCamera).Inverse();
        Vector3[] corners = [.. o.OrientedBox!.Corners.Select(c => cameraFromWorld.Point(new(c[0], c[1], c[2])))];
        foreach (int bit in new[] { 1, 2, 4 }) {
            Vector3 axis = box[bit] - box[0];
            float length = axis.Length();
            float[] along = [.. corners.Select(c => Vector3.Dot(c - box[0], axis / length))];
            Assert.InRange(along.Min(), -precision.Metres, precision.Metres);
            Assert.InRange(along.Max(), length - precision.Metres, length + precision.Metres);
        }
    }

    private void ExpectPose(ObjectRecord o, double[] read) {
        float[][] m = o.CameraFromObject!;
        for (int column = 0; column < 3; column++) {
            double length = Math.Sqrt(m.Sum(row => row[column] * row[column]));
            for (int row = 0; row < 3; row++) Assert.InRange(read[4 * row + column], m[row][column] / length - precision.Direction,
                m[row][column] / length + precision.Direction);
        }
        Near([m[0][3], m[1][3], m[2][3]], [read[3], read[7], read[11]], precision.Metres);
    }

    private void ExpectClasses(ImageContents read) {
        var names = new string?[record.Objects.Max(o => (int?)o.Id) + 1 ?? 1];
        foreach (ObjectRecord o in record.Objects) names[o.Id] = classes[o.ClassId] is { } c ? format.Spell(c) : null;
        Each(source.Read(LabelTable.Instance), read.Classes!, (id, number) => Assert.Equal(names[id], read.ClassNames![(int)number]));
    }

    private void ExpectMetres(Image<float> expected, Image<float> read) => Each(expected, read, (a, b) => {
        if (!(a <= precision.MaxMetres) || float.IsInfinity(a)) Assert.True(float.IsNaN(b), $"{a} m became {b} m");
        else Assert.InRange(b, a - precision.Metres, a + precision.Metres);
    });

    private void ExpectFlow(Image<Vector2> expected, Image<Vector2> read) => Each(expected, read, (a, b) => {
        if (float.IsNaN(a.X)) Assert.True(float.IsNaN(b.X));
        else Assert.True(Math.Abs(a.X - b.X) <= precision.Flow && Math.Abs(a.Y - b.Y) <= precision.Flow, $"{a} became {b}");
    });

    private void ExpectDisparity(ImageContents read) {
        Vector3 a = Pose(record.Camera.WorldFromCamera).Origin, b = Pose(other!.Record.Camera.WorldFromCamera).Origin;
        double scale = record.Camera.K![0][0] * Vector3.Distance(a, b);
        Each(source.Read(LabelTable.DepthZ), read.Disparity!, (z, d) => {
            if (float.IsInfinity(z)) Assert.True(float.IsNaN(d) || d == 0);
            else Assert.InRange(d, scale / z - precision.Disparity, scale / z + precision.Disparity);
        });
    }

    private static Core.Spaces.Affine3 Pose(float[][] m) =>
        new(new(m[0][0], m[1][0], m[2][0]), new(m[0][1], m[1][1], m[2][1]), new(m[0][2], m[1][2], m[2][2]), new(m[0][3], m[1][3], m[2][3]));

    private static void Near(double[] expected, double[] actual, double tolerance) {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected, (v, i) => Assert.InRange(actual[i], v - tolerance, v + tolerance));
    }

    private static void Each<T, TRead>(Image<T> expected, Image<TRead> read, Action<T, TRead> compare) where T : unmanaged
        where TRead : unmanaged {
        Assert.Equal((expected.Width, expected.Height), (read.Width, read.Height));
        for (int i = 0; i < expected.Pixels.Length; i++) compare(expected.Pixels[i], read.Pixels[i]);
    }
}
