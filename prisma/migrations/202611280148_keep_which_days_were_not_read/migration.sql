-- AlterTable
ALTER TABLE "capacity_rows" ADD COLUMN     "unread_milli_days" INTEGER NOT NULL DEFAULT 0;
