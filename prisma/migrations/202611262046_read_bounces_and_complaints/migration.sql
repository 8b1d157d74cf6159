-- CreateTable
CREATE TABLE "returned_mails" (
    "content_hash" TEXT NOT NULL,
    "delivery_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(6) NOT NULL,
    "written_at" TIMESTAMPTZ(6),
    "words" TEXT NOT NULL,
    "verdict" TEXT NOT NULL,

    CONSTRAINT "returned_mails_pkey" PRIMARY KEY ("content_hash")
);

-- CreateTable
CREATE TABLE "suppressed_addresses" (
    "address_key" TEXT NOT NULL,
    "suppressed_at" TIMESTAMPTZ(6) NOT NULL,
    "because" TEXT NOT NULL,
    "delivery_id" UUID NOT NULL,

    CONSTRAINT "suppressed_addresses_pkey" PRIMARY KEY ("address_key")
);

-- CreateTable
CREATE TABLE "mailbox_positions" (
    "mailbox" TEXT NOT NULL,
    "uid_validity" TEXT NOT NULL,
    "last_uid" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "mailbox_positions_pkey" PRIMARY KEY ("mailbox")
);

-- CreateIndex
CREATE INDEX "returned_mails_delivery_id_read_at_idx" ON "returned_mails"("delivery_id", "read_at");

-- AddForeignKey
ALTER TABLE "returned_mails" ADD CONSTRAINT "returned_mails_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("delivery_id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "suppressed_addresses" ADD CONSTRAINT "suppressed_addresses_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("delivery_id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table returned_mails
  add constraint returned_mails_kind_check check (kind in ('bounce', 'complaint')),
  add constraint returned_mails_verdict_check check (verdict in ('bounced', 'suppressed', 'another address', 'earlier attempt', 'no change'));
