-- CreateTable
CREATE TABLE "reviews" (
    "review_id" UUID NOT NULL,
    "quarter" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "as_of_at" TIMESTAMPTZ(6) NOT NULL,
    "answer_days" INTEGER NOT NULL,
    "needs_approval" BOOLEAN NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "started_by" TEXT NOT NULL,
    "workflow_id" TEXT NOT NULL,
    "run_authorisation_id" TEXT NOT NULL,
    "reconciliation_id" UUID,
    "opened_at" TIMESTAMPTZ(6),
    "deadline_at" TIMESTAMPTZ(6),
    "reminders" INTEGER NOT NULL DEFAULT 0,
    "reminded_at" TIMESTAMPTZ(6),
    "remind_asked_at" TIMESTAMPTZ(6),
    "approved_at" TIMESTAMPTZ(6),
    "approved_by" TEXT,
    "ended_at" TIMESTAMPTZ(6),

    CONSTRAINT "reviews_pkey" PRIMARY KEY ("review_id")
);

-- CreateTable
CREATE TABLE "review_teams" (
    "review_id" UUID NOT NULL,
    "team_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(6),

    CONSTRAINT "review_teams_pkey" PRIMARY KEY ("review_id","team_id")
);

-- CreateTable
CREATE TABLE "review_answers" (
    "answer_id" UUID NOT NULL,
    "review_id" UUID NOT NULL,
    "team_id" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "answered_at" TIMESTAMPTZ(6) NOT NULL,
    "author_email" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "connection_id" UUID,
    "ticket_id" TEXT,
    "ticket_key" TEXT,
    "category_before" TEXT,
    "category_after" TEXT,
    "milli_days" INTEGER,

    CONSTRAINT "review_answers_pkey" PRIMARY KEY ("answer_id")
);

-- CreateIndex
CREATE INDEX "reviews_quarter_started_at_idx" ON "reviews"("quarter", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "reviews_run_authorisation_id_quarter_key" ON "reviews"("run_authorisation_id", "quarter");

-- CreateIndex
CREATE INDEX "review_answers_review_id_team_id_answered_at_idx" ON "review_answers"("review_id", "team_id", "answered_at");

-- AddForeignKey
ALTER TABLE "review_teams" ADD CONSTRAINT "review_teams_review_id_fkey" FOREIGN KEY ("review_id") REFERENCES "reviews"("review_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "review_answers" ADD CONSTRAINT "review_answers_review_id_team_id_fkey" FOREIGN KEY ("review_id", "team_id") REFERENCES "review_teams"("review_id", "team_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- One review at a time for each quarter.
create unique index reviews_open_quarter_key on reviews (quarter) where state not in ('sent', 'cancelled');

alter table reviews
  add constraint reviews_state_check check (state in ('drafting', 'open', 'rebuilding', 'awaiting approval', 'sending', 'sent', 'cancelled')),
  add constraint reviews_deadline_check check ((opened_at is null) = (deadline_at is null)),
  add constraint reviews_ended_check check ((ended_at is not null) = (state in ('sent', 'cancelled')));
alter table review_answers
  add constraint review_answers_answer_check check (answer in ('confirmed', 'explained', 'corrected')),
  add constraint review_answers_category_before_check check (category_before in ('roadmap', 'ktlo', 'reliability')),
  add constraint review_answers_category_after_check check (category_after in ('roadmap', 'ktlo', 'reliability')),
  add constraint review_answers_ticket_check check ((answer = 'corrected') = (ticket_id is not null and connection_id is not null and ticket_key is not null and category_after is not null and milli_days is not null));
