-- AlterTable
ALTER TABLE "capacity_rows" ADD COLUMN     "days_off_logged_milli_days" INTEGER NOT NULL DEFAULT 0;
