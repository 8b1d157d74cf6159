-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "histories_cut_at" INTEGER;

-- What earlier runs found stands in the causes that they noted.
UPDATE "connections" c SET "histories_cut_at" = (
  SELECT max(substring(part."cause" from 'cut histories off at (\d{1,9}) entries')::integer)
  FROM "incomplete_parts" part WHERE part."connection_id" = c."connection_id"
);
