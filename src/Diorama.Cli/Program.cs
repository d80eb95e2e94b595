using System.CommandLine;
using System.Globalization;
using Diorama.Cli;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Core.Isolation;
using Diorama.Core.Processors;
using Diorama.Rendering.SceneFiles;

try {
    if (InstructionSets.Limit is { } limit) InstructionSets.Apply(limit, InstructionSets.Variable);
    ParserOptions.ApplyEnvironment();
} catch (BadInputException e) {
    Console.Error.WriteLine(e.Message);
    return ExitCodes.Usage;
}
if (args is [ParserProcess.Argument])
    return ParserServer.Run(new Dictionary<string, Action<string, string>>([AssimpReader.Parser, ForeignImage.Parser]));
OwnProgram.UseForParsing();

// Numbers and words are the same wherever the program runs.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
Terminal.Guard();

if (!OpenFiles.AreEnough()) return ExitCodes.TryAgain;
var root = new RootCommand("Diorama makes training data for computer vision: path-traced images with exact labels.") {
    GenerateCommand.Create(),
    ExportCommand.Create(),
    PlanCommand.Create(),
    MergeCommand.Create(),
    StatusCommand.Create(),
    PreviewCommand.Create(),
    VerifyCommand.Create(),
    ViewCommand.Create(),
    RenderCommand.Create(),
    BenchCommand.Create(),
    RecipeCommand.Create(),
    GalleryCommand.Create(),
    NoiseCommand.Create(),
    AssetsCommand.Create(),
};
root.Options.OfType<VersionOption>().Single().Action = new Versions();
Usage.RefuseEmptyNames(root);
try {
    return ExitCodes.Run(root, args);
} finally {
    ParserProcess.Stop();
}
