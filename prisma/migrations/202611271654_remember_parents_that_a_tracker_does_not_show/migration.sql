-- CreateTable
CREATE TABLE "sought_parents" (
    "connection_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "missed_at" TIMESTAMPTZ(6) NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sought_parents_pkey" PRIMARY KEY ("connection_id","key")
);

-- AddForeignKey
ALTER TABLE "sought_parents" ADD CONSTRAINT "sought_parents_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
