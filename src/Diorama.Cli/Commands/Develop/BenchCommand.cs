using System.CommandLine;
using Diorama.Benchmarks;
using Diorama.Benchmarks.Detect;
using Diorama.Cli.Options;
using Diorama.StockScenes;

namespace Diorama.Cli.Commands.Develop;

/// <summary><c>diorama bench NAME</c>: runs the benchmarks of docs/benchmarks.md on this machine.</summary>
internal static class BenchCommand {
    public static Command Create() {
        var quick = new Option<bool>("--quick") { Description = "Small images and short references: a check, not a figure to quote." };
        var only = new Option<string?>("--scene") { Description = "Measure this scene alone: room, lamps or outdoors." }
            .OneOf([.. StockScene.Names]);
        var render = new Command("render",
            """
            Compare path tracing with Blender Cycles: time to equal error, converged difference.

            Examples:
              diorama bench render --quick
              diorama bench render --scene lamps
            """) { quick, only };
        var labels = new Command("labels", """
            Measure the label pass of a room of one million triangles.

            Examples:
              diorama bench labels
            """) { quick };
        var generate = new Command("generate", """
            Measure living rooms with basic labels: seconds to build, frames per second, memory.

            Examples:
              diorama bench generate
            """) {
            quick };
        var workload = new Option<string?>("--workload") { Description = "Measure this one alone: tiny, adam, unet, transformer or nerf." }
            .OneOf("tiny", "adam", "unet", "transformer", "nerf");
        var threads = NumberOption.Of("--threads", "Threads of both sides; 0 is one for each core.", 0, 0, CommonOptions.MaxThreads);
        var tensors = new Command("tensors", """
            Compare training steps with python3-torch: tiny nets, Adam, U-Net, transformer, NeRF.

            Examples:
              diorama bench tensors --workload unet --threads 1
            """) { quick, workload, threads };
        tensors.SetAction(parsed => TensorsBenchmark.Run(parsed.GetValue(quick), parsed.GetValue(threads), parsed.GetValue(workload)));
        var datasets = new Command("datasets",
            """
            Measure datasets: share of writing in a frame, images per second of formats, merging.

            Examples:
              diorama bench datasets
            """) { quick };
        datasets.SetAction(parsed => DatasetsBenchmark.Run(parsed.GetValue(quick)));
        var noise = new Command("noise",
            """
            Measure megapixels per second of learned noise, of the sensor, of the published flow.

            Examples:
              diorama bench noise --quick
            """) { quick, threads };
        noise.SetAction(parsed => NoiseBenchmark.Run(parsed.GetValue(quick), parsed.GetValue(threads)));
        var learning = new Command("learning",
            """
            Measure what trainings cost beyond their steps, and what mixed precision saves.

            Examples:
              diorama bench learning --quick
            """) { quick, threads };
        learning.SetAction(parsed => LearningBenchmark.Run(parsed.GetValue(quick), parsed.GetValue(threads)));
        var photos = new Option<string?>("--photos") {
            Description = "Folder with images/ and instances.json, photographs with boxes of COCO's classes.",
        };
        var cutouts = new Option<string?>("--cutouts") { Description = "Folder of pictures NAME.png with masks NAME_mask.png." };
        var peer = new Option<bool>("--peer") { Description = "Also run npm's library Human in Node on the same pictures." };
        var detect = new Command("detect",
            """
            Measure what is found in photographs, beside the library Human, and its speed.

            Examples:
              diorama bench detect --photos ~/coco-photos --cutouts ~/cutouts --peer
            """) { quick, photos, cutouts, peer };
        detect.SetAction(parsed => DetectBenchmark.Run(parsed.GetValue(photos), parsed.GetValue(cutouts), parsed.GetValue(peer),
            parsed.GetValue(quick)));
        generate.SetAction(parsed => GenerateBenchmark.Run(parsed.GetValue(quick)));
        render.SetAction(parsed => RenderBenchmark.Run(parsed.GetValue(quick), only: parsed.GetValue(only)));
        labels.SetAction(parsed => LabelsBenchmark.Run(parsed.GetValue(quick)));
        return new Command("bench", "Measure speed and agreement beside the peers; the last line is one JSON object.") { render, labels,
            generate, datasets, tensors, learning, noise, detect };
    }
}
