-- CreateTable
CREATE TABLE "incomplete_parts" (
    "connection_id" UUID NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "tried_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "incomplete_parts_pkey" PRIMARY KEY ("connection_id","ticket_id","part")
);

-- AddForeignKey
ALTER TABLE "incomplete_parts" ADD CONSTRAINT "incomplete_parts_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
