"""Makes a planned run on a Ray cluster: python ray_shards.py RUN SHARDS CPUS_PER_SHARD. RUN lies on a file system that all nodes see."""
import subprocess
import sys

import ray

DONE, DONE_BUT_FOR_FAILED_FRAMES = 0, 3


@ray.remote(max_retries=5)
def shard(run: str, index: int, count: int, threads: int) -> int:
    # The index is an argument: Ray may run a task twice, and the second finds what the first has finished.
    command = ["diorama", "generate", run, "--shard", f"{index}/{count}", "--threads", str(threads), "--no-install"]
    return subprocess.run(command).returncode


def main() -> int:
    run, count, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    ray.init(address="auto")
    codes = ray.get([shard.options(num_cpus=threads).remote(run, i, count, threads) for i in range(count)])
    if any(code not in (DONE, DONE_BUT_FOR_FAILED_FRAMES) for code in codes):
        print(f"exit codes by shard: {codes}; run this again to go on", file=sys.stderr)
        return 1
    return subprocess.run(["diorama", "merge", run]).returncode


if __name__ == "__main__":
    sys.exit(main())
