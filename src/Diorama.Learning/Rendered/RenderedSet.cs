using System.Globalization;
using System.Runtime.InteropServices;
using Diorama.Core;
using Diorama.Core.Files;
using Diorama.Core.Randomness;
using Diorama.Tensors;
using Diorama.Tensors.Files;

namespace Diorama.Learning.Rendered;

/// <summary>
/// Rendered samples that a training reads. They are made once, on all cores, and lie in the data folder by what they depend on, in files of
/// some samples each that are mapped to memory. Making them goes on after an interruption; several processes, on several machines that
/// share the folder, make different files of one set when they run the same command.
/// <code>
/// using var set = RenderedSet.Make(new("balls", version: 1, seed: 0, count: 4096), (number, key) =>
///     new RenderedSample().Add&lt;byte&gt;("image", Render(key), 3, 128, 128));
/// Tensor batch = set.Batch("image", [17, 3, 98]);
/// </code>
/// </summary>
public sealed class RenderedSet : IDisposable {
    private readonly RenderedPlan plan;
    private readonly RenderedOptions options;
    private readonly string folder;
    private readonly FileStream held;
    private readonly SafeTensorsFile?[] shards;

    private RenderedSet(RenderedPlan plan, RenderedOptions options) {
        (this.plan, this.options) = (plan, options);
        folder = Path.Combine(options.Folder, $"{plan.Name}-{plan.Address}");
        held = RenderedCache.Hold(folder);
        shards = new SafeTensorsFile?[plan.Shards];
    }

    public long Count => plan.Count;

    /// <summary>Makes the samples that are missing, and opens the set.</summary>
    /// <param name="plan">What samples depend on.</param>
    /// <param name="render">
    /// Makes the sample with this number, from a key of its own; called from several threads, and always with the same result.
    /// </param>
    /// <param name="options">Where and how it is made.</param>
    /// <exception cref="BadInputException">A file cannot be read, or samples differ in their arrays.</exception>
    /// <exception cref="FileException">There is no room for a file, or it cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; finished files are kept.</exception>
    public static RenderedSet Make(RenderedPlan plan, Func<long, Keyed, RenderedSample> render, RenderedOptions? options = null) {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(render);
        if (plan.Name.Length == 0 || !plan.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
            throw new ArgumentException($"'{plan.Name}' is no name of a set: lower case and hyphens were expected.", nameof(plan));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plan.Count, nameof(plan));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(plan.PerShard, nameof(plan));
        var set = new RenderedSet(plan, options ?? new());
        try {
            set.MakeMissing(render);
            return set;
        } catch {
            set.Dispose();
            throw;
        }
    }

    private string PathOf(long shard) => Path.Combine(folder, shard.ToString("000000", CultureInfo.InvariantCulture) + ".safetensors");

    private void MakeMissing(Func<long, Keyed, RenderedSample> render) {
        AtomicFile.Sweep(folder);
        var open = new Queue<long>(Enumerable.Range(0, shards.Length).Select(i => (long)i).Where(i => !File.Exists(PathOf(i))));
        long missing = open.Count, made = 0;
        bool roomMade = false;
        while (open.TryDequeue(out long shard)) {
            options.Cancellation.ThrowIfCancellationRequested();
            string path = PathOf(shard), claim = path + ".lock";
            if (File.Exists(path)) {
                options.Progress?.Invoke(++made / (double)missing);
                continue;
            }
            FileStream? claimed = Claim(claim);
            if (claimed is null) {
                // Another process makes it: the others first, then this one if that process ended without it.
                if (open.Count == 0 || open.All(s => File.Exists(PathOf(s) + ".lock"))) options.Cancellation.WaitHandle.WaitOne(Patience);
                open.Enqueue(shard);
                continue;
            }
            using (claimed) {
                if (!File.Exists(path)) {
                    long before = made;
                    RenderedSample[] samples = Samples(shard, render, share => options.Progress?.Invoke((before + share) / missing));
                    if (!roomMade) {
                        long bytes = samples.Sum(s => s.Parts.Sum(p => (long)p.Bytes.Length));
                        RenderedCache.MakeRoom(options.Folder, folder, bytes * (open.Count + 1), options.Limit);
                        roomMade = true;
                    }
                    Write(path, samples);
                }
                made++;
                File.Delete(claim);
            }
            options.Progress?.Invoke(made / (double)missing);
        }
    }

