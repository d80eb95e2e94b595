using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using Diorama.Cli.Commands.Assets;
using Diorama.Cli.Commands.Datasets;
using Diorama.Cli.Commands.Develop;
using Diorama.Cli.Commands.Models;
using Diorama.Cli.Commands.Photos;
using Diorama.Cli.Commands.Recipes;
using Diorama.Cli.Commands.Scenes;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Isolation;
using Diorama.Core.Processors;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.SceneFiles.Gltf;

try {
    if (InstructionSets.Limit is { } limit) InstructionSets.Apply(limit, InstructionSets.Variable);
    ParserOptions.ApplyEnvironment();
} catch (BadInputException e) {
    Console.Error.WriteLine(e.Message);
    return ExitCodes.Usage;
}
if (args is [ParserProcess.Argument])
    return ParserServer.Run(new Dictionary<string, Action<string, string>>([AssimpReader.Parser, GltfReader.Parser, ForeignImage.Parser]));
OwnProgram.UseForParsing();

// Numbers and texts have the same format wherever the program runs.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
Terminal.Guard();

if (!OpenFiles.AreEnough()) return ExitCodes.TryAgain;
(string Heading, Command[] Commands)[] groups = [
    ("Datasets", [GenerateCommand.Create(), PreviewCommand.Create(), ViewCommand.Create(), VerifyCommand.Create(),
        ExportCommand.Create()]),
    ("Runs on many machines", [PlanCommand.Create(), StatusCommand.Create(), MergeCommand.Create()]),
    ("Recipes, assets, scenes", [RecipeCommand.Create(), AssetsCommand.Create(), RenderCommand.Create()]),
    ("Photographs", [DetectCommand.Create()]),
    ("Learned systems", [ModelCommand.Create(), NoiseCommand.Create(), CacheCommand.Create()]),
    ("Development", [BenchCommand.Create(), GalleryCommand.Create()]),
];
var root = new RootCommand("Diorama makes training data for computer vision: path-traced images with exact labels.");
foreach (Command command in groups.SelectMany(g => g.Commands)) root.Add(command);
HelpOption help = root.Options.OfType<HelpOption>().Single();
help.Action = new CommandHelp((HelpAction)help.Action!, groups);
root.Options.OfType<VersionOption>().Single().Action = new Versions();
Usage.RefuseEmptyNames(root);
try {
    return ExitCodes.Run(root, args);
} finally {
    ParserProcess.Stop();
}
