-- DropForeignKey
ALTER TABLE "ticket_events" DROP CONSTRAINT "ticket_events_connection_id_ticket_id_fkey";
