using System.Collections.Immutable;
using System.Numerics;
using Diorama.Core.Randomness;
using Diorama.Worlds.Recipes.Language;

namespace Diorama.Worlds.Recipes;

/// <summary>Base class of values of a recipe, without the type of the value.</summary>
public abstract record Distribution {
    private protected Distribution() { }

    /// <summary>Largest weight or density, so that sums of many stay finite.</summary>
    private protected const int MaxWeight = 1_000_000_000;

    internal abstract Type ValueType { get; }

    /// <summary>Returns the error in the parameters as a sentence without full stop; null if there is none.</summary>
    internal virtual string? Problem() => null;

    /// <summary>Returns the range that contains every drawn value; null for values that are no numbers, and for references.</summary>
    internal virtual (double Low, double High)? Range() => null;

    /// <summary>Lists every text that can be drawn.</summary>
    internal virtual IEnumerable<string> Texts() => [];

    /// <summary>Returns the number of scenes that a grid needs for one turn; null for all other distributions.</summary>
    internal virtual int? Period() => null;

    /// <summary>Returns the target of a reference, with its factor and offset; null for all other distributions.</summary>
    internal virtual (string Path, double Factor, double Offset)? Target() => null;

    /// <summary>Returns the distribution as a recipe writes it, on one line.</summary>
    internal abstract string Text();

    internal abstract object DrawFrom(Draw draw, string path);
}

/// <summary>
/// A value of a recipe: a constant, or a distribution from which it is drawn. Numbers are drawn as double and rounded for whole-number
/// values (a uniform distribution of whole numbers over [1, 3] gives 1, 2 or 3 with equal chance). Drawing is by name, see
/// <see cref="Draw"/>.
/// </summary>
/// <typeparam name="T">double, int, bool, string, an enum, or Vector3 (a linear colour).</typeparam>
public abstract record Distribution<T> : Distribution {
    private protected Distribution() { }

    public static implicit operator Distribution<T>(T value) => new Constant<T>(value);

    internal override Type ValueType => typeof(T);

    internal override object DrawFrom(Draw draw, string path) => draw.Get(path, this)!;

    /// <summary>Returns the range of values that are listed one by one.</summary>
    private protected static (double Low, double High)? RangeOf(IEnumerable<T> values) {
        (double Low, double High)? range = null;
        foreach (T value in values) {
            double[] numbers = value switch { double d => [d], int i => [i], Vector3 v => [v.X, v.Y, v.Z], _ => [] };
            foreach (double x in numbers) range = range is { } r ? (Math.Min(r.Low, x), Math.Max(r.High, x)) : (x, x);
        }
        return range;
    }
}

/// <summary>The same value in every scene.</summary>
public sealed record Constant<T>(T Value) : Distribution<T> {
    internal override (double Low, double High)? Range() => RangeOf([Value]);

    internal override IEnumerable<string> Texts() => Value is string text ? [text] : [];

    internal override string Text() => FlowText.Of(Value);
}

/// <summary>Base class of distributions with a density over numbers; the channels of a colour are drawn independently.</summary>
public abstract record Continuous<T> : Distribution<T> {
    private protected Continuous() { }

    private protected static bool Whole => typeof(T) == typeof(int);

    /// <summary>Inverse of the cumulative distribution function.</summary>
    /// <param name="u">Cumulative probability, in [0, 1).</param>
    internal abstract double Quantile(double u);

    /// <summary>Returns the error in the parameters themselves, before the checks that all such distributions share.</summary>
    private protected abstract string? ProblemOfParameters();

    internal sealed override string? Problem() {
        if (typeof(T) != typeof(double) && typeof(T) != typeof(int) && typeof(T) != typeof(Vector3)) {
            return $"{GetType().Name.Split('`')[0]} draws numbers, and this is no number; use a choice or a grid";
        }
        if (ProblemOfParameters() is { } problem) return problem;
        (double low, double high) = Range()!.Value;
        if (Whole && (low != Math.Floor(low) || high != Math.Floor(high)))
            return $"the ends {FlowText.Of(low)} and {FlowText.Of(high)} of whole numbers must be whole";
        return null;
    }

    private protected static string? OutOfOrder(double from, double to) =>
        !double.IsFinite(from) || !double.IsFinite(to) ? "the ends must be finite"
        : from > to ? $"the ends are out of order: {FlowText.Of(from)} is above {FlowText.Of(to)}" : null;
}

