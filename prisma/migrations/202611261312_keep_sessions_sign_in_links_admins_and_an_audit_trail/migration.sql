-- CreateTable
CREATE TABLE "admins" (
    "email" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(6) NOT NULL,
    "added_by" TEXT NOT NULL,

    CONSTRAINT "admins_pkey" PRIMARY KEY ("email")
);

-- CreateTable
CREATE TABLE "sign_in_links" (
    "link_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "return_to" TEXT NOT NULL,
    "asked_on" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    "mail_outcome" TEXT,
    "mail_reply" TEXT,

    CONSTRAINT "sign_in_links_pkey" PRIMARY KEY ("link_hash")
);

-- CreateTable
CREATE TABLE "sign_in_tries" (
    "try_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "subject" TEXT NOT NULL,
    "tried_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sign_in_tries_pkey" PRIMARY KEY ("try_id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "session_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("session_hash")
);

-- CreateTable
CREATE TABLE "audit_entries" (
    "audit_entry_id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "entry_number" SERIAL NOT NULL,
    "changed_at" TIMESTAMPTZ(6) NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "before" TEXT,
    "after" TEXT,

    CONSTRAINT "audit_entries_pkey" PRIMARY KEY ("audit_entry_id")
);

-- CreateIndex
CREATE INDEX "sign_in_links_expires_at_idx" ON "sign_in_links"("expires_at");

-- CreateIndex
CREATE INDEX "sign_in_tries_subject_tried_at_idx" ON "sign_in_tries"("subject", "tried_at");

-- CreateIndex
CREATE INDEX "sign_in_tries_tried_at_idx" ON "sign_in_tries"("tried_at");

-- CreateIndex
CREATE INDEX "sessions_email_idx" ON "sessions"("email");

-- CreateIndex
CREATE INDEX "sessions_last_seen_at_idx" ON "sessions"("last_seen_at");

-- CreateIndex
CREATE UNIQUE INDEX "audit_entries_entry_number_key" ON "audit_entries"("entry_number");

alter table sign_in_links
  add constraint sign_in_links_asked_on_check check (asked_on in ('page', 'command line')),
  add constraint sign_in_links_mail_outcome_check
    check (mail_outcome in ('sent', 'deferred', 'failed', 'ambiguous', 'unreachable')),
  add constraint sign_in_links_valid_for_a_time check (created_at < expires_at);

-- What was written down of a change stays as it is, whoever asks.
create function refuse_change_of_audit_entry() returns trigger language plpgsql as $$
begin
  raise exception 'audit entries are never changed or removed';
end
$$;

create trigger audit_entries_stay before update or delete or truncate on audit_entries
  for each statement execute function refuse_change_of_audit_entry();
