using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Diorama.Core;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Json;

namespace Diorama.Learning.Photographs;

/// <summary>
/// A video, whose frames FFmpeg's programs <c>ffprobe</c> and <c>ffmpeg</c> read (version 4.4 or later): turned as the camera was held, and
/// at a constant rate, so that frame n is at n / rate seconds.
/// </summary>
public sealed class VideoFile {
    // Containers and streams of files; not the lists of other files that FFmpeg reads too.
    private const string Formats =
        "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,mpegvideo,ogg,flv,asf,gif,mjpeg,h264,hevc,ivf,apng,mxf";
    private const double MostVariation = 1.1;
    private const int LongestSide = 16384, MostErrors = 2000;

    private readonly string rate;

    private VideoFile(string path, string rate, double framesPerSecond, long? frames) =>
        (Path, this.rate, FramesPerSecond, Frames) = (path, rate, framesPerSecond, frames);

    public string Path { get; }
    /// <summary>Frames per second.</summary>
    public double FramesPerSecond { get; }
    /// <summary>Number of frames, about; null if the file does not say.</summary>
    public long? Frames { get; }

    /// <param name="path">Path of the file.</param>
    /// <param name="framesPerSecond">Rate at which frames are wanted; by default the file's own.</param>
    /// <exception cref="BadInputException">The file is missing or has no video, or FFmpeg is not installed.</exception>
    public static VideoFile Open(string path, double? framesPerSecond = null) {
        if (!File.Exists(path)) throw new BadInputException($"{path} {FileException.Absent(path)}");
        using Process probe = Start("ffprobe", [.. Input(path, "-i"), "-select_streams", "V:0", "-show_entries",
            "stream=r_frame_rate,avg_frame_rate,duration,nb_frames:format=duration", "-of", "json"]);
        Task<string> errors = Errors(probe);
        using var text = new MemoryStream();
        probe.StandardOutput.BaseStream.CopyTo(text);
        probe.WaitForExit();
        if (probe.ExitCode != 0) throw new BadInputException($"{path} cannot be read as a video: {FirstLine(errors.Result, path)}.");
        JsonPlace root = JsonPlace.Parse(text.ToArray(), path);
        JsonPlace? stream = root.Find("streams")?.Items() is [var first, ..] ? first : null;
        if (stream is null) throw new BadInputException($"{path} has no video; a file with frames was expected.");
        // Where times of frames vary, the first is the rate of their common unit, such as 1000.
        string? exact = Rate(stream, "r_frame_rate"), mean = Rate(stream, "avg_frame_rate");
        string own = exact is null || mean is not null && Value(exact) > MostVariation * Value(mean) ? mean ?? "25" : exact;
        string rate = framesPerSecond is { } wanted ? wanted.ToString("R", CultureInfo.InvariantCulture) : own;
        double perSecond = Value(rate)!.Value;
        double? seconds = Seconds(stream) ?? Seconds(root.Find("format"));
        return new(path, rate, perSecond, seconds is { } s ? Math.Max(1, (long)Math.Round(s * perSecond)) : null);
    }

    /// <summary>Reads frames one after the other.</summary>
    /// <param name="first">Number of the first frame that is wanted, from 0; those before it are read and dropped.</param>
    /// <param name="cancellation">Stops reading.</param>
    /// <exception cref="BadInputException">The file cannot be read to its end, or FFmpeg is not installed.</exception>
    public IEnumerable<Image<Rgb8>> Read(long first = 0, CancellationToken cancellation = default) {
        // Each picture of a pipe of PPM has its size with it.
        using Process reader = Start("ffmpeg", ["-nostdin", .. Input(Path, "-i"), "-map", "0:V:0", "-vf",
            $"fps={rate}", "-f", "image2pipe", "-c:v", "ppm", "-pix_fmt", "rgb24", "-"]);
        Task<string> errors = Errors(reader);
        long number = 0;
        try {
            using var stream = new BufferedStream(reader.StandardOutput.BaseStream, 1 << 20);
            while (Next(stream) is { } picture) {
                cancellation.ThrowIfCancellationRequested();
                if (number++ >= first) yield return picture;
            }
            cancellation.ThrowIfCancellationRequested();
            reader.WaitForExit();
            if (reader.ExitCode != 0)
                throw new BadInputException($"{Path} cannot be read beyond frame {number}: {FirstLine(errors.Result, Path)}.");
        } finally {
            if (!reader.HasExited) reader.Kill();
            reader.WaitForExit();
        }
        if (number == 0) throw new BadInputException($"{Path} has no frame that can be read: {FirstLine(errors.Result, Path)}.");
    }

