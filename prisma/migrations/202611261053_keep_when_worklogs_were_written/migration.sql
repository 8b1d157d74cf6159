-- AlterTable
ALTER TABLE "ticket_events" ADD COLUMN     "recorded_at" TIMESTAMPTZ(6);
