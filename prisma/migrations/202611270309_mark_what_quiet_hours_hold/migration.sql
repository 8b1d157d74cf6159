-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "quiet_until_at" TIMESTAMPTZ(6);
