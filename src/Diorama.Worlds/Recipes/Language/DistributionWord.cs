namespace Diorama.Worlds.Recipes.Language;

/// <summary>A key that makes a mapping a distribution.</summary>
/// <param name="Key">The key, as recipes write it.</param>
/// <param name="Type">The generic record type of the distribution, without its type argument.</param>
/// <param name="Numbers">True if the distribution can draw only numbers and colours.</param>
/// <param name="Example">A YAML value with this key.</param>
internal sealed record DistributionWord(string Key, Type Type, bool Numbers, string Example) {
    public static IReadOnlyList<DistributionWord> All { get; } = [
        new("uniform", typeof(Uniform<>), true, "{uniform: [1, 3]}"),
        new("normal", typeof(Normal<>), true, "{normal: {mean: 1.5, deviation: 0.2, min: 1, max: 2}}"),
        new("log_uniform", typeof(LogUniform<>), true, "{log_uniform: [10, 1000]}"),
        new("choice", typeof(Choice<>), false, "{choice: [wood, tiles]} or {choice: {wood: 3, tiles: 1}}"),
        new("curve", typeof(Curve<>), true, "{curve: [[6, 0], [12, 1], [20, 0]]}"),
        new("grid", typeof(Grid<>), false, "{grid: [1, 2, 5]} or {grid: {from: 0, to: 90, count: 4}}"),
        new("ref", typeof(Reference<>), false, "{ref: world.rooms.0.width, times: 0.5, plus: 1}"),
    ];
}
