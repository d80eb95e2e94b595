using Diorama.Core;
using Diorama.Learning.Training;

namespace Diorama.Learning.Tests.Training;

public sealed class TrainingRecordTests : IDisposable {
    private readonly string folder = Directory.CreateTempSubdirectory("diorama-training").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Metrics_AreLines_AndAResumedRunTellsNoStepTwice() {
        string path = Path.Combine(folder, "metrics.jsonl");
        using (var log = new MetricsLog(path)) {
            log.Write(0, ("loss", 0.5), ("rate", 1e-3));
            log.Write(10, ("loss", double.NaN));
            // Readable while the run goes on.
            Assert.Equal(["""{"step":0,"loss":0.5,"rate":0.001}""", """{"step":10,"loss":null}"""], File.ReadLines(path));
            log.Write(20, ("loss", 0.125));
        }
        File.AppendAllText(path, "{\"step\":30,\"lo");
        using (var log = new MetricsLog(path, fromStep: 20)) log.Write(20, ("loss", 0.25));
        Assert.Equal(["""{"step":0,"loss":0.5,"rate":0.001}""", """{"step":10,"loss":null}""", """{"step":20,"loss":0.25}"""],
            File.ReadLines(path));
        File.WriteAllText(path, "{\"step\":1}\nnot a line\n");
        Assert.Contains("line 2 is no line of metrics", Assert.Throws<BadInputException>(() => new MetricsLog(path, 50)).Message);
        Assert.Throws<BadInputException>(() => new MetricsLog(Path.Combine(folder, "none", "metrics.jsonl")));
    }

    private sealed class Clock : TimeProvider {
        public long Milliseconds { get; set; }
        public override long TimestampFrequency => 1000;
        public override long GetTimestamp() => Milliseconds;
    }

    [Fact]
    public void Progress_TellsLossRateAndTimeLeft_FiveTimesASecond() {
        var clock = new Clock();
        var terminal = new StringWriter();
        using (var progress = new TrainingProgress(1000, 500, null, terminal, clock, () => 512_000_000)) {
            clock.Milliseconds = 1000;
            progress.Report(510, 0.25, 1e-3);
            clock.Milliseconds = 1100;
            progress.Report(511, 0.25, 1e-3);
            clock.Milliseconds = 2000;
            progress.Report(1000, 0.25, 1e-4);
        }
        Assert.Equal("\r510/1000 steps (51 %)  loss 0.25  rate 0.001  512 MB  10 steps/s  0:49 left\r"
            + "1000/1000 steps (100 %)  loss 0.25  rate 0.0001  512 MB  250 steps/s  0:00 left" + Environment.NewLine, terminal.ToString());
        // No terminal, no line.
        using var silent = new TrainingProgress(10, 0, null, null, clock, () => 0);
        silent.Report(10, 1, 1);
    }

    [Fact]
    public void Progress_EndsWithItsTime() {
        var clock = new Clock();
        var terminal = new StringWriter();
        using (var progress = new TrainingProgress(1000, 0, 30, terminal, clock, () => 0)) {
            clock.Milliseconds = 10_000;
            progress.Report(10, 1, 1);
        }
        Assert.Contains("1 steps/s  0:20 left", terminal.ToString(), StringComparison.Ordinal);
    }
}
