-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "trouble" TEXT,
ADD COLUMN     "trouble_at" TIMESTAMPTZ(6),
ADD COLUMN     "trouble_since_at" TIMESTAMPTZ(6);
