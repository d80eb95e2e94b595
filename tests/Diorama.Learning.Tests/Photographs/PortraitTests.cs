using System.Numerics;
using Diorama.Assets;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Detectors;
using Diorama.Learning.Photographs;

namespace Diorama.Learning.Tests.Photographs;

/// <summary>
/// What is found in the portrait of Rear Admiral Grace Hopper (US Navy, public domain), which Debian's package python-matplotlib-data has.
/// </summary>
[Trait("Category", "Assets")]
public sealed class PortraitTests {
    private const string Portrait = "/usr/share/matplotlib/mpl-data/sample_data/grace_hopper.jpg";

    private static Image<Rgb8> Read() => Photograph.Read(Portrait).Picture;

    private static PhotoLabeler Labeler(params PhotoLabelKind[] kinds) {
        AssetLibrary library = AssetLibrary.Open();
        return new(new() { Kinds = kinds, Threads = 2 }, library.PackFolder(AllPacks.Detectors),
            () => library.PackFolder(AllPacks.Segmenter));
    }

    [Fact]
    public void OnePerson_IsFoundByAllNetworks_AndTheyAgree() {
        using PhotoLabeler labeler = Labeler(PhotoLabelKind.Faces, PhotoLabelKind.Iris, PhotoLabelKind.Pose, PhotoLabelKind.Objects);
        Image<Rgb8> picture = Read();
        PhotoLabels labels = labeler.Photo(picture);
        FoundRegion face = Assert.Single(labels.Faces!);
        Assert.InRange(face.Score, 0.8f, 1);
        LabelledFace mesh = Assert.Single(labels.FaceMeshes!);
        Assert.Equal(478, mesh.Mesh.Points.Length);
        float width = face.Box.Z - face.Box.X;
        // The tip of the nose by three networks.
        BodyPose pose = Assert.Single(labels.Poses!);
        Assert.InRange(Vector2.Distance(face.Points[2], mesh.Mesh.Points[1].Pixel), 0, 0.15f * width);
        Assert.InRange(Vector2.Distance(pose.Points[0].Pixel, mesh.Mesh.Points[1].Pixel), 0, 0.2f * width);
        Assert.True(pose.Points.All(p => p.Score is >= 0 and <= 1 && p.Visibility is >= 0 and <= 1));
        // The left shoulder is at the picture's right.
        Assert.True(pose.Points[11].Pixel.X > pose.Points[12].Pixel.X + width / 2);
        Assert.True(pose.World[11].X > pose.World[12].X + 0.15f);
        // The mask of the pose is of the person: the nose is inside, the corners of the picture are not.
        Image<float> mask = new CropMask(pose.Crop, pose.Mask).OnPicture(picture.Width, picture.Height);
        Assert.InRange(mask[(int)face.Points[2].X, (int)face.Points[2].Y], 0.9f, 1);
        Assert.InRange(mask[2, 2] + mask[picture.Width - 3, 2], 0, 0.1f);
        // Irises by both networks, and between the corners of their eyes.
        Assert.Equal([false, true], mesh.Eyes.Select(e => e.IsLeft));
        for (int side = 0; side < 2; side++) {
            EyeLandmarks eye = mesh.Eyes[side];
            Assert.InRange(Vector2.Distance(eye.Iris[0].Pixel, mesh.Mesh.Points[468 + 5 * side].Pixel), 0, 0.02f * width);
            Assert.InRange(eye.Diameter, 0.05f * width, 0.14f * width);
            // Right, top, left and bottom of the iris, as the one with attention has them.
            for (int i = 1; i < 5; i++)
                Assert.InRange(Vector2.Distance(eye.Iris[i].Pixel, mesh.Mesh.Points[468 + 5 * side + i].Pixel), 0, 0.03f * width);
        }
        FoundObject person = Assert.Single(labels.Objects!, o => o.Class == 0);
        Assert.True(person.Box.X <= face.Box.X && person.Box.Z >= face.Box.Z && person.Box.W > face.Box.W + width);
    }

    /// <summary>Each network says no where there is nothing of its kind.</summary>
    [Fact]
    public void Background_HasNoFaceNoBodyAndNoHand() {
        string pack = AssetLibrary.Open().PackFolder(AllPacks.Detectors);
        Image<Rgb8> picture = Read();
        var corner = new PictureCrop(new(picture.Width * 0.9f, picture.Height * 0.08f), new(picture.Width * 0.15f));
        foreach (bool attention in (bool[])[true, false]) {
            using var mesh = FaceMesh.Open(pack, attention);
            Assert.Null(mesh.Locate(picture, corner));
        }
        using var hands = HandNetwork.Open(pack);
        Assert.Null(hands.Locate(picture, corner));
        using var body = BlazePose.Open(pack, BlazePoseSize.Lite);
        Assert.Null(body.Locate(new(64, 64), new(new(32), new(64))));
    }

