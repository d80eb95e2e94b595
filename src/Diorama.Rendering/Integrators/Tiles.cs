namespace Diorama.Rendering.Integrators;

/// <summary>
/// Processes an image in square tiles that threads take from a counter. It does not matter which thread processes which tile: the value of
/// a pixel depends on the pixel alone.
/// </summary>
internal static class Tiles {
    public const int Size = 16;

    /// <summary>Runs <paramref name="work"/>(x0, y0, x1, y1) for each tile with one <typeparamref name="TState"/> per thread.</summary>
    public static void Run<TState>(int width, int height, int threads, Func<TState> newState, Action<TState, int, int, int, int> work,
        Action<double>? progress = null, CancellationToken cancellation = default) where TState : IDisposable {
        int across = (width + Size - 1) / Size, down = (height + Size - 1) / Size, total = across * down, next = -1, done = 0;
        int workers = Math.Clamp(threads > 0 ? threads : System.Environment.ProcessorCount, 1, total);
        void Worker() {
            using TState state = newState();
            for (int tile; (tile = Interlocked.Increment(ref next)) < total && !cancellation.IsCancellationRequested;) {
                int x = tile % across * Size, y = tile / across * Size;
                work(state, x, y, Math.Min(x + Size, width), Math.Min(y + Size, height));
                progress?.Invoke((double)Interlocked.Increment(ref done) / total);
            }
        }
        Exception? failure = null;
        void Guarded() {
            try {
                Worker();
            } catch (Exception e) {
                Interlocked.CompareExchange(ref failure, e, null);
                Interlocked.Exchange(ref next, total);
            }
        }
        var others = new Thread[workers - 1];
        for (int i = 0; i < others.Length; i++) {
            others[i] = new Thread(Guarded, 16 << 20) { IsBackground = true };
            others[i].Start();
        }
        Guarded();
        foreach (Thread t in others) t.Join();
        if (failure is not null) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();
    }
}
