-- AlterTable
ALTER TABLE "incomplete_parts" ADD COLUMN     "missed_at" TIMESTAMPTZ(6);

UPDATE "incomplete_parts" SET "missed_at" = "tried_at";

-- AlterTable
ALTER TABLE "incomplete_parts" ALTER COLUMN "missed_at" SET NOT NULL;
