using Diorama.Core;
using Diorama.Datasets.Runs;

namespace Diorama.Datasets.Tests.Runs;

public sealed class SchedulersTests {
    private static Func<string, string?> Faked(string environment) {
        var variables = environment.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0],
            v => v[1]);
        return name => variables.GetValueOrDefault(name);
    }

    [Theory]
    [InlineData("DIORAMA_SHARD=2 DIORAMA_SHARDS=7", 2, 7, "DIORAMA_SHARD")]
    [InlineData("SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_COUNT=8 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=7 SLURM_ARRAY_TASK_STEP=1", 3,
        8, "Slurm array")]
    [InlineData("SLURM_ARRAY_TASK_ID=14 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=10 SLURM_ARRAY_TASK_MAX=16 SLURM_ARRAY_TASK_STEP=2",
        2, 4, "Slurm array")]
    [InlineData("SLURM_ARRAY_TASK_ID=17 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=17 SLURM_ARRAY_TASK_STEP=1 "
        + "DIORAMA_SHARDS=20", 17, 20, "Slurm array")]
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=1 SLURM_JOB_ID=9 "
        + "SLURM_PROCID=0 SLURM_NTASKS=4", 1, 2, "Slurm array")]
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_MAX=1 SLURM_JOB_ID=9 "
        + "SLURM_STEP_ID=0 SLURM_PROCID=3 SLURM_NTASKS=4", 7, 8, "Slurm array and step")]
    [InlineData("SLURM_PROCID=2 SLURM_NTASKS=8", 2, 8, "Slurm step")]
    [InlineData("SLURM_JOB_ID=5 SLURM_STEP_ID=0 SLURM_PROCID=2 SLURM_NTASKS=8", 2, 8, "Slurm step")]
    [InlineData("JOB_COMPLETION_INDEX=5 DIORAMA_SHARDS=64", 5, 64, "Kubernetes indexed job")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX=0 AWS_BATCH_JOB_ARRAY_SIZE=3 AWS_BATCH_JOB_ATTEMPT=1", 0, 3, "AWS Batch array")]
    [InlineData("CLOUD_RUN_TASK_INDEX=9 CLOUD_RUN_TASK_COUNT=10", 9, 10, "Cloud Run job")]
    [InlineData("BATCH_TASK_INDEX=1 BATCH_TASK_COUNT=2", 1, 2, "Google Batch")]
    [InlineData("PBS_ARRAY_INDEX=4 DIORAMA_SHARDS=5", 4, 5, "PBS array")]
    [InlineData("PBS_ARRAYID=0 DIORAMA_SHARDS=5", 0, 5, "Torque array")]
    [InlineData("LSB_JOBINDEX=1 LSB_JOBINDEX_END=4", 0, 4, "LSF array")]
    [InlineData("SGE_TASK_ID=4 SGE_TASK_LAST=4", 3, 4, "Grid Engine array")]
    [InlineData("SGE_TASK_ID=7 SGE_TASK_FIRST=3 SGE_TASK_LAST=9 SGE_TASK_STEPSIZE=2", 2, 4, "Grid Engine array")]
    [InlineData("HQ_TASK_ID=1 DIORAMA_SHARDS=2", 1, 2, "HyperQueue array")]
    [InlineData("OMPI_COMM_WORLD_RANK=6 OMPI_COMM_WORLD_SIZE=7", 6, 7, "Open MPI")]
    [InlineData("PMI_RANK=0 PMI_SIZE=1", 0, 1, "PMI")]
    [InlineData("LSB_JOBINDEX=0 SGE_TASK_ID=undefined OMPI_COMM_WORLD_RANK=1 OMPI_COMM_WORLD_SIZE=2", 1, 2, "Open MPI")]
    [InlineData("SLURM_JOB_ID=1 SLURM_STEP_ID=0 SLURM_PROCID=1 SLURM_NTASKS=2 PMI_RANK=1 PMI_SIZE=2", 1, 2, "Slurm step")]
    public void Shard_IsFoundInTheEnvironment(string environment, int index, int count, string source) =>
        Assert.Equal(new Shard(index, count, source), Schedulers.Find(Faked(environment)));

    [Theory]
    [InlineData("", "none of the variables of a scheduler is set")]
    [InlineData("RANK=1 WORLD_SIZE=2", "none of the variables of a scheduler is set")]
    [InlineData("SGE_TASK_ID=undefined", "none of the variables of a scheduler is set")]
    [InlineData("DIORAMA_SHARD=2", "DIORAMA_SHARDS is not set")]
    [InlineData("DIORAMA_SHARD=7 DIORAMA_SHARDS=7", "shard 7 of 7; expected numbers from 0 to 6")]
    [InlineData("JOB_COMPLETION_INDEX=5", "task 5 but not of how many; set DIORAMA_SHARDS")]
    [InlineData("SLURM_ARRAY_TASK_ID=17 SLURM_ARRAY_TASK_COUNT=2 SLURM_ARRAY_TASK_MIN=3 SLURM_ARRAY_TASK_MAX=17 SLURM_ARRAY_TASK_STEP=1",
        "2 tasks out of 15 numbers; set DIORAMA_SHARDS")]
    [InlineData("SLURM_ARRAY_TASK_ID=1 SLURM_ARRAY_TASK_COUNT=4 SLURM_ARRAY_TASK_MIN=0 OMPI_COMM_WORLD_RANK=0 OMPI_COMM_WORLD_SIZE=2",
        "Slurm array says shard 1/4 and Open MPI says shard 0/2")]
    public void WhatCannotBeKnown_IsSaidInOneSentence(string environment, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<BadInputException>(() => Schedulers.Find(Faked(environment))).Message);

    [Fact]
    public void Shards_CoverAllPartsOnce() {
        foreach ((long parts, int count) in new[] { (10L, 7), (3, 8), (1_000_003, 64), (0, 2) }) {
            long next = 0;
            for (int i = 0; i < count; i++) {
                (long first, long end) = new Shard(i, count, "").PartsOf(parts);
                Assert.Equal(next, first);
                next = end;
            }
            Assert.Equal(parts, next);
        }
        Assert.Equal(new Shard(2, 7, "--shard"), Shard.Parse("2/7"));
        foreach (string bad in new[] { "7/7", "-1/2", "2", "a/b", "1/0" }) Assert.Throws<BadInputException>(() => Shard.Parse(bad));
    }
}
