using Diorama.Tensors.Autograd;

namespace Diorama.Tensors.Optimisers;

/// <summary>
/// The L-BFGS optimiser (Nocedal and Wright 2006, algorithm 7.4) with a backtracking line search by Armijo's rule, for smooth losses that
/// are computed on all data at once.
/// </summary>
public sealed class Lbfgs(IEnumerable<Tensor> parameters, double learningRate = 1, int history = 10) : IDisposable {
    private const double Decrease = 1e-4;
    private const int MaxHalvings = 20;

    private readonly Tensor[] all = [.. parameters];
    private readonly List<(Tensor Step, Tensor Change, double Inverse)> pairs = [];

    /// <summary>
    /// Makes one iteration and returns the loss after the step. <paramref name="loss"/> computes the loss from the current parameters; it
    /// is called again for each trial of the line search. If no trial lowers the loss, the parameters stay unchanged.
    /// </summary>
    public double Step(Func<Tensor> loss) {
        ArgumentNullException.ThrowIfNull(loss);
        using var scope = new TensorScope();
        var (before, gradient) = Evaluate(loss);
        using var mode = GradientMode.Off();
        var direction = Direction(gradient);
        double slope = direction.Dot(gradient).ToDouble();
        if (slope >= 0) {
            Forget();
            direction = -gradient;
            slope = -gradient.Dot(gradient).ToDouble();
        }
        // Before anything is known about the curvature, the step has length 1 at most.
        double rate = pairs.Count == 0 ? Math.Min(1, 1 / gradient.Abs().Sum().ToDouble()) * learningRate : learningRate;
        var origin = Flat(all);
        for (int trial = 0; trial < MaxHalvings && slope < 0; trial++, rate /= 2) {
            Write(origin + direction * rate);
            var (after, newGradient) = Evaluate(loss);
            if (!(after <= before + Decrease * rate * slope)) continue;
            Remember(direction * rate, newGradient - gradient);
            return after;
        }
        Write(origin);
        return before;
    }

    public void Dispose() => Forget();

    private (double Loss, Tensor Gradient) Evaluate(Func<Tensor> loss) {
        using var mode = GradientMode.On();
        var value = loss();
        var found = Gradients.Of([value], all, allowUnused: true);
        var gradients = new Tensor[all.Length];
        for (int i = 0; i < all.Length; i++) gradients[i] = found[i] ?? all[i].ZerosLike();
        return (value.ToDouble(), Flat(gradients));
    }

    /// <summary>Computes −H·gradient with the two loops over the stored pairs.</summary>
    private Tensor Direction(Tensor gradient) {
        var q = -gradient;
        if (pairs.Count == 0) return q;
        var weights = new double[pairs.Count];
        for (int i = pairs.Count - 1; i >= 0; i--) {
            weights[i] = pairs[i].Inverse * pairs[i].Step.Dot(q).ToDouble();
            q -= pairs[i].Change * weights[i];
        }
        var (_, change, inverse) = pairs[^1];
        q *= 1 / (inverse * change.Dot(change).ToDouble());
        for (int i = 0; i < pairs.Count; i++) {
            q += pairs[i].Step * (weights[i] - pairs[i].Inverse * pairs[i].Change.Dot(q).ToDouble());
        }
        return q;
    }

    private void Remember(Tensor step, Tensor change) {
        double curvature = step.Dot(change).ToDouble();
        if (curvature <= 1e-10) return;
        pairs.Add((step.DetachFromScope(), change.DetachFromScope(), 1 / curvature));
        if (pairs.Count <= history) return;
        pairs[0].Step.Dispose();
        pairs[0].Change.Dispose();
        pairs.RemoveAt(0);
    }

    private void Forget() {
        foreach (var (step, change, _) in pairs) {
            step.Dispose();
            change.Dispose();
        }
        pairs.Clear();
    }

    private static Tensor Flat(Tensor[] tensors) => Tensor.Cat(Array.ConvertAll(tensors, t => t.Detach().Reshape(-1)));

    private void Write(Tensor flat) {
        long at = 0;
        foreach (var parameter in all) {
            parameter.Detach().CopyInPlace(flat.Narrow(0, at, parameter.Numel).View(parameter.Shape));
            at += parameter.Numel;
        }
    }
}