    /// <summary>Joins drawn frames to a video that browsers play (H.264, yuv420p).</summary>
    /// <param name="folder">Folder of the frames, 000000.jpg and so on.</param>
    /// <param name="framesPerSecond">Rate.</param>
    /// <param name="path">Path of the video, which appears whole or not at all.</param>
    /// <exception cref="BadInputException">FFmpeg cannot write it.</exception>
    public static void Join(string folder, double framesPerSecond, string path) => AtomicFile.Write(path, temporary => {
        using Process writer = Start("ffmpeg", ["-nostdin", "-v", "error", "-y", "-framerate",
            framesPerSecond.ToString("R", CultureInfo.InvariantCulture), "-i", "%06d.jpg", "-c:v", "libx264", "-preset", "veryfast",
            "-crf", "20", "-pix_fmt", "yuv420p", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2", "-movflags", "+faststart", "-f", "mp4",
            "file:" + System.IO.Path.GetFullPath(temporary)], folder);
        Task<string> errors = Errors(writer);
        writer.StandardOutput.BaseStream.CopyTo(Stream.Null);
        writer.WaitForExit();
        if (writer.ExitCode != 0) throw new BadInputException($"ffmpeg does not write {path}: {FirstLine(errors.Result, path)}.");
    });

    // Names may look like addresses or options: "file:" makes them files.
    private static string[] Input(string path, string option) => ["-v", "error", "-protocol_whitelist", "file,pipe", "-format_whitelist",
        Formats, option, "file:" + path];

    private static Process Start(string program, IReadOnlyList<string> arguments, string folder = "") {
        try {
            return Process.Start(new ProcessStartInfo(program, arguments) {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
            })!;
        } catch (Win32Exception e) {
            throw new BadInputException($"A video needs FFmpeg's program {program}, which is not installed (Debian's package ffmpeg).", e);
        }
    }

    /// <summary>Reads what a program says to its end, so that it never waits, and keeps the beginning.</summary>
    private static Task<string> Errors(Process process) => Task.Run(() => {
        var kept = new StringBuilder();
        while (process.StandardError.ReadLine() is { } line) {
            if (kept.Length < MostErrors) kept.AppendLine(line);
        }
        return kept.ToString();
    });

    private static string FirstLine(string errors, string path) {
        string line = errors.Split('\n', 2)[0].Trim().TrimEnd('.');
        if (line.StartsWith('[') && line.IndexOf("] ", StringComparison.Ordinal) is > 0 and var end) line = line[(end + 2)..];
        line = line.Replace("file:" + path + ": ", "", StringComparison.Ordinal);
        return line.Length == 0 ? "it has no frames" : line;
    }

    private static string? Rate(JsonPlace? stream, string name) => stream?.Find(name) is { IsText: true } text
        && Value(text.Text()) is > 0 and <= 1000 ? text.Text() : null;

    private static double? Value(string rate) {
        string[] parts = rate.Split('/');
        double[] numbers = [.. parts.Select(p => double.TryParse(p, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) ? v
            : double.NaN)];
        double value = numbers switch { [var whole] => whole, [var above, var below] => above / below, _ => double.NaN };
        return double.IsFinite(value) ? value : null;
    }

    private static double? Seconds(JsonPlace? part) => part?.Find("duration") is { IsText: true } text
        && double.TryParse(text.Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out double s) && s > 0 && double.IsFinite(s)
        ? s : null;

    /// <summary>Reads the next picture of a pipe of PPM (netpbm.sourceforge.net/doc/ppm.html); null at its end.</summary>
    /// <exception cref="BadInputException">The picture is larger than any video's, or cut off.</exception>
    private Image<Rgb8>? Next(Stream stream) {
        int begin = stream.ReadByte();
        if (begin < 0) return null;
        if (begin is not 'P' || stream.ReadByte() is not '6') throw new BadInputException($"{Path}: ffmpeg gives no pictures.");
        int width = Number(stream), height = Number(stream);
        _ = Number(stream);
        if (width is < 1 or > LongestSide || height is < 1 or > LongestSide)
            throw new BadInputException($"{Path} has frames of {width}×{height} pixels; at most {LongestSide} in a side were expected.");
        var picture = new Image<Rgb8>(width, height);
        try {
            stream.ReadExactly(MemoryMarshal.AsBytes(picture.Pixels.AsSpan()));
        } catch (EndOfStreamException e) {
            throw new BadInputException($"{Path}: ffmpeg ended within a frame.", e);
        }
        return picture;
    }

    /// <summary>Reads a number and the white space after it.</summary>
    private static int Number(Stream stream) {
        int value = 0, c = stream.ReadByte();
        while (c is ' ' or '\n' or '\r' or '\t') c = stream.ReadByte();
        for (; c is >= '0' and <= '9' && value <= LongestSide; c = stream.ReadByte()) value = 10 * value + c - '0';
        return value;
    }
}
