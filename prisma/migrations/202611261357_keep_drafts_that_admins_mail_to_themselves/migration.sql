-- CreateTable
CREATE TABLE "draft_mails" (
    "draft_mail_id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "quarter" TEXT NOT NULL,
    "audience" TEXT NOT NULL,
    "scope_key" TEXT NOT NULL,
    "reconciliation_id" UUID NOT NULL,
    "outcome" TEXT,
    "reply" TEXT,

    CONSTRAINT "draft_mails_pkey" PRIMARY KEY ("draft_mail_id")
);

-- CreateIndex
CREATE INDEX "draft_mails_email_quarter_audience_scope_key_asked_at_idx" ON "draft_mails"("email", "quarter", "audience", "scope_key", "asked_at");

ALTER TABLE "draft_mails" ADD CONSTRAINT "draft_mails_audience_check" CHECK (audience in ('executive', 'engineering', 'product'));
ALTER TABLE "draft_mails" ADD CONSTRAINT "draft_mails_outcome_check" CHECK (outcome in ('sent', 'deferred', 'failed', 'ambiguous', 'unreachable'));
