using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Diorama.Cli.Options;
using Diorama.Cli.Processes;
using Diorama.Cli.Terminals;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Datasets.Labels;
using Diorama.Datasets.Layout;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Labels;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Cli.Commands.Scenes;

/// <summary><c>diorama render SCENE</c>: renders one frame of a scene file as an image with labels.</summary>
internal static class RenderCommand {
    private static readonly Argument<FileInfo> SceneFileArgument =
        new("SCENE") { Description = "glTF/GLB, OBJ, PLY, STL, COLLADA or FBX file." };
    private static readonly Option<string> Output = OutputOption.WithDefault(
        "Image to write: .exr holds every layer, .png what a camera would show.", "out.exr").EndingIn(".exr", ".png");
    private static readonly Option<string?> CameraName =
        new("--camera") { Description = "Name of the camera, or its number from 1; the first one by default." };
    private static readonly Option<int> Width = NumberOption.Of("--width", "Pixels across.", 640, 1, ImageSize.MaxSide);
    private static readonly Option<int> Height = NumberOption.Of("--height", "Pixels down.", 480, 1, ImageSize.MaxSide);
    private static readonly Option<int> Samples = NumberOption.Of("--samples", "Paths per pixel; powers of two are best.", 64, 1,
        1_000_000);
    private static readonly Option<int> Bounces = NumberOption.Of("--bounces", "Scattering events after the first visible surface.", 8, 0,
        1000);
    private static readonly Option<FileInfo?> EnvironmentMap =
        new("--environment") { Description = "2:1 panorama (EXR or HDR) that lights the scene." };
    private static readonly Option<string> Labels = new Option<string>("--labels") {
        Description = "'all', 'none', or names separated by commas (see docs/labels.md).", DefaultValueFactory = _ => "none",
    }.ReadBy(text => LabelNames.Parse(text));
    private static readonly Option<uint> Seed = NumberOption.Of("--seed", "Seed of the sampling; the same seed gives the same image.", 0u,
        0u,
        uint.MaxValue);
    private static readonly Option<double> Time = NumberOption.Of("--time", "Seconds on the clock of the scene's animations.", 0.0, -1e9,
        1e9);
    private static readonly Option<double> Rate = NumberOption.Of("--rate", "Frames per second, for flow to the next and previous frame.",
        24.0, 0.001, 1e6);
    private static readonly Option<float> Exposure = NumberOption.Of("--exposure", "Stops added to PNG pictures.", 0f, -64, 64);

    private static readonly Option<string> Glass = new Option<string>("--glass") {
        Description = "Labels of pixels on glass: those of its 'surface', or of what is seen 'through' it.",
        DefaultValueFactory = _ => "surface",
    }.OneOf("surface", "through");
    private static readonly Option<float> AlphaThreshold = NumberOption.Of("--alpha-threshold",
        "Alpha from which blended surfaces count for labels.", 0.5f, 0, 1);

