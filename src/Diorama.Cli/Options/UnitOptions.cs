using System.CommandLine;
using Diorama.Core.Spaces;
using Diorama.Rendering.SceneFiles;

namespace Diorama.Cli.Options;

/// <summary>Options for scene files whose numbers mean other lengths, or another upward axis, than their format states.</summary>
internal static class UnitOptions {
    public static readonly Option<string?> Unit = new Option<string?>("--unit") {
        Description = "Unit of the numbers in the file; by default what the format states, else metres.",
    }.OneOf([.. LengthUnits.Names]);
    public static readonly Option<double> Scale = NumberOption.Of("--scale", "Factor of all lengths, after the unit.", 1.0, 1e-6, 1e6);
    public static readonly Option<string?> Up = new Option<string?>("--up") {
        Description = "Axis of the file that points up; by default the format's.",
    }.OneOf([.. SignedAxis.All]);

    public static FileUnits UnitsOf(ParseResult parsed) =>
        new() { Unit = UnitOf(parsed), Scale = parsed.GetValue(Scale), Up = parsed.GetValue(Up) };

    public static LengthUnit? UnitOf(ParseResult parsed) => parsed.GetValue(Unit) is { } name ? LengthUnits.Parse(name) : null;
}
