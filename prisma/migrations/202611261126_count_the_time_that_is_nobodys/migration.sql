-- AlterTable
ALTER TABLE "effort_runs" ADD COLUMN     "nobodys_logged_seconds" DOUBLE PRECISION NOT NULL DEFAULT 0;
