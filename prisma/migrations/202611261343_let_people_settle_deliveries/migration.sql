-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "planned_email" TEXT;

-- Nobody has mended an address before.
update deliveries set planned_email = recipient_email;

ALTER TABLE "deliveries" ALTER COLUMN "planned_email" SET NOT NULL;

-- CreateTable
CREATE TABLE "delivery_settlements" (
    "settlement_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "delivery_id" UUID NOT NULL,
    "settled_at" TIMESTAMPTZ(6) NOT NULL,
    "settled_by" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "state_before" TEXT NOT NULL,
    "state_after" TEXT NOT NULL,
    "email_before" TEXT NOT NULL,
    "email_after" TEXT NOT NULL,
    "attempts_before" INTEGER NOT NULL,

    CONSTRAINT "delivery_settlements_pkey" PRIMARY KEY ("settlement_id")
);

-- CreateIndex
CREATE INDEX "delivery_settlements_delivery_id_settled_at_idx" ON "delivery_settlements"("delivery_id", "settled_at");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_edition_id_planned_email_key" ON "deliveries"("edition_id", "planned_email");

-- AddForeignKey
ALTER TABLE "delivery_settlements" ADD CONSTRAINT "delivery_settlements_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("delivery_id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table delivery_settlements
  add constraint delivery_settlements_decision_check check (decision in ('arrived', 'send again', 'suppress')),
  add constraint delivery_settlements_state_before_check check (state_before in ('suppressed', 'queued', 'sending', 'sent', 'deferred', 'failed', 'ambiguous', 'bounced')),
  add constraint delivery_settlements_state_after_check check (state_after in ('suppressed', 'queued', 'sending', 'sent', 'deferred', 'failed', 'ambiguous', 'bounced')),
  add constraint delivery_settlements_because_check check (because <> '');
