-- CreateTable
CREATE TABLE "hook_secrets" (
    "connection_id" UUID NOT NULL,
    "secret_key_id" TEXT NOT NULL,
    "secret_iv" TEXT NOT NULL,
    "secret_tag" TEXT NOT NULL,
    "secret_ciphertext" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(6),

    CONSTRAINT "hook_secrets_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "hook_deliveries" (
    "connection_id" UUID NOT NULL,
    "delivery_key" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "hook_deliveries_pkey" PRIMARY KEY ("connection_id","delivery_key")
);

-- CreateTable
CREATE TABLE "asked_tickets" (
    "connection_id" UUID NOT NULL,
    "ticket_id" TEXT NOT NULL,
    "asks" INTEGER NOT NULL,
    "tries" INTEGER NOT NULL,
    "not_before_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "asked_tickets_pkey" PRIMARY KEY ("connection_id","ticket_id")
);

-- CreateIndex
CREATE INDEX "hook_deliveries_connection_id_received_at_idx" ON "hook_deliveries"("connection_id", "received_at");

-- CreateIndex
CREATE INDEX "asked_tickets_not_before_at_idx" ON "asked_tickets"("not_before_at");

-- AddForeignKey
ALTER TABLE "hook_secrets" ADD CONSTRAINT "hook_secrets_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("connection_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "hook_deliveries" ADD CONSTRAINT "hook_deliveries_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("connection_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "asked_tickets" ADD CONSTRAINT "asked_tickets_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("connection_id") ON DELETE CASCADE ON UPDATE CASCADE;