/// <summary>Uniform distribution between the two ends; both ends are included for whole numbers.</summary>
public sealed record Uniform<T>(double From, double To) : Continuous<T> {
    internal override double Quantile(double u) => Whole ? Math.Min(Math.Floor(From + u * (To - From + 1)), To) : From + u * (To - From);

    internal override (double Low, double High)? Range() => (From, To);

    internal override string Text() => $"{{uniform: [{FlowText.Of(From)}, {FlowText.Of(To)}]}}";

    private protected override string? ProblemOfParameters() => OutOfOrder(From, To);
}

/// <summary>Normal distribution truncated at min and max.</summary>
public sealed record Normal<T>(double Mean, double Deviation, double Minimum, double Maximum) : Continuous<T> {
    internal override double Quantile(double u) {
        // A whole number stands for all values that are rounded to it.
        double half = Whole ? 0.5 : 0, low = (Minimum - half - Mean) / Deviation, high = (Maximum + half - Mean) / Deviation;
        // Above the mean the mirror image is drawn: small probabilities are accurate, those near 1 are not.
        bool mirrored = low > 0;
        if (mirrored) (low, high, u) = (-high, -low, 1 - u);
        double below = StandardNormal.Cumulative(low), within = StandardNormal.Cumulative(high) - below, p = below + u * within;
        double z = p <= 0 ? high : p >= 1 ? high : StandardNormal.Quantile(p);
        double value = Mean + Deviation * (mirrored ? -z : z);
        // Extreme parameters: nothing of the density is left between the ends.
        if (double.IsNaN(value)) value = Mean;
        return Math.Clamp(Whole ? Math.Round(value) : value, Minimum, Maximum);
    }

    internal override (double Low, double High)? Range() => (Minimum, Maximum);

    internal override string Text() =>
        $"{{normal: {{mean: {FlowText.Of(Mean)}, deviation: {FlowText.Of(Deviation)}, min: {FlowText.Of(Minimum)}, max: "
        + $"{FlowText.Of(Maximum)}}}}}";

    private protected override string? ProblemOfParameters() =>
        !double.IsFinite(Mean) || !double.IsFinite(Deviation) ? "mean and deviation must be finite"
        : Deviation <= 0 ? $"the deviation {FlowText.Of(Deviation)} must be above 0" : OutOfOrder(Minimum, Maximum);
}

/// <summary>Uniform distribution on a logarithmic scale; both ends are above 0.</summary>
public sealed record LogUniform<T>(double From, double To) : Continuous<T> {
    internal override double Quantile(double u) =>
        Math.Clamp(Whole ? Math.Floor(From * Math.Pow((To + 1) / From, u)) : From * Math.Pow(To / From, u), From, To);

    internal override (double Low, double High)? Range() => (From, To);

    internal override string Text() => $"{{log_uniform: [{FlowText.Of(From)}, {FlowText.Of(To)}]}}";

    private protected override string? ProblemOfParameters() =>
        From <= 0 ? $"the end {FlowText.Of(From)} of a logarithmic scale must be above 0" : OutOfOrder(From, To);
}

/// <summary>Distribution with a piecewise linear density through (value, density) points.</summary>
public sealed record Curve<T>(ImmutableArray<(double Value, double Density)> Points) : Continuous<T> {
    internal override double Quantile(double u) {
        double rest = u * Enumerable.Range(0, Points.Length - 1).Sum(Area);
        int i = 0;
        for (; i < Points.Length - 2 && rest >= Area(i); i++) rest -= Area(i);
        (double x, double density) = Points[i];
        double width = Points[i + 1].Value - x, slope = (Points[i + 1].Density - density) / width;
        double root = density + Math.Sqrt(Math.Max(density * density + 2 * slope * rest, 0));
        double value = Math.Min(x + (root > 0 ? 2 * rest / root : 0), x + width);
        return Whole ? Math.Round(value) : value;
    }

    internal override (double Low, double High)? Range() => (Points[0].Value, Points[^1].Value);

    internal override string Text() =>
        $"{{curve: [{string.Join(", ", Points.Select(p => $"[{FlowText.Of(p.Value)}, {FlowText.Of(p.Density)}]"))}]}}";

    private double Area(int i) => (Points[i + 1].Value - Points[i].Value) * (Points[i].Density + Points[i + 1].Density) / 2;

