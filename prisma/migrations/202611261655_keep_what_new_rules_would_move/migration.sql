-- CreateTable
CREATE TABLE "rule_previews" (
    "preview_id" UUID NOT NULL,
    "asked_at" TIMESTAMPTZ(6) NOT NULL,
    "asked_by" TEXT NOT NULL,
    "yaml" TEXT NOT NULL,
    "rules_version" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "alive_at" TIMESTAMPTZ(6) NOT NULL,
    "decided" INTEGER NOT NULL,
    "decisions" INTEGER,
    "effect" JSONB,

    CONSTRAINT "rule_previews_pkey" PRIMARY KEY ("preview_id")
);

ALTER TABLE "rule_previews" ADD CONSTRAINT "rule_previews_state_check" CHECK (state in ('under way', 'done', 'cancelled', 'failed'));
