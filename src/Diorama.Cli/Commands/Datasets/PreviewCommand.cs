using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Diorama.Assets;
using Diorama.Cli.Options;
using Diorama.Cli.Terminals;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Datasets.Frames;
using Diorama.Datasets.Layout;
using Diorama.Datasets.Pictures;
using Diorama.Datasets.Runs;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Labels;
using Diorama.Rendering.Scenes;
using Diorama.Worlds;
using Diorama.Worlds.Recipes;

namespace Diorama.Cli.Commands.Datasets;

/// <summary><c>diorama preview RECIPE</c>: draws one frame of a recipe with its labels as one picture, within seconds.</summary>
internal static class PreviewCommand {
    private const int Samples = 8, MaxWidth = 360;
    private static readonly LabelSet Shown = PreviewFilter.Guides | LabelTable.DepthZ | LabelTable.Class;

    private static readonly Option<string> Output = OutputOption.WithDefault("Picture to write (.png).", "preview.png")
        .EndingIn(".png");
    private static readonly Option<int> Frame = NumberOption.Of("--frame", "Number of the frame, from 0.", 0, 0, 1_000_000_000);

    public static Command Create() {
        var command = new Command("preview", """
            Show one frame of a recipe with its labels in one picture. Panels are the image, boxes, masks, depth, normals
            and classes. It is the same scene that 'generate' makes, in a smaller image of few samples, smoothed, unless
            --width and --samples say otherwise.

            Examples:
              diorama preview living-room --frame 3
              diorama preview my.yaml --set camera.camera_height=0.4 -o low.png
            """) {
            RecipeOptions.Name, Frame, Output, RecipeOptions.Seed, RecipeOptions.Width, RecipeOptions.Height, RecipeOptions.Samples,
            RecipeOptions.Set,
            CommonOptions.Threads, CommonOptions.NoInstall,
        };
        Usage.RefuseLargeImages(command, RecipeOptions.Width, RecipeOptions.Height);
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(parsed, cancellation), CancellationToken.None));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        var clock = Stopwatch.StartNew();
        Recipe recipe = RecipeOptions.Read(parsed, parsed.GetValue(RecipeOptions.Name)!);
        if (parsed.GetValue(RecipeOptions.Samples) is null) recipe.Render.Samples = Math.Min(Samples, recipe.Render.Samples);
        string output = parsed.GetValue(Output)!;
        int frame = parsed.GetValue(Frame), perScene = recipe.Camera.FramesPerScene;
        AssetLibrary library = CommonOptions.Library(parsed);
        FrameSettings settings = RecipeOptions.Settings(recipe) with { Labels = Shown,
            Threads = parsed.GetValue(CommonOptions.Threads) };
        if (Path.GetDirectoryName(Path.GetFullPath(output)) is { } folder) AtomicFile.Sweep(folder);
        var builder = new WorldBuilder(recipe, library);
        using World world = builder.Build(frame / perScene);
        if (parsed.GetValue(RecipeOptions.Width) is null && parsed.GetValue(RecipeOptions.Height) is null) {
            foreach (Node node in world.Cameras) Shrink(node);
        }
        using var frames = new SceneFrames(world, frame / perScene, settings);
        ClassTable classes = ClassTable.Of(builder.Classes.OfDataset);
        RenderedFrame rendered = null!;
        ProgressLine.Run("rendering", progress => rendered = frames.Render(frame % perScene, 0, progress, cancellation));
        if (rendered.Radiance is { } radiance) rendered = rendered.With(PreviewFilter.Smooth(radiance, rendered.Labels, settings.Threads));
        var files = new FrameFiles(world, classes, perScene);
        files.MapClasses(rendered);
        FrameRecord record = files.Describe(rendered);
        ImageFile.WritePng(output, PreviewPicture.Draw(rendered, record, classes, recipe.Name));
        foreach (string warning in world.Scene.Warnings.Messages) Console.Error.WriteLine($"warning: {warning}");
        foreach (var failure in world.Report.Failures)
            Console.Error.WriteLine($"not placed: {failure.Class}, {RunReport.Words(failure.Reason.ToString())}");
        Console.WriteLine(output);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{record.Objects.Count} objects, {clock.Elapsed.TotalSeconds:0.0} s"));
        return 0;
    }

    private static void Shrink(Node node) {
        Camera camera = node.Camera!;
        if (camera.Width > MaxWidth)
            node.Camera = camera.Resized(MaxWidth, Math.Max(1, (int)MathF.Round((float)MaxWidth * camera.Height / camera.Width)));
    }
}