    public static Command Create() {
        var command = new Command("render", """
            Path-trace one frame of a scene file, with exact labels.

            Examples:
              diorama render chair.glb -o chair.png --environment studio.exr
              diorama render room.glb -o room.exr --camera Desk --samples 256 --labels all
              diorama render part.stl --unit mm --up y --width 800 --height 800
              diorama render run.glb --time 1.5 --labels depth_z,instance,flow_forward
            """) {
            SceneFileArgument, Output, CameraName, Width, Height, Samples, Bounces, EnvironmentMap, Labels, Glass, AlphaThreshold, Seed,
                CommonOptions.Threads,
                Time, Rate,
            Exposure,
            UnitOptions.Unit, UnitOptions.Scale, UnitOptions.Up,
            ParserOptions.Seconds, ParserOptions.Gigabytes,
        };
        Usage.RefuseLargeImages(command, Width, Height);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    /// <summary>
    /// Returns the camera with the size of the command line, which takes precedence over that of the file; if only one side is given, the
    /// proportions are kept.
    /// </summary>
    private static Camera Sized(Node node, ParseResult parsed) {
        Camera camera = node.Camera!;
        bool width = parsed.GetResult(Width) is { Implicit: false }, height = parsed.GetResult(Height) is { Implicit: false };
        if (!width && !height) return camera;
        int w = width ? parsed.GetValue(Width) : Math.Max(1,
            (int)MathF.Round((float)camera.Width * parsed.GetValue(Height) / camera.Height));
        int h = height ? parsed.GetValue(Height) : Math.Max(1, (int)MathF.Round((float)camera.Height * w / camera.Width));
        if (ImageSize.Problem(w, h) is { } problem) throw new UsageException($"--width, --height: {problem}.");
        return (w, h) == (camera.Width, camera.Height) ? camera : node.Camera = camera.Resized(w, h);
    }

    /// <summary>
    /// Runs <paramref name="prepare"/> and adds the file's name to its error messages, as a prepared scene does not know its file.
    /// </summary>
    private static T InFile<T>(string path, Func<T> prepare) {
        try {
            return prepare();
        } catch (BadInputException e) when (!e.Message.StartsWith(Path.GetFileName(path), StringComparison.Ordinal)) {
            throw new BadInputException($"{Path.GetFileName(path)}: {e.Message}", e);
        }
    }

    private static LabelPolicy Policy(ParseResult parsed) {
        GlassPolicy glass = parsed.GetValue(Glass) == "through" ? GlassPolicy.Through : GlassPolicy.Surface;
        return new() { Geometry = glass, Identity = glass, Appearance = glass, AlphaThreshold = parsed.GetValue(AlphaThreshold) };
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        ParserOptions.Apply(parsed);
        string path = parsed.GetValue(SceneFileArgument)!.FullName;
        var output = new RenderOutput(parsed.GetValue(Output)!);
        LabelSet labels = LabelNames.Parse(parsed.GetValue(Labels)!);
        int threads = parsed.GetValue(CommonOptions.Threads);
        double time = parsed.GetValue(Time), interval = 1 / parsed.GetValue(Rate);
        var clock = Stopwatch.StartNew();
        Scene scene = SceneFile.Read(path, parsed.GetValue(Width), parsed.GetValue(Height),
            units: UnitOptions.UnitsOf(parsed));
        if (parsed.GetValue(EnvironmentMap) is { } map) scene.Environment = new() { Map = ImageFile.ReadEnvironment(map.FullName) };
        bool hasCamera = scene.Nodes.Exists(n => n.Camera is not null);
        Node node = InFile(path, () => SceneDefaults.ChooseCamera(scene, parsed.GetValue(CameraName), Path.GetFileName(path), time,
            parsed.GetValue(Width), parsed.GetValue(Height)));
        Camera camera = Sized(node, parsed);
        InFile(path, () => {
            SceneDefaults.LightIfDark(scene, node, !hasCamera, time, threads);
            return true;
        });
        var options = new PrepareOptions { FrameTime = time, MotionSeconds = camera.ShutterSeconds + camera.ReadoutSeconds };
        bool flow = labels.Overlaps(LabelSet.Forward | LabelSet.Backward);
        using FlowNeighbours? neighbours = flow ? InFile(path, () => FlowNeighbours.Prepare(scene, node, time, interval, options)) : null;
        using RenderScene? alone = flow ? null : InFile(path, () => RenderScene.Prepare(scene, options));
        RenderScene prepared = neighbours?.Scene ?? alone!;
        foreach (string warning in IdLimits.Warnings(prepared, labels)) scene.Warnings.Add(warning);
        CameraRays rays = neighbours?.Camera ?? InFile(path, () => prepared.CameraAt(node));
        foreach (string warning in scene.Warnings.Messages) Console.Error.WriteLine($"warning: {warning}");
        double preparing = clock.Elapsed.TotalSeconds;

        RenderedImage image = null!;
        ProgressLine.Run("rendering", progress => image = PathTracer.Render(prepared, rays, new RenderSettings {
            Samples = parsed.GetValue(Samples), Seed = parsed.GetValue(Seed), MaxBounces = parsed.GetValue(Bounces), Threads = threads,
            SplitLight = labels != LabelSet.None || output.IsExr, Progress = progress, Cancellation = cancellation,
        }));
        double rendering = clock.Elapsed.TotalSeconds - preparing;
        LabelFrame? frame = labels == LabelSet.None ? null : LabelPass.Run(prepared, rays, new LabelOptions {
            Labels = labels, Policy = Policy(parsed), Threads = threads, Next = neighbours?.Next, Previous = neighbours?.Previous,
        });
        double labelling = clock.Elapsed.TotalSeconds - rendering - preparing;
        float exposure = MathF.Pow(2, parsed.GetValue(Exposure) + camera.ExposureStops);
        foreach (string file in output.Write(image, frame, prepared, rays, exposure)) Console.WriteLine(file);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{prepared.Objects.Count} objects, {camera.Width}×{camera.Height}, {parsed.GetValue(Samples)} samples: prepared in "
                + $"{preparing:0.0} s, rendered in {rendering:0.0} s{(frame is null ? "" : $", labelled in {labelling:0.00} s")}"));
        return 0;
    }
}
