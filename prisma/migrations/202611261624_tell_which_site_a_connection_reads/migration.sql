-- AlterTable
ALTER TABLE "connections" ADD COLUMN     "site_id" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "connections_tracker_site_id_key" ON "connections"("tracker", "site_id");
