using System.CommandLine;
using Diorama.Cli;

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
return ExitCodes.Run(root, args);
