namespace Diorama.Sensors.Planes;

/// <summary>Processes the rows of an image in parallel. The result for a row must not depend on the number of threads.</summary>
internal static class RowBands {
    private const int Rows = 32;

    /// <param name="height">Number of rows.</param>
    /// <param name="threads">Largest number of threads; 0 uses all cores.</param>
    /// <param name="work">Callback for a band of rows; receives the first row and the row after the last.</param>
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
