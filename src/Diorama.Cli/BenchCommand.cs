using System.CommandLine;
using Diorama.Benchmarks;

namespace Diorama.Cli;

/// <summary><c>diorama bench NAME</c>: what docs/benchmarks.md records, run again on this machine.</summary>
internal static class BenchCommand {
    public static Command Create() {
        var quick = new Option<bool>("--quick") { Description = "Small images and short references: a check, not a figure to quote." };
        var only = new Option<string?>("--scene") { Description = "Measure this scene alone." };
        var render = new Command("render",
            "Path tracing against Blender Cycles: time to equal error and difference of the converged images.") { quick, only };
        var labels = new Command("labels", "Seconds for the label pass of a one-million-triangle room.") { quick };
        var generate = new Command("generate", "Living rooms with basic labels: seconds to build one, frames per second, memory.") {
            quick };
        var workload = new Option<string?>("--workload") { Description = "Measure this one alone: tiny, adam, unet, transformer or nerf." };
        var threads = NumberOption.Of("--threads", "Threads of both sides; 0 is one for each core.", 0, 0, RecipeOptions.MostThreads);
        var tensors = new Command("tensors", "Training steps beside python3-torch: tiny networks (the cost of calls), Adam, U-Net, "
            + "transformer, NeRF.") { quick, workload, threads };
        tensors.SetAction(parsed => TensorsBenchmark.Run(parsed.GetValue(quick), parsed.GetValue(threads), parsed.GetValue(workload)));
        var datasets = new Command("datasets",
            "Writing's share in the time of a frame, images per second of each format, cost of COCO and of merging.") { quick };
        datasets.SetAction(parsed => DatasetsBenchmark.Run(parsed.GetValue(quick)));
        var noise = new Command("noise",
            "Megapixels per second of learned camera noise, of the sensor, and of the published flow by libtorch.") { quick, threads };
        noise.SetAction(parsed => NoiseBenchmark.Run(parsed.GetValue(quick), parsed.GetValue(threads)));
        generate.SetAction(parsed => GenerateBenchmark.Run(parsed.GetValue(quick)));
        render.SetAction(parsed => RenderBenchmark.Run(parsed.GetValue(quick), only: parsed.GetValue(only)));
        labels.SetAction(parsed => LabelsBenchmark.Run(parsed.GetValue(quick)));
        return new Command("bench", "Measure speed and agreement beside the peers; the last line is one JSON object.") { render, labels,
            generate, datasets, tensors, noise };
    }
}
