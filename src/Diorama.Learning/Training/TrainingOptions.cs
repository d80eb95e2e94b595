using Diorama.Tensors;

namespace Diorama.Learning.Training;

/// <summary>
/// Where and for how long a training runs. What it learns, and how fast, is the system's own (<see cref="TrainingPlan"/>).
/// </summary>
public sealed record TrainingOptions {
    /// <summary>
    /// Path of the weights that the training makes, a safetensors file. Beside it lie facts (<c>.json</c>), log (<c>.jsonl</c>), curve
    /// (<c>.png</c>) and, until the training has ended, its checkpoint (<c>.checkpoint.safetensors</c>). Null writes nothing.
    /// </summary>
    public string? Path { get; init; }
    /// <summary>
    /// What is trained: system, size, data. A checkpoint of anything else is refused. One line.
    /// </summary>
    public string Identity { get; init; } = "";
    /// <summary>Number of steps to make; null makes those of the plan. The learning rate follows the plan either way.</summary>
    public long? Steps { get; init; }
    /// <summary>
    /// Time to train in minutes, all runs together; null does not count it. Training stops after a whole step, whose number is in the
    /// facts: the same number as <see cref="Steps"/> gives the same weights.
    /// </summary>
    public double? Minutes { get; init; }
    /// <summary>Device of the models. A checkpoint goes on on another one, with the same state and other last bits.</summary>
    public Device Device { get; init; } = Device.Cpu;
    /// <summary>Minutes between two checkpoints; 0 writes one after each step.</summary>
    public double CheckpointMinutes { get; init; } = 2;
    /// <summary>Whether a checkpoint that is there is discarded.</summary>
    public bool StartsAnew { get; init; }
    /// <summary>What else belongs into the facts beside the weights: command, data, licence of the data.</summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
    /// <summary>
    /// Stops the training after a step, with a checkpoint, as SIGTERM and SIGINT do.
    /// </summary>
    public CancellationToken Cancellation { get; init; }
}
