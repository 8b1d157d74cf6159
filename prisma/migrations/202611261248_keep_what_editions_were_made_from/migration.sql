-- AlterTable
ALTER TABLE "editions" ADD COLUMN     "reconciliation_id" UUID;
