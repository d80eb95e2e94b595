namespace Diorama.Sensors.Planes;

/// <summary>Work on the rows of an image, side by side. What is done to a row must not depend on how many threads there are.</summary>
internal static class RowBands {
    private const int Rows = 32;

    /// <param name="height">Rows.</param>
    /// <param name="threads">At most; 0 takes all cores.</param>
    /// <param name="work">Given the first row and the one after the last.</param>
    internal static void Run(int height, int threads, Action<int, int> work) {
        int bands = (height + Rows - 1) / Rows;
        if (threads == 1 || bands == 1) {
            work(0, height);
            return;
        }
        Parallel.For(0, bands, new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount },
            band => work(band * Rows, Math.Min(height, (band + 1) * Rows)));
    }
}
