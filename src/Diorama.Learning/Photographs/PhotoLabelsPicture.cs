using System.Numerics;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Learning.Detectors;

namespace Diorama.Learning.Photographs;

/// <summary>Draws labels on a photograph, for people to look at.</summary>
public static class PhotoLabelsPicture {
    private const int Longest = 1600;
    private const float SurePoint = 0.3f;
    private static readonly Rgb8 face = new(255, 196, 0), mesh = new(120, 230, 255), iris = new(255, 60, 120), left = new(255, 130, 40),
        right = new(60, 170, 255), middle = new(240, 240, 240), hand = new(120, 255, 120), person = new(255, 0, 160),
        front = new(0, 200, 120);

    // The body's points that are joined by a bone.
    private static readonly (int From, int To)[] bones = [
        (11, 12), (11, 23), (12, 24), (23, 24), (11, 13), (13, 15), (15, 17), (15, 19), (15, 21), (17, 19), (12, 14), (14, 16), (16, 18),
        (16, 20), (16, 22), (18, 20), (23, 25), (25, 27), (27, 29), (27, 31), (29, 31), (24, 26), (26, 28), (28, 30), (28, 32), (30, 32),
        (0, 2), (2, 7), (0, 5), (5, 8), (9, 10),
    ];

    /// <summary>Returns the photograph with labels on it, reduced to a longer side of 1600 pixels.</summary>
    /// <param name="picture">Photograph.</param>
    /// <param name="labels">What was found in it.</param>
    public static Image<Rgb8> Draw(Image<Rgb8> picture, PhotoLabels labels) {
        ArgumentNullException.ThrowIfNull(picture);
        ArgumentNullException.ThrowIfNull(labels);
        (int width, int height) = picture.Width > Longest || picture.Height > Longest
            ? PictureScaling.Within(picture.Width, picture.Height, Longest, Longest) : (picture.Width, picture.Height);
        Image<Rgb8> small = picture.Resized(width, height);
        var canvas = new Canvas(new Image<Rgb8>(width, height, [.. small.Pixels]));
        var scale = new Vector2((float)width / picture.Width, (float)height / picture.Height);
        float line = Math.Max(1, Math.Max(width, height) / 500f);
        var tags = new TagPlacement(width, height);
        if (labels.Foreground is { } f) Mask(canvas, f, front);
        if (labels.PersonMask is { } p) Mask(canvas, p, person);
        foreach (FoundObject o in labels.Objects ?? []) {
            Rgb8 color = IdPalette.Color((uint)o.Class + 1);
            Box(canvas, o.Box, scale, color, line);
            Tag(canvas, tags, o.Box, scale, FormattableString.Invariant($"{CocoClasses.Names[o.Class]} {o.Score:0.00}"), color, line);
        }
        foreach (FoundRegion region in labels.Faces ?? []) {
            Box(canvas, region.Box, scale, face, line);
            foreach (Vector2 point in region.Points) canvas.Disc(point * scale, 1.5f * line, face);
        }
        foreach (LabelledFace labelled in labels.FaceMeshes ?? []) {
            float dot = Math.Clamp(labelled.Mesh.Crop.Size.X * scale.X / 400, 0.5f, 1.5f * line);
            foreach (Landmark point in labelled.Mesh.Points.Take(FaceMesh.Vertices)) canvas.Disc(point.Pixel * scale, dot, mesh, 0.9f);
            foreach (Landmark point in labelled.Mesh.Points.Skip(FaceMesh.Vertices)) canvas.Disc(point.Pixel * scale, 1.4f * dot, iris);
            foreach (EyeLandmarks eye in labelled.Eyes) {
                for (int i = 1; i < eye.Iris.Length; i++)
                    canvas.Line(eye.Iris[i].Pixel * scale, eye.Iris[i % 4 + 1].Pixel * scale, dot, iris);
            }
        }
        foreach (BodyPose pose in labels.Poses ?? []) {
            foreach ((int from, int to) in bones) {
                if (Sure(pose.Points[from]) && Sure(pose.Points[to]))
                    canvas.Line(pose.Points[from].Pixel * scale, pose.Points[to].Pixel * scale, 1.5f * line, Side(from, to));
            }
            for (int i = 0; i < BlazePose.BodyPoints; i++)
                if (Sure(pose.Points[i])) canvas.Disc(pose.Points[i].Pixel * scale, 1.5f * line, Side(i, i));
        }
        foreach (HandLandmarks found in labels.Hands ?? []) {
            foreach ((int from, int to) in HandNetwork.Skeleton)
                canvas.Line(found.Points[from].Pixel * scale, found.Points[to].Pixel * scale, line, hand);
            foreach (Landmark point in found.Points) canvas.Disc(point.Pixel * scale, 1.3f * line, found.Right >= 0.5f ? right : left);
        }
        return canvas.Picture;
    }

    private static bool Sure(Landmark point) => point.Visibility >= SurePoint && point.Score >= SurePoint;

    /// <summary>Bones of the person's left are orange, those of the right blue.</summary>
    private static Rgb8 Side(int from, int to) {
        string a = BlazePose.PointNames[from], b = BlazePose.PointNames[to];
        return a.Contains("left") && b.Contains("left") ? left : a.Contains("right") && b.Contains("right") ? right : middle;
    }

    private static void Mask(Canvas canvas, Image<float> mask, Rgb8 color) {
        int width = canvas.Picture.Width, height = canvas.Picture.Height;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                float sure = mask[(int)((x + 0.5) * mask.Width / width), (int)((y + 0.5) * mask.Height / height)];
                if (sure > 0.02f) canvas.Blend(x, y, color, 0.5f * sure);
            }
        }
    }

    private static void Box(Canvas canvas, Vector4 box, Vector2 scale, Rgb8 color, float line) => canvas.Outline(
        (int)(box.X * scale.X), (int)(box.Y * scale.Y), (int)MathF.Ceiling(box.Z * scale.X), (int)MathF.Ceiling(box.W * scale.Y), color,
        (int)MathF.Ceiling(line));

    private static void Tag(Canvas canvas, TagPlacement tags, Vector4 box, Vector2 scale, string text, Rgb8 color, float line) {
        float size = 10 + 2 * line;
        (float wide, float high) = Canvas.Measure(text, size);
        int width = (int)wide + 8, height = (int)high + 8;
        if (tags.Place((int)(box.X * scale.X), (int)(box.Y * scale.Y), (int)(box.Z * scale.X), (int)(box.W * scale.Y), width, height)
            is not var (x, y)) return;
        canvas.Fill(x, y, x + width, y + height, color, 0.9f);
        canvas.Text(x + 4, y + 4, text, size, Canvas.InkOn(color));
    }
}
