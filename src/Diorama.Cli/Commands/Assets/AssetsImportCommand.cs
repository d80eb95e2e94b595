using System.CommandLine;
using System.CommandLine.Parsing;
using System.Numerics;
using Diorama.Assets.Import;
using Diorama.Assets.Index;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Core.Quoting;

namespace Diorama.Cli.Commands.Assets;

/// <summary><c>diorama assets import</c>: adds the user's own models to the assets.</summary>
internal static class AssetsImportCommand {
    private static readonly Argument<string> Source =
        new("FILE") { Description = "Model (glTF, GLB, OBJ, PLY, STL, COLLADA, FBX), or a folder with manifest.yaml or manifest.json." };
    private static readonly Option<string?> ClassName = new Option<string?>("--class") {
        Description = "Class, such as chair; a name that is no class yet becomes a class of your own.",
    }.ReadBy(name => OwnClasses.FindOrDeclare(name, OwnClasses.Known()));
    private static readonly Option<string?> Licence = new("--licence", "--license") { Description = "SPDX name such as CC0-1.0." };
    private static readonly Option<string?> Author = new("--author") { Description = "Whose work it is." };
    private static readonly Option<string?> Name = new("--name") { Description = "For people; by default the file's name." };
    private static readonly Option<Vector3?> Size =
        new("--size") { Description = "Width x depth x height in centimetres, 45x52x90; by default the file's.", CustomParser = SizeOf };
    private static readonly Option<string?> Up =
        new Option<string?>("--up") { Description = "Axis of the file that points up, y or z; by default the format's." }
            .OneOf("x", "y", "z", "-x", "-y", "-z");
    private static readonly Option<string?> Front = new Option<string?>("--front") {
        Description = "Axis of the file that the front faces, such as -x.",
    }.OneOf("x", "y", "z", "-x", "-y", "-z");

    public static Command Create() {
        var command = new Command("import", """
            Take a model, or a folder of them, into your own assets.

            Examples:
              diorama assets import chair.glb --class chair --licence CC0-1.0
              diorama assets import bolt.stl --class "hex bolt" --unit mm --licence CC0-1.0
              diorama assets import sofa.obj --class sofa --licence CC-BY-4.0 --author Ann --size 200x90x80
              diorama assets import models/                          (with models/manifest.yaml; docs/assets.md)
            """) { Source, ClassName, Licence,
            Author, Name, Size, UnitOptions.Unit, UnitOptions.Scale, Up, Front, ParserOptions.Seconds, ParserOptions.Gigabytes };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static Vector3? SizeOf(ArgumentResult result) {
        try {
            return ImportSize.Parse(result.Tokens.Count > 0 ? result.Tokens[0].Value : "", "--size");
        } catch (BadInputException e) {
            result.AddError(e.Message + ".");
            return null;
        }
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        ParserOptions.Apply(parsed);
        string source = Path.GetFullPath(parsed.GetValue(Source)!);
        ImportManifest manifest = Directory.Exists(source) ? ImportManifest.Read(source) : new([new() {
            File = source,
            Class = parsed.GetValue(ClassName) ?? throw new UsageException($"{source}: state its class, such as --class chair."),
            Licence = parsed.GetValue(Licence) ?? throw new UsageException($"{source}: state its licence, such as --licence CC0-1.0."),
            Author = parsed.GetValue(Author), Name = parsed.GetValue(Name), Up = parsed.GetValue(Up), Front = parsed.GetValue(Front),
            Size = parsed.GetValue(Size), Unit = UnitOptions.UnitOf(parsed), Scale = parsed.GetValue(UnitOptions.Scale),
        }], []);
        IReadOnlyList<Asset> taken = [];
        ProgressLine.Run("importing", progress => taken = AssetImport.Run(manifest.Orders,
            warn: warning => Console.Error.WriteLine($"warning: {TerminalText.Of(warning)}"), progress: progress,
            cancellation: cancellation, declared: manifest.Classes));
        foreach (Asset asset in taken) {
            Console.WriteLine(FormattableString.Invariant(
                $"{asset.Id}: {asset.Name}, {100 * asset.Size.X:0.#} × {100 * asset.Size.Y:0.#} × {100 * asset.Size.Z:0.#} cm"));
        }
        return 0;
    }
}
