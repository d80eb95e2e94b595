using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Diorama.Core;
using Diorama.Core.Images;
using Diorama.Rendering.Cameras;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.SceneFiles;
using Diorama.Rendering.Scenes;

namespace Diorama.Cli;

/// <summary><c>diorama render SCENE</c>: one frame of a scene file, as an image and as labels.</summary>
internal static class RenderCommand {
    private static readonly Argument<FileInfo> SceneFileArgument = new("SCENE") { Description = "glTF/GLB, OBJ, PLY, STL, COLLADA or FBX file." };
    private static readonly Option<string> Output = new("--output", "-o") {
        Description = "Image to write: .exr holds every layer, .png what a camera would show.", DefaultValueFactory = _ => "out.exr",
    };
    private static readonly Option<string?> CameraName = new("--camera") { Description = "Name of the camera; the first one by default." };
    private static readonly Option<int> Width = Positive("--width", "Pixels across.", 640);
    private static readonly Option<int> Height = Positive("--height", "Pixels down.", 480);
    private static readonly Option<int> Samples = Positive("--samples", "Paths per pixel; powers of two are best.", 64);
    private static readonly Option<int> Bounces = new("--bounces") { Description = "Scattering events after the first visible surface.", DefaultValueFactory = _ => 8 };
    private static readonly Option<FileInfo?> EnvironmentMap = new("--environment") { Description = "2:1 panorama (EXR or HDR) that lights the scene." };
    private static readonly Option<string> Labels = new("--labels") { Description = "'all', 'none', or names separated by commas (see docs/labels.md).", DefaultValueFactory = _ => "none" };
    private static readonly Option<uint> Seed = new("--seed") { Description = "Seed of the sampling; the same seed gives the same image.", DefaultValueFactory = _ => 0u };
    private static readonly Option<int> Threads = new("--threads") { Description = "Worker threads; 0 uses every processor. The image does not depend on it.", DefaultValueFactory = _ => 0 };
    private static readonly Option<double> Time = new("--time") { Description = "Seconds on the clock of the scene's animations.", DefaultValueFactory = _ => 0 };
    private static readonly Option<double> Rate = new("--rate") { Description = "Frames per second, for flow to the next and previous frame.", DefaultValueFactory = _ => 24 };
    private static readonly Option<float> Exposure = new("--exposure") { Description = "Stops added to PNG pictures.", DefaultValueFactory = _ => 0 };

    public static Command Create() {
        var command = new Command("render", """
            Path-trace one frame of a scene file, with exact labels.

            Examples:
              diorama render chair.glb -o chair.png --environment studio.exr
              diorama render room.glb -o room.exr --camera Desk --samples 256 --labels all
              diorama render run.glb --time 1.5 --labels depth_z,instance,flow_forward
            """) {
            SceneFileArgument, Output, CameraName, Width, Height, Samples, Bounces, EnvironmentMap, Labels, Seed, Threads, Time, Rate, Exposure,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static Option<int> Positive(string name, string description, int value) {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => value };
        option.Validators.Add(result => {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() <= 0) result.AddError($"{name} must be a whole number above 0.");
        });
        return option;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation) {
        string path = parsed.GetValue(SceneFileArgument)!.FullName, output = parsed.GetValue(Output)!;
        RenderOutput.CheckTarget(output);
        LabelNames labels = LabelNames.Parse(parsed.GetValue(Labels)!);
        var clock = Stopwatch.StartNew();
        Scene scene = SceneFile.Read(path, parsed.GetValue(Width), parsed.GetValue(Height));
        if (parsed.GetValue(EnvironmentMap) is { } map) scene.Environment = new() { Map = ImageFile.ReadEnvironment(map.FullName) };
        SceneDefaults.LightIfDark(scene);
        Node cameraNode = SceneDefaults.ChooseCamera(scene, parsed.GetValue(CameraName), Path.GetFileName(path), parsed.GetValue(Width), parsed.GetValue(Height));
        Camera camera = cameraNode.Camera!;
        double time = parsed.GetValue(Time);
        var options = new PrepareOptions { FrameTime = time, MotionSeconds = camera.ShutterSeconds + camera.ReadoutSeconds };
        using RenderScene prepared = RenderScene.Prepare(scene, options);
        foreach (string warning in scene.Warnings.Messages) Console.Error.WriteLine($"warning: {warning}");
        CameraRays rays = prepared.CameraAt(cameraNode);
        double prepareSeconds = clock.Elapsed.TotalSeconds;

        RenderedImage image = null!;
        ProgressLine.Run("rendering", progress => image = PathTracer.Render(prepared, rays, new RenderSettings {
            Samples = parsed.GetValue(Samples), Seed = parsed.GetValue(Seed), MaxBounces = parsed.GetValue(Bounces), Threads = parsed.GetValue(Threads),
            SplitLight = labels.Any || output.EndsWith(".exr", StringComparison.OrdinalIgnoreCase), Progress = progress, Cancellation = cancellation,
        }));
        double renderSeconds = clock.Elapsed.TotalSeconds - prepareSeconds;
        float exposure = MathF.Pow(2, parsed.GetValue(Exposure) + camera.ExposureStops);
        IReadOnlyList<string> written = RenderOutput.Write(output, image, labels, prepared, rays, cameraNode, 1 / parsed.GetValue(Rate), exposure, parsed.GetValue(Threads));
        foreach (string file in written) Console.WriteLine(file);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{prepared.Objects.Count} objects, {camera.Width}×{camera.Height}, {parsed.GetValue(Samples)} samples: prepared in {prepareSeconds:0.0} s, rendered in {renderSeconds:0.0} s"));
        return 0;
    }
}