    private const int Patience = 500;

    /// <summary>Claims a file for this process; null if another one has it.</summary>
    private static FileStream? Claim(string path) {
        try {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        } catch (IOException e) when (FileException.IsInUse(e)) {
            return null;
        } catch (Exception e) when (e is IOException or UnauthorizedAccessException) {
            throw FileException.Writing(path, e);
        }
    }

    private RenderedSample[] Samples(long shard, Func<long, Keyed, RenderedSample> render, Action<double> progress) {
        Keyed key = Keyed.Start(plan.Seed).With(plan.Name);
        var samples = new RenderedSample[plan.PerShard];
        int done = 0;
        try {
            Parallel.For(0, samples.Length, new() {
                MaxDegreeOfParallelism = options.Threads > 0 ? options.Threads : -1, CancellationToken = options.Cancellation,
            }, i => {
                long number = shard * plan.PerShard + i;
                samples[i] = render(number, key.With(number));
                progress(Interlocked.Increment(ref done) / (double)samples.Length);
            });
        } catch (AggregateException e) when (e.InnerException is { } first) {
            throw first is BadInputException or OperationCanceledException ? first
                : new InvalidOperationException($"{plan.Name}: {first.Message}", first);
        }
        return samples;
    }

    private void Write(string path, RenderedSample[] samples) {
        using var scope = new TensorScope();
        List<RenderedSample.Part> first = samples[0].Parts;
        var stacked = new List<(string, Tensor)>();
        for (int p = 0; p < first.Count; p++) {
            (string name, DType type, long[] shape, byte[] bytes) = first[p];
            var all = new byte[bytes.Length * samples.Length];
            for (int i = 0; i < samples.Length; i++) {
                List<RenderedSample.Part> parts = samples[i].Parts;
                if (parts.Count != first.Count || parts[p].Name != name || parts[p].Type != type
                    || !parts[p].Shape.AsSpan().SequenceEqual(shape)) {
                    throw new BadInputException(
                        $"{plan.Name}: sample {i} of {path} has other arrays than the first; one shape was expected");
                }
                parts[p].Bytes.CopyTo(all, i * bytes.Length);
            }
            stacked.Add((name, Stacked(all, type, [samples.Length, .. shape])));
        }
        try {
            SafeTensors.Write(path, stacked, new Dictionary<string, string> { ["set"] = plan.Name, ["address"] = plan.Address });
        } catch (FileException e) {
            throw e.Advising("'diorama cache clear' makes room, and $DIORAMA_DATA names another folder");
        }
    }

    private static Tensor Stacked(byte[] bytes, DType type, long[] shape) => type switch {
        DType.UInt8 => Tensor.From(bytes, shape),
        DType.Int16 => Tensor.From<short>(MemoryMarshal.Cast<byte, short>(bytes), shape),
        DType.Int32 => Tensor.From<int>(MemoryMarshal.Cast<byte, int>(bytes), shape),
        DType.Int64 => Tensor.From<long>(MemoryMarshal.Cast<byte, long>(bytes), shape),
        DType.Float32 => Tensor.From<float>(MemoryMarshal.Cast<byte, float>(bytes), shape),
        _ => Tensor.From<double>(MemoryMarshal.Cast<byte, double>(bytes), shape),
    };

    /// <summary>Returns an array of some samples, [numbers, …], a copy.</summary>
    /// <param name="name">Name of the array.</param>
    /// <param name="numbers">Numbers of the samples, each from 0 to <see cref="Count"/> − 1.</param>
    public Tensor Batch(string name, params ReadOnlySpan<long> numbers) {
        using var scope = new TensorScope();
        var parts = new Tensor[numbers.Length];
        for (int i = 0; i < numbers.Length; i++) {
            ArgumentOutOfRangeException.ThrowIfNegative(numbers[i], nameof(numbers));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(numbers[i], plan.Count, nameof(numbers));
            parts[i] = Shard(numbers[i] / plan.PerShard)[name].Select(0, numbers[i] % plan.PerShard);
        }
        return scope.MoveOut(Tensor.Stack(parts, 0));
    }

    private SafeTensorsFile Shard(long number) {
        lock (shards) return shards[number] ??= new(PathOf(number));
    }

    public void Dispose() {
        foreach (SafeTensorsFile? shard in shards) shard?.Dispose();
        held.Dispose();
    }
}
