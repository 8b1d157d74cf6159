-- AlterTable
ALTER TABLE "sync_runs" ADD COLUMN     "keeps_cursors" BOOLEAN NOT NULL DEFAULT false;
