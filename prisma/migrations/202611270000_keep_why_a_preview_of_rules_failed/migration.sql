-- AlterTable
ALTER TABLE "rule_previews" ADD COLUMN     "failed_because" TEXT;
