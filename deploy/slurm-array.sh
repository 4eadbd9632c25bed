#!/bin/sh
# Read a folder of notices on a Slurm cluster:
#   jobs=$(sbatch --parsable --array=1-64 deploy/slurm-array.sh /data/notices /data/shards 64)
#   sbatch --dependency=afterany:$jobs --wrap "notice-parser merge /data/shards/*.parquet --db /local/credit_events.db"
# NOTICE_PARSER_KEY names the key file of the database, for the jobs and for merge. Each job reads its part and writes one shard, which appears when it is whole; a job that died is submitted
# again with its number alone (--array=17). The database lies on a local disk: SQLite's locks do not hold on
# network file systems. Exit code 1 says that some file could not be read; the shard says which and why.
#SBATCH --job-name=notices
#SBATCH --cpus-per-task=1
#SBATCH --mem=4G
#SBATCH --time=12:00:00
set -u
export OMP_NUM_THREADS=1
exec notice-parser shard "$1" --part "$SLURM_ARRAY_TASK_ID/$3" --jobs 1 \
    --out "$2/part-$SLURM_ARRAY_TASK_ID.parquet"
