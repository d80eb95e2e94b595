using System.Diagnostics;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Images;
using Diorama.Learning.Photographs;

namespace Diorama.Learning.Tests.Photographs;

/// <summary>Videos made by FFmpeg, which packages-test.debian names.</summary>
public sealed class VideoFileTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-video-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Make(string name, params string[] arguments) {
        string path = Path.Combine(folder, name);
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments, path]))!;
        ffmpeg.WaitForExit();
        Assert.Equal(0, ffmpeg.ExitCode);
        return path;
    }

    private string Picture(string name) => Make(name, "-f", "lavfi", "-i", "testsrc=size=64x48:rate=5:duration=2");

    [Fact]
    public void Frames_AreCounted_AndLaterOnesAreTheSame() {
        var video = VideoFile.Open(Picture("plain.mp4"));
        Assert.Equal((5, 10L), (video.FramesPerSecond, video.Frames));
        Image<Rgb8>[] all = [.. video.Read()], rest = [.. video.Read(7)];
        Assert.Equal(10, all.Length);
        Assert.All(all, f => Assert.Equal((64, 48), (f.Width, f.Height)));
        Assert.Equal(3, rest.Length);
        for (int i = 0; i < 3; i++) Assert.Equal(all[7 + i].Pixels, rest[i].Pixels);
        Assert.NotEqual(all[0].Pixels, all[9].Pixels);
        Assert.Empty(video.Read(10));
    }

    [Fact]
    public void FrameRate_IsTheWantedOne() {
        var video = VideoFile.Open(Picture("slow.mp4"), 2);
        Assert.Equal((2, 4L), (video.FramesPerSecond, video.Frames));
        Assert.Equal(4, video.Read().Count());
    }

    /// <summary>A video that a telephone took upright.</summary>
    [Fact]
    public void Frames_AreTurned() {
        string turned = Make("turned.mov", "-i", Picture("lying.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=90");
        Assert.All(VideoFile.Open(turned).Read(), f => Assert.Equal((48, 64), (f.Width, f.Height)));
    }

    [Fact]
    public void Frames_AreJoinedAgain() {
        for (int i = 0; i < 4; i++)
            ImageFile.WriteJpeg(Path.Combine(folder, $"{i:000000}.jpg"), new Image<Rgb8>(33, 21));
        string path = Path.Combine(folder, "100% drawn.mp4");
        VideoFile.Join(folder, 4, path);
        Image<Rgb8>[] frames = [.. VideoFile.Open(path).Read()];
        Assert.Equal(4, frames.Length);
        Assert.Equal((34, 22), (frames[0].Width, frames[0].Height));
    }

    [Fact]
    public void WhatIsNoVideo_IsOneSentence() {
        string sound = Make("sound.mp4", "-f", "lavfi", "-i", "sine=duration=1");
        Assert.Equal($"{sound} has no video; a file with frames was expected.", Refused(sound));
        string text = Path.Combine(folder, "text.mp4"), cut = Path.Combine(folder, "cut.mp4");
        File.WriteAllText(text, "no video");
        Assert.StartsWith($"{text} cannot be read as a video: ", Refused(text), StringComparison.Ordinal);
        File.WriteAllBytes(cut, File.ReadAllBytes(Picture("whole.mp4"))[..600]);
        Assert.StartsWith($"{cut} cannot be read as a video: ", Refused(cut), StringComparison.Ordinal);
        // A list of other files is none, whatever its name is.
        string list = Path.Combine(folder, "list.mp4");
        File.WriteAllText(list, $"ffconcat version 1.0\nfile '{Picture("other.mp4")}'\n");
        Assert.StartsWith($"{list} cannot be read as a video: ", Refused(list), StringComparison.Ordinal);
    }

    private static string Refused(string path) => Assert.Throws<BadInputException>(() => VideoFile.Open(path)).Message;
}
