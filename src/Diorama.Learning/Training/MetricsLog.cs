using System.Text;
using System.Text.Json;
using Diorama.Core;
using Diorama.Core.Files;

namespace Diorama.Learning.Training;

/// <summary>
/// Metrics of a training run as JSON lines: <c>{"step":100,"loss":0.25}</c>. Each line is on disk as soon as it is written. A run that
/// resumes removes the lines from its first step on, so that no step appears twice.
/// </summary>
public sealed class MetricsLog : IDisposable {
    private readonly FileStream stream;
    private readonly MemoryStream line = new();

    /// <summary>
    /// Opens a file for appending, after removing the lines of step <paramref name="fromStep"/> and later, and a last line that is
    /// incomplete.
    /// </summary>
    public MetricsLog(string path, long fromStep = 0) {
        try {
            stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            stream.SetLength(Kept(path, fromStep));
            stream.Seek(0, SeekOrigin.End);
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            var trouble = FileException.Writing(path, e);
            throw e is DirectoryNotFoundException ? new BadInputException(trouble.Message, e) : trouble;
        }
    }

    /// <summary>Returns the length in bytes of the lines before a step.</summary>
    private long Kept(string path, long fromStep) {
        byte[] all = new byte[stream.Length];
        stream.ReadExactly(all);
        int start = 0, number = 1;
        for (int end; (end = Array.IndexOf(all, (byte)'\n', start)) >= 0; start = end + 1, number++) {
            try {
                using var json = JsonDocument.Parse(all.AsMemory(start, end - start));
                if (json.RootElement.GetProperty("step").GetInt64() >= fromStep) break;
            } catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException) {
                stream.Dispose();
                throw new BadInputException($"{path}, line {number} is no line of metrics: {{\"step\": …}} was expected, found "
                    + $"{Encoding.UTF8.GetString(all, start, Math.Min(end - start, 60))}.", e);
            }
        }
        return start;
    }

    /// <summary>Appends a line. Values that are not finite become null, because JSON cannot express them.</summary>
    public void Write(long step, params ReadOnlySpan<(string Name, double Value)> values) {
        line.SetLength(0);
        using (var json = new Utf8JsonWriter(line)) {
            json.WriteStartObject();
            json.WriteNumber("step", step);
            foreach (var (name, value) in values) {
                if (double.IsFinite(value)) json.WriteNumber(name, value);
                else json.WriteNull(name);
            }
            json.WriteEndObject();
        }
        line.WriteByte((byte)'\n');
        stream.Write(line.GetBuffer(), 0, (int)line.Length);
    }

    public void Dispose() => stream.Dispose();
}
