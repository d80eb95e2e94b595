using System.CommandLine;
using System.Globalization;
using Diorama.Assets.Index;
using Diorama.Assets.Pictures;
using Diorama.Assets.Taxonomy;
using Diorama.Cli.Options;
using Diorama.Core.Images;
using Diorama.Core.Pictures;
using Diorama.Core.Quoting;

namespace Diorama.Cli.Commands.Assets;

/// <summary><c>diorama assets show</c>: renders an asset from all sides, and prints its properties.</summary>
internal static class AssetsShowCommand {
    private const int Views = 8, Columns = 4, MaxSamples = 1_000_000;

    private static readonly Argument<string> Id = new("ID") { Description = "Id of an asset, such as sofa-12." };
    private static readonly Option<string?> Output = OutputOption.Optional("PNG to write; by default ID.png in this folder.")
        .EndingIn(".png");
    private static readonly Option<int> Size = NumberOption.Of("--size", "Pixels across of one view.", 200, 16, 4096);
    private static readonly Option<int> Samples = NumberOption.Of("--samples", "Paths per pixel.", 16, 1, MaxSamples);

    public static Command Create() {
        var command = new Command("show", """
            Render a turntable of an asset: eight views, the first from its front.

            Examples:
              diorama assets show sofa-12
              diorama assets show sofa-12 -o sofa.png --size 400 --samples 64
            """) { Id, Output, Size,
            Samples, CommonOptions.NoInstall };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed) {
        var library = CommonOptions.Library(parsed);
        var asset = library.Find(parsed.GetValue(Id)!);
        var model = library.Load(asset);
        foreach (string fact in Facts(asset, model, library.Classes)) Console.WriteLine(TerminalText.Of(fact));
        string path = parsed.GetValue(Output) ?? asset.Id + ".png";
        int size = parsed.GetValue(Size);
        if (PictureFont.WarningOf([asset.Id, Line(asset)]) is { } warning) Console.Error.WriteLine($"warning: {warning}.");
        var sheet = new PictureGrid(Columns, size, size) { Title = asset.Id, Subtitle = Line(asset) };
        foreach (var view in Turntable.Render(model, Views, size, parsed.GetValue(Samples))) sheet.Add(view);
        ImageFile.WritePng(path, sheet.Draw());
        Console.WriteLine(path);
        return 0;
    }

    private static string Line(Asset asset) => string.Create(CultureInfo.InvariantCulture,
        $"{asset.Name}, {100 * asset.Size.X:0} × {100 * asset.Size.Y:0} × {100 * asset.Size.Z:0} cm, {asset.Licence} by {asset.Author}");

    private static IEnumerable<string> Facts(Asset asset, AssetModel model, ClassSet classes) {
        AssetClass type = classes.Find(asset.Class);
        var c = CultureInfo.InvariantCulture;
        yield return $"{asset.Id}: {asset.Name} ({asset.Category})";
        yield return $"class     {type.Name} ({type.Id}), "
            + $"{type.Group}{(type.CocoName is null ? "" : $", COCO {type.CocoName} ({type.CocoId})")}";
        yield return string.Create(c,
            $"size      {100 * asset.Size.X:0.#} × {100 * asset.Size.Y:0.#} × {100 * asset.Size.Z:0.#} cm (width × depth × height)");
        if (asset.Elevation > 0) yield return string.Create(c, $"elevation {100 * asset.Elevation:0.#} cm");
        yield return asset.SupportHeight is { } support ? string.Create(c, $"on top    things may stand at {100 * support:0.#} cm")
            : "on top    nothing may stand on it";
        if (asset.Opening is { } opening) yield return $"opening   {opening.Kind.ToString().ToLowerInvariant()}";
        if (asset.Lights.Count > 0) yield return $"lights    {asset.Lights.Count}";
        if (model.Keypoints.Count > 0) yield return $"keypoints {string.Join(", ", model.Keypoints.Select(k => k.Name))}";
        yield return $"licence   {asset.Licence}, by {asset.Author}";
        yield return $"model     {asset.Pack}: {asset.Model}, {model.Parts.Sum(p => p.Mesh.TriangleCount).ToString("N0", c)} triangles, "
            + $"{model.Parts.Count} materials";
    }
}
