using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace Diorama.Worlds.Recipes.Language;

internal sealed partial class RecipeReader {
    private static readonly string[] Words = ["uniform", "normal", "log_uniform", "choice", "curve", "grid", "ref"];
    private static readonly MethodInfo Generic = typeof(RecipeReader).GetMethod(nameof(DistributionOf),
        BindingFlags.Instance | BindingFlags.NonPublic)!;

    private object? ValueOfDistribution(YamlNode node, Type type, string path) =>
        Generic.MakeGenericMethod(type).Invoke(this, [node, path]);

    /// <summary>Reads a plain value, or a mapping whose key names a distribution.</summary>
    private Distribution<T>? DistributionOf<T>(YamlNode node, string path) {
        if (node is not YamlMappingNode mapping) {
            if (node is YamlSequenceNode list && typeof(T) != typeof(Vector3)) {
                if (IsNumber(typeof(T)) && list.Children.Count == 2)
                    return Checked(node, path, Ends(list, path, "uniform") is [double low, double high] ? new Uniform<T>(low, high) : null);
                string range = IsNumber(typeof(T)) ? "[low, high] for a range, " : "";
                nodes.Report(node, $"{path}: expected {References.Named(typeof(T))}, found a list; write {range}{{choice: [...]}} for "
                    + $"one of several or {{grid: [...]}} for each in turn");
                return null;
            }
            return Single(node, typeof(T), path) is T value ? new Constant<T>(value) : null;
        }
        var keys = mapping.Children.Keys.Select(k => (Node: k, Name: TextOf(k) ?? "")).ToList();
        bool refers = keys.Any(k => k.Name == "ref");
        foreach ((YamlNode key, string name) in keys) {
            if (!Words.Contains(name) && !(refers && name is "times" or "plus")) {
                nodes.Report(key, $"{path}: '{name}' is no distribution; {Meant(name, refers ? [.. Words, "times", "plus"] : Words)}");
                return null;
            }
        }
        var words = keys.Where(k => Words.Contains(k.Name)).ToList();
        if (words.Count != 1) {
            nodes.Report(words.Count > 1 ? words[1].Node : node, $"{path}: expected one of {string.Join(", ", Words)}, found "
                + $"{(words.Count == 0 ? "none" : $"{words[0].Name} and {words[1].Name}")}");
            return null;
        }
        YamlNode of = mapping.Children[words[0].Node];
        Distribution<T>? distribution = words[0].Name switch {
            "uniform" => Ends(of, path, "uniform") is [double from, double to] ? new Uniform<T>(from, to) : null,
            "log_uniform" => Ends(of, path, "log_uniform") is [double from, double to] ? new LogUniform<T>(from, to) : null,
            "normal" => Normal<T>(of, path),
            "choice" => Choice<T>(of, path),
            "curve" => Curve<T>(of, path),
            "grid" => Grid<T>(of, path),
            _ => Reference<T>(mapping, path),
        };
        return Checked(of, path, distribution);
    }

    private static bool IsNumber(Type type) => type == typeof(double) || type == typeof(int);

    private Distribution<T>? Checked<T>(YamlNode node, string path, Distribution<T>? distribution) {
        if (distribution?.Problem() is not { } problem) return distribution;
        nodes.Report(node, $"{path}: {problem}");
        return null;
    }

    private double[]? Ends(YamlNode node, string path, string word) {
        if (node is not YamlSequenceNode { Children.Count: 2 } ends) {
            Report(node, $"{path}: expected the two ends, {word}: [low, high], found "
                + $"{(node is YamlSequenceNode s ? $"{s.Children.Count} values" : Found(node))}");
            return null;
        }
        return Numbers(ends, path);
    }

    /// <summary>Returns the numbers of a list; null if one of them is not a number.</summary>
    private double[]? Numbers(YamlSequenceNode list, string path) {
        object?[] numbers = [.. list.Children.Select(n => Single(n, typeof(double), path))];
        return numbers.Contains(null) ? null : [.. numbers.Cast<double>()];
    }

    /// <summary>Returns named numbers, all of which are required; null after a problem.</summary>
    private double[]? Parameters(YamlNode node, string path, string word, params string[] names) {
        string expected = $"{word}: {{{string.Join(", ", names.Select(n => $"{n}: …"))}}}";
        if (node is not YamlMappingNode mapping) {
            Report(node, $"{path}: expected {expected}, found {Found(node)}");
            return null;
        }
        var values = new double?[names.Length];
        bool wrong = false;
        foreach ((YamlNode key, YamlNode value) in mapping.Children) {
            int i = Array.IndexOf(names, TextOf(key));
            if (i >= 0) values[i] = (double?)Single(value, typeof(double), $"{path}.{names[i]}");
            else Report(key, $"{path}: {word} has no key '{TextOf(key)}'; {Meant(TextOf(key), names)}");
            wrong |= i < 0 || values[i] is null;
        }
        if (wrong) return null;
        int missing = Array.IndexOf(values, null);
        if (missing < 0) return [.. values.Select(v => v!.Value)];
        Report(node, $"{path}: '{names[missing]}' is missing; expected {expected}");
        return null;
    }

