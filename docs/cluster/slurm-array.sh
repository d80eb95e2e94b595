#!/bin/bash
#SBATCH --job-name=diorama
#SBATCH --array=0-3
#SBATCH --cpus-per-task=1
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --signal=TERM@60
# One shard of a planned run per task:  RUN=/scratch/me/run sbatch --array=0-63%32 --cpus-per-task=16 slurm-array.sh
# Then:  sbatch --dependency=afterok:JOB --wrap "diorama merge $RUN"
# exec, so that signals reach the program. Requeued tasks go on behind their last whole frame.
exec "${DIORAMA:-diorama}" generate "$RUN" --shards-auto --no-install
