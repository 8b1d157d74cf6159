-- AlterTable
ALTER TABLE "effort_runs" ADD COLUMN     "rows_pruned_at" TIMESTAMPTZ(6);