    private Normal<T>? Normal<T>(YamlNode node, string path) =>
        Parameters(node, path, "normal", "mean", "deviation", "min", "max") is [double mean, double deviation, double low, double high]
        ? new(mean, deviation, low, high) : null;

    private Choice<T>? Choice<T>(YamlNode node, string path) {
        var options = ImmutableArray.CreateBuilder<(T, double)>();
        bool wrong = false;
        void Add(YamlNode value, YamlNode? weight) {
            object? v = Single(value, typeof(T), path), w = weight is null ? 1.0
                : Single(weight, typeof(double), $"{path}, weight of '{TextOf(value)}'");
            if (v is T t && w is double d) options.Add((t, d));
            else wrong = true;
        }
        if (node is YamlMappingNode weights) {
            foreach ((YamlNode value, YamlNode weight) in weights.Children) Add(value, weight);
        } else if (node is YamlSequenceNode list) {
            foreach (YamlNode item in list.Children) {
                if (item is not YamlMappingNode pair) Add(item, null);
                else if (Child(pair, "value") is { } value && Child(pair, "weight") is { } weight && pair.Children.Count == 2)
                    Add(value, weight);
                else {
                    Report(item, $"{path}: expected a value, or {{value: …, weight: …}}");
                    wrong = true;
                }
            }
        } else {
            Wrong(node, path, "choice: [a, b, …] or choice: {a: weight, b: weight, …}");
            wrong = true;
        }
        return wrong ? null : new(options.ToImmutable());
    }

    private Curve<T>? Curve<T>(YamlNode node, string path) {
        if (node is not YamlSequenceNode list) return (Curve<T>?)Wrong(node, path, "curve: [[value, density], …]");
        var points = ImmutableArray.CreateBuilder<(double, double)>();
        foreach (YamlNode item in list.Children) {
            if (item is not YamlSequenceNode { Children.Count: 2 } pair) Wrong(item, path, "a point [value, density]");
            else if (Numbers(pair, path) is [double value, double density]) points.Add((value, density));
        }
        return points.Count == list.Children.Count ? new(points.ToImmutable()) : null;
    }

    private Grid<T>? Grid<T>(YamlNode node, string path) {
        if (node is YamlSequenceNode list) {
            object?[] values = [.. list.Children.Select(n => Single(n, typeof(T), path))];
            return values.Contains(null) ? null : new([.. values.Cast<T>()]);
        }
        if (node is not YamlMappingNode) return (Grid<T>?)Wrong(node, path, "grid: [a, b, …] or grid: {from: …, to: …, count: …}");
        if (Parameters(node, path, "grid", "from", "to", "count") is not [double from, double to, double count]) return null;
        if (count is < 2 or > 1e6 || count != Math.Floor(count))
            return (Grid<T>?)Report(node, $"{path}: the count of a grid must be a whole number of 2 or more");
        var steps = ImmutableArray.CreateBuilder<T>();
        for (int i = 0; i < count; i++) {
            double x = from + (to - from) * i / (count - 1);
            if (typeof(T) == typeof(double)) steps.Add((T)(object)x);
            else if (typeof(T) == typeof(int) && x == Math.Round(x)) steps.Add((T)(object)(int)x);
            else return (Grid<T>?)Report(node,
                $"{path}: a grid of {References.Named(typeof(T))} cannot pass through {Draw.Text(x)}; list its values");
        }
        return new(steps.ToImmutable());
    }

    private Reference<T>? Reference<T>(YamlMappingNode mapping, string path) {
        object? target = Single(Child(mapping, "ref")!, typeof(string), path);
        object? times = Child(mapping, "times") is { } factor ? Single(factor, typeof(double), path) : 1.0;
        object? plus = Child(mapping, "plus") is { } offset ? Single(offset, typeof(double), path) : 0.0;
        return target is null || times is null || plus is null ? null : new((string)target, (double)times, (double)plus);
    }

    private static YamlNode? Child(YamlMappingNode mapping, string key) => mapping.Children.FirstOrDefault(c => TextOf(c.Key) == key).Value;
}
