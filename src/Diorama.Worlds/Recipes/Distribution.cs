using System.Collections.Immutable;

namespace Diorama.Worlds.Recipes;

/// <summary>
/// A value of a recipe: a constant, or what it is drawn from. Numbers are drawn as double and rounded for whole-number values
/// (a uniform over [1, 3] of whole numbers is 1, 2 or 3 with equal chance). Drawing is by name, see <see cref="Draw"/>.
/// </summary>
/// <typeparam name="T">double, int, bool, string, an enum, or Vector3 (a linear colour).</typeparam>
public abstract record Distribution<T> {
    private protected Distribution() { }

    public static implicit operator Distribution<T>(T value) => new Constant<T>(value);
}

public sealed record Constant<T>(T Value) : Distribution<T>;

/// <summary>Evenly between the ends, the ends included for whole numbers.</summary>
public sealed record Uniform<T>(double From, double To) : Distribution<T>;

/// <summary>The normal distribution cut off at the ends, drawn by inversion.</summary>
public sealed record Normal<T>(double Mean, double Deviation, double Minimum, double Maximum) : Distribution<T>;

/// <summary>Evenly on a logarithmic scale; both ends are above 0.</summary>
public sealed record LogUniform<T>(double From, double To) : Distribution<T>;

/// <summary>One of several; weights are relative and above 0.</summary>
public sealed record Choice<T>(ImmutableArray<(T Value, double Weight)> Options) : Distribution<T>;

/// <summary>A piecewise linear density through (value, density) points.</summary>
public sealed record Curve<T>(ImmutableArray<(double Value, double Density)> Points) : Distribution<T>;

/// <summary>Exact coverage: scene i takes the values in turn; several grids of one recipe run through every combination.</summary>
public sealed record Grid<T>(ImmutableArray<T> Values) : Distribution<T>;

/// <summary>What another path of the recipe drew for this scene, times a factor, plus an offset.</summary>
public sealed record Reference<T>(string Path, double Factor = 1, double Offset = 0) : Distribution<T>;
