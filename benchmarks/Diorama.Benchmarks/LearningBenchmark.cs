using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Diorama.Benchmarks.Learning;
using Diorama.Core.Colors;
using Diorama.Core.Files;
using Diorama.Core.Images;
using Diorama.Core.Randomness;
using Diorama.Geometry.Meshes;
using Diorama.Learning.Rendered;
using Diorama.Learning.Training;
using Diorama.Rendering.Integrators;
using Diorama.Rendering.Lights;
using Diorama.Rendering.Materials;
using Diorama.Rendering.Scenes;
using Diorama.Tensors;
using Diorama.Tensors.Optimisers;

namespace Diorama.Benchmarks;

/// <summary><c>diorama bench learning</c>: what trainings cost beyond their steps, and what mixed precision saves of these.</summary>
public static class LearningBenchmark {
    private const int Rounds = 5;

    /// <summary>Progress goes to standard error; the last line on standard output is one JSON object.</summary>
    /// <param name="quick">Short rounds, each with as many checkpoints as a long one: a check, not a figure to quote.</param>
    /// <param name="threads">0 is as many as the machine has cores.</param>
    public static int Run(bool quick, int threads = 0) {
        Torch.Threads = threads > 0 ? threads : System.Environment.ProcessorCount;
        double overhead = StepOverhead(quick);
        double? network = null, transformer = null;
        if (Autocast.IsFast) {
            network = AutocastSpeedup(Workload.UNet, quick);
            transformer = AutocastSpeedup(Workload.Transformer, quick);
        } else {
            Console.Error.WriteLine("this processor has no instructions for bfloat16 (AVX512_BF16 or AMX): mixed precision saves nothing");
        }
        double rendered = RenderedImagesPerSecond(quick);
        Console.WriteLine(new JsonObject {
            ["step_overhead"] = Math.Round(overhead, 4), ["autocast_speedup"] = network, ["autocast_speedup_transformer"] = transformer,
            ["rendered_images_per_second"] = Math.Round(rendered, 2),
            ["threads"] = Torch.Threads, ["quick"] = quick,
        }.ToJsonString());
        return 0;
    }

    /// <summary>
    /// Processor seconds of steps in 32 bits over those of as many in mixed precision: the median of the ratios of rounds in turns.
    /// </summary>
    private static double AutocastSpeedup(Func<bool, Workload> create, bool quick) {
        using var scope = new TensorScope();
        Workload exact = create(false), mixed = create(true);
        Steps(mixed, 3);
        Steps(exact, 3);
        int steps = (int)((quick ? 2 : 20) / (Timed(() => Steps(exact, 5)).Elapsed / 5)) + 1;
        double[] ratios = new double[Rounds];
        for (int i = 0; i < Rounds; i++) {
            double before = Timed(() => Steps(exact, steps)).Processor, now = Timed(() => Steps(mixed, steps)).Processor;
            ratios[i] = before / now;
            Console.Error.WriteLine($"{exact.Name}, {steps} steps: {before:0.00} s of processor time in 32 bits, {now:0.00} s mixed");
        }
        Array.Sort(ratios);
        return Math.Round(ratios[Rounds / 2], 3);

        static void Steps(Workload workload, int count) {
            for (int i = 0; i < count; i++) workload.Step();
        }
    }

