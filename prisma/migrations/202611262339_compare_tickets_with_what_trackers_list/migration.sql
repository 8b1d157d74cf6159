-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "last_census_at" TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "sync_runs" ADD COLUMN     "accepts_missing" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "census" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "census_checkpoint" TEXT,
ADD COLUMN     "has_new_accounts" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "tickets" ADD COLUMN     "removed_at" TIMESTAMPTZ(6);

-- CreateTable
CREATE TABLE "census_sightings" (
    "connection_id" UUID NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "has_facts" BOOLEAN NOT NULL,
    "key" TEXT,
    "scope_id" TEXT,
    "status_id" TEXT,
    "assignee_id" TEXT,
    "type_name" TEXT,
    "labels" TEXT[] NOT NULL,
    "components" TEXT[] NOT NULL,
    "updated_at" TIMESTAMPTZ(6),
    "archived_at" TIMESTAMPTZ(6),
    "is_trashed" BOOLEAN NOT NULL,
    "is_settled" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "census_sightings_pkey" PRIMARY KEY ("connection_id","ticket_id")
);

-- AddForeignKey
ALTER TABLE "census_sightings" ADD CONSTRAINT "census_sightings_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("connection_id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "tickets" DROP CONSTRAINT "tickets_removal_check";
ALTER TABLE "tickets" ADD CONSTRAINT "tickets_removal_check"
    CHECK ("removal" IN ('deleted', 'trashed', 'moved', 'access_lost'));
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_depth_check" CHECK ("depth" IN ('recent', 'nightly', 'full'));
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_census_check"
    CHECK ("census" IN ('none', 'listing', 'comparing', 'done'));
