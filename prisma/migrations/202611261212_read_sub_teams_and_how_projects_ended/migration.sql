-- AlterTable
ALTER TABLE "containers" ADD COLUMN     "canceled_at" TIMESTAMPTZ(6),
ADD COLUMN     "completed_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "teams_above" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