    /// <summary>
    /// Processor seconds of a training of the U-Net, with log, clipping and a checkpoint a minute, over those of a bare loop of as many
    /// steps: the median of the ratios of rounds in turns.
    /// </summary>
    private static double StepOverhead(bool quick) {
        using var folder = new ScratchFolder("bench-learning");
        using var scope = new TensorScope();
        Tensor x = Tensor.Randn([4, 3, 64, 64]), y = Tensor.Randn([4, 3, 64, 64]);
        Bare(5);
        double seconds = quick ? 6 : 65;
        int steps = (int)(seconds / (Timed(() => Bare(10)).Elapsed / 10)) + 1;
        double[] ratios = new double[Rounds];
        for (int i = 0; i < Rounds; i++) {
            double bare = Timed(() => Bare(steps)).Processor, run = Timed(() => Trained(steps, i)).Processor;
            ratios[i] = run / bare;
            Console.Error.WriteLine($"{steps} steps: {bare:0.00} s of processor time alone, {run:0.00} s as a training");
        }
        Array.Sort(ratios);
        return ratios[Rounds / 2];

        void Bare(int count) {
            using var inner = new TensorScope();
            var model = new UNet();
            var adam = new Adam(model.Parameters);
            for (int i = 0; i < count; i++) {
                using var step = new TensorScope();
                adam.ZeroGrad();
                Functional.MseLoss(model.Forward(x), y).Backward();
                adam.Step();
            }
        }

        void Trained(int count, int round) {
            using var inner = new TensorScope();
            using var run = TrainingRun.Start(1, new() { Path = Path.Combine(folder.Path, $"{round}.safetensors"),
                CheckpointMinutes = quick ? 0.05 : 1 });
            var model = new UNet();
            run.Run(model, new Adam(model.Parameters), new() { Steps = count, MaxGradientNorm = 1 },
                _ => Functional.MseLoss(model.Forward(x), y));
        }
    }

    /// <summary>
    /// Images of 128×128 pixels with 16 samples each that a rendered set makes in a second, on all cores: balls under a lamp.
    /// </summary>
    private static double RenderedImagesPerSecond(bool quick) {
        using var folder = new ScratchFolder("bench-rendered");
        var options = new RenderedOptions { Folder = folder.Path };
        var plan = new RenderedPlan("balls", Version: 1, Seed: 1, Count: quick ? 64 : 512);
        RenderedSet.Make(plan with { Seed = 0, Count = 1, PerShard = 8 }, Sample, options).Dispose();
        double seconds = Timed(() => RenderedSet.Make(plan, Sample, options).Dispose()).Elapsed;
        Console.Error.WriteLine($"{plan.Count} images in {seconds:0.00} s");
        return plan.Count / seconds;

        static RenderedSample Sample(long number, Keyed key) {
            const int Size = 128;
            KeyedGenerator random = key.Generator();
            var scene = new Scene { Environment = new() { Scale = new(0.3f) } };
            scene.Add(Primitives.Quad(new(20)), Material.Plastic(new(0.45f), roughness: 1));
            for (int i = 0; i < 5; i++) {
                float radius = 0.2f + 0.3f * random.NextFloat();
                var color = new Vector3(random.NextFloat(), random.NextFloat(), random.NextFloat());
                scene.Add(Primitives.Icosphere(radius, subdivisions: 4), Material.Plastic(color, roughness: random.NextFloat()),
                    at: new(3 * random.NextFloat() - 1.5f, 3 * random.NextFloat() - 1.5f, radius));
            }
            scene.Add(new Light { Kind = LightKind.Disc, Size = new(1.5f), Intensity = 12 }, from: new(-2.5f, -2, 3.5f), to: default);
            Node camera = scene.AddCamera(eye: new(0, -4.5f, 1.6f), target: new(0, 0, 0.45f), verticalFov: 40, width: Size, height: Size);
            using RenderScene prepared = RenderScene.Prepare(scene);
            Image<Rgb8> picture = ImageFile.Encode(PathTracer.Render(prepared, prepared.CameraAt(camera),
                new() { Samples = 16, Threads = 1 }).Radiance);
            return new RenderedSample().Add<byte>("image", MemoryMarshal.AsBytes(picture.Pixels.AsSpan()), Size, Size, 3);
        }
    }

    private static (double Elapsed, double Processor) Timed(Action work) {
        using Process process = Process.GetCurrentProcess();
        TimeSpan before = process.TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        work();
        process.Refresh();
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, (process.TotalProcessorTime - before).TotalSeconds);
    }
}
