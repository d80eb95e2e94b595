namespace Diorama.Tensors.Optimisers;

/// <summary>Learning-rate schedules: factors for <see cref="Optimiser.SetRate"/> at a step. Steps count from 0.</summary>
public static class Schedule {
    /// <summary>Step decay: the rate is multiplied by <paramref name="factor"/> after every <paramref name="period"/> steps.</summary>
    public static double Stairs(long step, long period, double factor = 0.1) => Math.Pow(factor, step / period);

    /// <summary>
    /// Cosine decay: half a cosine from 1 to <paramref name="last"/> over <paramref name="steps"/> steps (Loshchilov and Hutter 2017).
    /// </summary>
    public static double Cosine(long step, long steps, double last = 0) =>
        last + (1 - last) * (1 + Math.Cos(Math.PI * Math.Clamp(step / (double)steps, 0, 1))) / 2;

    /// <summary>Linear warm-up from 1/warmUp to 1, to be multiplied with another schedule.</summary>
    public static double WarmUp(long step, long warmUp) => Math.Min(1, (step + 1.0) / Math.Max(1, warmUp));

    /// <summary>
    /// One-cycle schedule (Smith and Topin 2019): half a cosine up from 1/<paramref name="start"/> to 1 over the first share
    /// <paramref name="up"/> of the steps, then half a cosine down to 1/(start·<paramref name="end"/>).
    /// </summary>
    public static double OneCycle(long step, long steps, double up = 0.3, double start = 25, double end = 1e4) {
        double top = up * steps - 1, first = 1 / start, last = first / end;
        return step <= top ? Between(first, 1, step / top) : Between(1, last, Math.Min(1, (step - top) / (steps - 1 - top)));

        static double Between(double a, double b, double t) => b + (a - b) / 2 * (1 + Math.Cos(Math.PI * t));
    }
}
