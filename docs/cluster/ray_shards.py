"""Makes a planned run on a Ray cluster: python ray_shards.py RUN SHARDS CPUS_PER_SHARD. RUN lies on a file system that all nodes see."""
import os
import subprocess
import sys

PROGRAM = os.environ.get("DIORAMA", "diorama")
DONE, DONE_BUT_FOR_FAILED_FRAMES = 0, 3


def make_shard(run: str, index: int, count: int, threads: int) -> int:
    # The index is an argument: Ray may run a task twice, and the second finds what the first has finished.
    command = [PROGRAM, "generate", run, "--shard", f"{index}/{count}", "--threads", str(threads), "--no-install"]
    return subprocess.run(command).returncode


def finish(run: str, codes: list[int]) -> int:
    if any(code not in (DONE, DONE_BUT_FOR_FAILED_FRAMES) for code in codes):
        print(f"exit codes by shard: {codes}; run this again to go on", file=sys.stderr)
        return 1
    return subprocess.run([PROGRAM, "merge", run]).returncode


def main(run: str, count: int, threads: int) -> int:
    import ray

    ray.init(address="auto")
    shard = ray.remote(max_retries=5, num_cpus=threads)(make_shard)
    return finish(run, ray.get([shard.remote(run, i, count, threads) for i in range(count)]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
