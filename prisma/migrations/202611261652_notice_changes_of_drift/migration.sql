-- CreateTable
CREATE TABLE "drift_changes" (
    "team_id" TEXT NOT NULL,
    "quarter" TEXT NOT NULL,
    "change_number" INTEGER NOT NULL,
    "noticed_at" TIMESTAMPTZ(6) NOT NULL,
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    "reconciliation_id" UUID NOT NULL,
    "notice_id" TEXT,

    CONSTRAINT "drift_changes_pkey" PRIMARY KEY ("team_id","quarter","change_number")
);

-- AddForeignKey
ALTER TABLE "drift_changes" ADD CONSTRAINT "drift_changes_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("notice_id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table drift_changes
  add constraint drift_changes_before_check check (before in ('on_course', 'probably_drifting', 'drifting')),
  add constraint drift_changes_after_check check (after in ('on_course', 'probably_drifting', 'drifting'));
