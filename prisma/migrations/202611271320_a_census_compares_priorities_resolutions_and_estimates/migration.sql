-- AlterTable
ALTER TABLE "census_sightings" ADD COLUMN     "estimate_points" DOUBLE PRECISION,
ADD COLUMN     "priority_name" TEXT,
ADD COLUMN     "resolution_id" TEXT,
ADD COLUMN     "resolution_name" TEXT;