    private protected override string? ProblemOfParameters() {
        if (Points.IsDefault || Points.Length < 2) return "a curve needs at least two points";
        if (Points.Any(p => !double.IsFinite(p.Value) || !double.IsFinite(p.Density))) return "the points of a curve must be finite";
        for (int i = 1; i < Points.Length; i++) {
            if (Points[i].Value <= Points[i - 1].Value)
                return $"the values of a curve must rise: {FlowText.Of(Points[i].Value)} follows {FlowText.Of(Points[i - 1].Value)}";
        }
        foreach ((_, double density) in Points) {
            if (density < 0) return $"the density {FlowText.Of(density)} is negative";
            if (density > MaxWeight) return $"the density {FlowText.Of(density)} is above {MaxWeight}";
        }
        return Points.All(p => p.Density == 0) ? "the density of a curve is 0 everywhere" : null;
    }

    public bool Equals(Curve<T>? other) => other is not null && Points.AsSpan().SequenceEqual(other.Points.AsSpan());

    public override int GetHashCode() => Points.Length;
}

/// <summary>One of several values; weights are relative and above 0.</summary>
public sealed record Choice<T>(ImmutableArray<(T Value, double Weight)> Options) : Distribution<T> {
    internal T At(double u) {
        double rest = u * Options.Sum(o => o.Weight);
        foreach ((T value, double weight) in Options) {
            if (rest < weight) return value;
            rest -= weight;
        }
        return Options[^1].Value;
    }

    internal override string? Problem() {
        if (Options.IsDefaultOrEmpty) return "a choice needs at least one option";
        foreach ((T value, double weight) in Options) {
            if (!(weight is > 0 and <= MaxWeight)) return $"the weight {FlowText.Of(weight)} of '{Draw.Text(value)}' must be above "
                + $"0{(weight > 1 ? $" and at most {MaxWeight}" : "")}";
        }
        return null;
    }

    internal override (double Low, double High)? Range() => RangeOf(Options.Select(o => o.Value));

    internal override IEnumerable<string> Texts() => Options.Select(o => o.Value).OfType<string>();

    internal override string Text() {
        var options = Options.Select(o => (Value: FlowText.Of(o.Value), Weight: FlowText.Of(o.Weight))).ToList();
        if (options.All(o => o.Weight == "1")) return $"{{choice: [{string.Join(", ", options.Select(o => o.Value))}]}}";
        bool keys = typeof(T) != typeof(Vector3) && options.DistinctBy(o => o.Value).Count() == options.Count;
        return keys ? $"{{choice: {{{string.Join(", ", options.Select(o => $"{o.Value}: {o.Weight}"))}}}}}"
            : $"{{choice: [{string.Join(", ", options.Select(o => $"{{value: {o.Value}, weight: {o.Weight}}}"))}]}}";
    }

    public bool Equals(Choice<T>? other) => other is not null && Options.AsSpan().SequenceEqual(other.Options.AsSpan());

    public override int GetHashCode() => Options.Length;
}

/// <summary>Every value in turn, one per scene; several grids of one recipe run through every combination.</summary>
public sealed record Grid<T>(ImmutableArray<T> Values) : Distribution<T> {
    internal override string? Problem() => Values.IsDefaultOrEmpty ? "a grid needs at least one value" : null;

    internal override (double Low, double High)? Range() => RangeOf(Values);

    internal override IEnumerable<string> Texts() => Values.OfType<string>();

    internal override int? Period() => Values.Length;

    internal override string Text() => $"{{grid: [{string.Join(", ", Values.Select(v => FlowText.Of(v)))}]}}";

    public bool Equals(Grid<T>? other) => other is not null && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    public override int GetHashCode() => Values.Length;
}

/// <summary>The value that another path of the recipe has in this scene, times a factor, plus an offset.</summary>
public sealed record Reference<T>(string Path, double Factor = 1, double Offset = 0) : Distribution<T> {
    internal override (string Path, double Factor, double Offset)? Target() => (Path, Factor, Offset);

    internal override string Text() =>
        $"{{ref: {FlowText.Plain(Path)}{(Factor == 1 ? "" : $", times: {FlowText.Of(Factor)}")}"
            + $"{(Offset == 0 ? "" : $", plus: {FlowText.Of(Offset)}")}}}";
}