    [Fact]
    public void AMirror_ExchangesLeftAndRight() {
        using PhotoLabeler labeler = Labeler(PhotoLabelKind.FaceMesh, PhotoLabelKind.Pose);
        Image<Rgb8> picture = Read();
        var mirrored = new Image<Rgb8>(picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
            for (int x = 0; x < picture.Width; x++) mirrored[x, y] = picture[picture.Width - 1 - x, y];
        PhotoLabels a = labeler.Photo(picture), b = labeler.Photo(mirrored);
        float unit = a.FaceMeshes![0].Mesh.Crop.Size.X;
        // Outer corners of the eyes: 33 and 263 are each other's mirror images; so are 468 and 473, the centres of the irises.
        foreach ((int left, int right) in ((int, int)[])[(33, 263), (468, 473), (61, 291)])
            Assert.InRange(Vector2.Distance(Flip(a.FaceMeshes[0].Mesh.Points[left].Pixel), b.FaceMeshes![0].Mesh.Points[right].Pixel), 0,
                0.03f * unit);
        Assert.InRange(Vector2.Distance(Flip(a.Poses![0].Points[11].Pixel), b.Poses![0].Points[12].Pixel), 0, 0.15f * unit);

        Vector2 Flip(Vector2 p) => new(picture.Width - p.X, p.Y);
    }

    /// <summary>In a video the face is followed: each frame is the portrait, moved by some pixels.</summary>
    [Fact]
    public void AFace_IsFollowed_FromFrameToFrame() {
        using PhotoLabeler labeler = Labeler(PhotoLabelKind.FaceMesh);
        Image<Rgb8> picture = Read();
        var first = labeler.NextFrame(picture).FaceMeshes![0].Mesh;
        for (int step = 1; step <= 3; step++) {
            var moved = new Image<Rgb8>(picture.Width, picture.Height);
            for (int y = 0; y < picture.Height; y++)
                for (int x = 0; x < picture.Width; x++) moved[x, y] = picture[Math.Max(0, x - 6 * step), y];
            Assert.Single(labeler.Followed.Faces);
            FaceLandmarks mesh = Assert.Single(labeler.NextFrame(moved).FaceMeshes!).Mesh;
            Assert.InRange(Vector2.Distance(first.Points[1].Pixel + new Vector2(6 * step, 0), mesh.Points[1].Pixel), 0,
                0.03f * first.Crop.Size.X);
        }
    }

    [Fact]
    public void Masks_OfThePerson_AgreeWithTheForeground() {
        using PhotoLabeler labeler = Labeler(PhotoLabelKind.PersonMask, PhotoLabelKind.Foreground);
        PhotoLabels labels = labeler.Photo(Read());
        long both = 0, either = 0;
        for (int i = 0; i < labels.PersonMask!.Pixels.Length; i++) {
            bool a = labels.PersonMask.Pixels[i] >= 0.5f, b = labels.Foreground!.Pixels[i] >= 0.5f;
            if (a && b) both++;
            if (a || b) either++;
        }
        Assert.InRange((double)both / either, 0.85, 1);
        Assert.InRange(either / (double)labels.PersonMask.Pixels.Length, 0.3, 0.95);
    }

    [Fact]
    public void APictureOfOnePixel_HasNothingOnIt() {
        using PhotoLabeler labeler = Labeler(PhotoLabelKind.Faces, PhotoLabelKind.Iris, PhotoLabelKind.Pose, PhotoLabelKind.Hands,
            PhotoLabelKind.Objects, PhotoLabelKind.PersonMask);
        PhotoLabels labels = labeler.Photo(new Image<Rgb8>(1, 1));
        Assert.Empty(labels.Faces!);
        Assert.Empty(labels.FaceMeshes!);
        Assert.Empty(labels.Hands!);
        Assert.Single(labels.PersonMask!.Pixels);
    }

    [Fact]
    public void LargePhotographs_AreReduced() {
        Image<Rgb8> small = PhotoLabeler.Reduced(new Image<Rgb8>(6000, 4000));
        Assert.InRange(small.Width * small.Height, 0.99 * PhotoLabeler.MostPixels, PhotoLabeler.MostPixels);
        Assert.Equal(1.5, (double)small.Width / small.Height, 1e-3);
        var same = new Image<Rgb8>(30, 20);
        Assert.Same(same, PhotoLabeler.Reduced(same));
    }

    [Fact]
    public void DamagedPacks_AreOneSentence() {
        string folder = Directory.CreateTempSubdirectory("diorama-pack-").FullName;
        try {
            Assert.Contains("blazeface.json", Assert.Throws<BadInputException>(() => FaceDetector.Open(folder)).Message,
                StringComparison.Ordinal);
            Assert.Contains("resources.json", Assert.Throws<BadInputException>(() => ForegroundSegmenter.Open(folder)).Message,
                StringComparison.Ordinal);
            string pack = AssetLibrary.Open().PackFolder(AllPacks.Segmenter), list = Path.Combine(folder, "resources.json");
            File.Copy(Path.Combine(pack, "resources.json"), list);
            string missing = Assert.Throws<BadInputException>(() => ForegroundSegmenter.Open(folder)).Message;
            foreach (string piece in Directory.GetFiles(pack).Where(f => Path.GetFileName(f).Length == 64))
                File.Copy(piece, Path.Combine(folder, Path.GetFileName(piece)));
            string cut = Directory.GetFiles(folder).First(f => missing.Contains(Path.GetFileName(f), StringComparison.Ordinal));
            File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..1000]);
            Assert.Equal($"{cut} is damaged: its SHA-256 is not its name.",
                Assert.Throws<BadInputException>(() => ForegroundSegmenter.Open(folder)).Message);
            File.WriteAllText(list, File.ReadAllText(list).Replace("\"hash\": \"", "\"hash\": \"../", StringComparison.Ordinal));
            Assert.Contains("a SHA-256 in lower case was expected", Assert.Throws<BadInputException>(() =>
                ForegroundSegmenter.Open(folder)).Message, StringComparison.Ordinal);
        } finally {
            Directory.Delete(folder, recursive: true);
        }
    }
}
