-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "resolution_id" TEXT,
ADD COLUMN     "resolution_name" TEXT;
