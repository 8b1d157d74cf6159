-- AlterTable
ALTER TABLE "tracker_users" ADD COLUMN     "is_app" BOOLEAN NOT NULL DEFAULT false;
