-- AlterTable
ALTER TABLE "queue_answers" DROP CONSTRAINT "queue_answers_pkey",
ADD COLUMN     "withdrawn" BOOLEAN NOT NULL DEFAULT false,
ADD CONSTRAINT "queue_answers_pkey" PRIMARY KEY ("connection_id", "ticket_id", "answered_at");
