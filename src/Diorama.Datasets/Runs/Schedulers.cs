using System.Globalization;
using Diorama.Core;

namespace Diorama.Datasets.Runs;

/// <summary>Finds this process's shard of a run from the environment variables of the scheduler that started it (--shards-auto).</summary>
public static class Schedulers {
    /// <summary>
    /// Diorama's own variables, which take precedence over every scheduler's; the count alone completes a scheduler that does not tell it.
    /// </summary>
    public const string OwnIndex = "DIORAMA_SHARD", OwnCount = "DIORAMA_SHARDS";

    /// <summary>Environment variables by which one scheduler tells a task's place among others.</summary>
    /// <param name="Name">Name of the scheduler, for messages.</param>
    /// <param name="Index">Variable with the task's number.</param>
    /// <param name="Count">Variable with the number of tasks; null if there is none.</param>
    /// <param name="Last">Variable with the last task's number; null if the scheduler states the number of tasks.</param>
    /// <param name="First">Variable with the first task's number.</param>
    /// <param name="Step">Variable with the step between task numbers.</param>
    /// <param name="Base">Number of the first task if no variable tells it.</param>
    private sealed record Scheduler(string Name, string Index, string? Count = null, string? Last = null, string? First = null,
        string? Step = null, long Base = 0);

    private static readonly Scheduler[] all = [
        new("Slurm array", "SLURM_ARRAY_TASK_ID", Count: "SLURM_ARRAY_TASK_COUNT", Last: "SLURM_ARRAY_TASK_MAX",
            First: "SLURM_ARRAY_TASK_MIN", Step: "SLURM_ARRAY_TASK_STEP"),
        new("Slurm step", "SLURM_PROCID", Count: "SLURM_NTASKS"),
        new("Kubernetes indexed job", "JOB_COMPLETION_INDEX"),
        new("AWS Batch array", "AWS_BATCH_JOB_ARRAY_INDEX", Count: "AWS_BATCH_JOB_ARRAY_SIZE"),
        new("Cloud Run job", "CLOUD_RUN_TASK_INDEX", Count: "CLOUD_RUN_TASK_COUNT"),
        new("Google Batch", "BATCH_TASK_INDEX", Count: "BATCH_TASK_COUNT"),
        new("PBS array", "PBS_ARRAY_INDEX"),
        new("Torque array", "PBS_ARRAYID"),
        new("LSF array", "LSB_JOBINDEX", Last: "LSB_JOBINDEX_END", Base: 1),
        new("Grid Engine array", "SGE_TASK_ID", Last: "SGE_TASK_LAST", First: "SGE_TASK_FIRST", Step: "SGE_TASK_STEPSIZE", Base: 1),
        new("HyperQueue array", "HQ_TASK_ID"),
        new("Open MPI", "OMPI_COMM_WORLD_RANK", Count: "OMPI_COMM_WORLD_SIZE"),
        new("PMI", "PMI_RANK", Count: "PMI_SIZE"),
    ];

    /// <summary>Finds the shard, with the source that tells it.</summary>
    /// <param name="variable">Returns the value of an environment variable, or null.</param>
    /// <exception cref="BadInputException">There is no source, it is incomplete, or two sources disagree.</exception>
    public static Shard Find(Func<string, string?> variable) {
        long? ownIndex = Number(OwnIndex), ownCount = Number(OwnCount);
        if (ownIndex is { } index) return Checked(index, ownCount ?? throw new BadInputException($"{OwnIndex} is {index} and {OwnCount} "
            + $"is not set; expected how many shards there are."), OwnIndex);
        var found = new List<Shard>();
        foreach (Scheduler scheduler in all) {
            if (Of(scheduler) is { } shard) found.Add(shard);
        }
        // In an array of jobs with several tasks each, the shards are all tasks of all jobs.
        if (found.Count > 1 && found[0].Source == all[0].Name && found[1].Source == all[1].Name) {
            Shard array = found[0], step = found[1];
            found.RemoveAt(1);
            if (step.Count > 1) found[0] = new(array.Index * step.Count + step.Index, array.Count * step.Count, "Slurm array and step");
        }
        if (found.Count == 0) {
            throw new BadInputException($"--shards-auto: none of the variables of a scheduler is set "
                + $"({string.Join(", ", all.Take(4).Select(s => s.Index))} …); give --shard i/n, or set {OwnIndex} and {OwnCount}.");
        }
        Shard first = found[0];
        if (found.Find(s => (s.Index, s.Count) != (first.Index, first.Count)) is { } other) {
            throw new BadInputException($"--shards-auto: {first.Source} says shard {first} and {other.Source} says shard {other}; give "
                + $"--shard i/n, or set {OwnIndex} and {OwnCount}.");
        }
        return first;

        Shard? Of(Scheduler s) {
            // Outside arrays, Grid Engine sets "undefined" and LSF 0; in the batch script itself, Slurm's rank has no meaning.
            if (Number(s.Index) is not { } number || s.Base == 1 && number == 0) return null;
            if (s.Index == "SLURM_PROCID" && variable("SLURM_JOB_ID") is not null && variable("SLURM_STEP_ID") is null) return null;
            if (s.Index == "SLURM_PROCID" && Number("SLURM_NTASKS") is 1 && variable("SLURM_ARRAY_TASK_ID") is not null) return null;
            long from = Number(s.First) ?? s.Base, step = Math.Max(1, Number(s.Step) ?? 1);
            long? spanned = Number(s.Last) is { } last ? (last - from) / step + 1 : null, told = Number(s.Count);
            if (ownCount is { } count) return Checked(spanned == count || told == count ? (number - from) / step : number - s.Base, count,
                s.Name);
            if (spanned is { } a && told is { } b && a != b) {
                throw new BadInputException(
                    $"--shards-auto: {s.Name} runs {b} tasks out of {a} numbers; set {OwnCount} to the number of shards of the whole run.");
            }
            long n = told ?? spanned ?? throw new BadInputException($"--shards-auto: {s.Name} says task {number} but not of how many; "
                + $"set {OwnCount} to the number of shards.");
            return Checked((number - from) / step, n, s.Name);
        }

        long? Number(string? name) =>
            name is not null && long.TryParse(variable(name), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : null;
    }

    private static Shard Checked(long index, long count, string source) {
        if (count < 1 || count > int.MaxValue || index < 0 || index >= count) {
            throw new BadInputException($"--shards-auto: {source} gives shard {index} of {count}; expected numbers from 0 to {count - 1}.");
        }
        return new((int)index, (int)count, source);
    }
}
