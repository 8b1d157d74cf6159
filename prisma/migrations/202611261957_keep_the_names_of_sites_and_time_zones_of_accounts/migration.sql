-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "site_name" TEXT;

-- AlterTable
ALTER TABLE "tracker_users" ADD COLUMN     "time_zone" TEXT;
