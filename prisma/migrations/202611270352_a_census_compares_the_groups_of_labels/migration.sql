-- AlterTable
ALTER TABLE "census_sightings" ADD COLUMN     "custom_fields" JSONB;
