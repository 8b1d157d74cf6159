-- AlterTable
ALTER TABLE "notices" ADD COLUMN     "audience" TEXT;

alter table notices
  drop constraint notices_kind_check,
  add constraint notices_kind_check
    check (kind in ('drift notice', 'review request', 'review reminder', 'expiry notice', 'draft')),
  add constraint notices_audience_check check (audience in ('executive', 'engineering', 'product')),
  add constraint notices_audience_of_drafts check ((kind = 'draft') = (audience is not null));

-- Those that were sent stay so. What they said was not kept, so none of the others can be sent again: a draft is asked for anew.
insert into notices (notice_id, kind, quarter, team_id, audience, rendered_at, subject, html, text)
select 'draft/' || draft_mail_id, 'draft', quarter, case when scope_key <> 'company' then substr(scope_key, 6) end, audience, asked_at,
  'Draft of a report', '', ''
from draft_mails where outcome = 'sent';

alter table deliveries disable trigger deliveries_begin;

insert into deliveries (notice_id, recipient_email, planned_email, recipient_name, state, queued_at, sent_at, last_reply)
select 'draft/' || draft_mail_id, email, email, email, 'sent', asked_at, asked_at, reply from draft_mails where outcome = 'sent';

alter table deliveries enable trigger deliveries_begin;

delete from draft_mails where outcome is distinct from 'sent';

-- DropIndex
DROP INDEX "draft_mails_email_quarter_audience_scope_key_asked_at_idx";

-- AlterTable
ALTER TABLE "draft_mails" ADD COLUMN     "notice_id" TEXT;

update draft_mails set notice_id = 'draft/' || draft_mail_id;

ALTER TABLE "draft_mails" DROP CONSTRAINT "draft_mails_pkey",
DROP COLUMN "asked_at",
DROP COLUMN "audience",
DROP COLUMN "draft_mail_id",
DROP COLUMN "email",
DROP COLUMN "outcome",
DROP COLUMN "quarter",
DROP COLUMN "reply",
DROP COLUMN "scope_key",
ALTER COLUMN "notice_id" SET NOT NULL,
ADD CONSTRAINT "draft_mails_pkey" PRIMARY KEY ("notice_id");

-- AddForeignKey
ALTER TABLE "draft_mails" ADD CONSTRAINT "draft_mails_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("notice_id") ON DELETE CASCADE ON UPDATE CASCADE;
