-- AlterTable
ALTER TABLE "census_sightings" ADD COLUMN     "parent_id" TEXT;
