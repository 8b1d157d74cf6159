-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "notice_id" TEXT,
ALTER COLUMN "edition_id" DROP NOT NULL;

-- CreateTable
CREATE TABLE "notices" (
    "notice_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "quarter" TEXT NOT NULL,
    "team_id" TEXT NOT NULL,
    "rendered_at" TIMESTAMPTZ(6) NOT NULL,
    "subject" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("notice_id")
);

-- CreateTable
CREATE TABLE "notice_pictures" (
    "notice_id" TEXT NOT NULL,
    "content_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "alt_text" TEXT NOT NULL,
    "png" BYTEA NOT NULL,

    CONSTRAINT "notice_pictures_pkey" PRIMARY KEY ("notice_id","content_id")
);

-- CreateTable
CREATE TABLE "reviewer_statements" (
    "team_id" TEXT NOT NULL,
    "quarter" TEXT NOT NULL,
    "author_email" TEXT NOT NULL,
    "author_name" TEXT NOT NULL,
    "said_at" TIMESTAMPTZ(6) NOT NULL,
    "text" TEXT NOT NULL,
    "said_in" TEXT NOT NULL,

    CONSTRAINT "reviewer_statements_pkey" PRIMARY KEY ("team_id","quarter","author_email","said_in")
);

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_notice_id_recipient_email_key" ON "deliveries"("notice_id", "recipient_email");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_notice_id_planned_email_key" ON "deliveries"("notice_id", "planned_email");

-- AddForeignKey
ALTER TABLE "notice_pictures" ADD CONSTRAINT "notice_pictures_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("notice_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notice_id_fkey" FOREIGN KEY ("notice_id") REFERENCES "notices"("notice_id") ON DELETE RESTRICT ON UPDATE CASCADE;

alter table deliveries
  add constraint deliveries_of_one_mail check ((edition_id is null) <> (notice_id is null));

alter table notices
  add constraint notices_kind_check check (kind in ('drift notice', 'review request', 'review reminder'));

alter table reviewer_statements
  add constraint reviewer_statements_said_in_check check (said_in in ('review', 'drift notice')),
  add constraint reviewer_statements_text_check check (text <> '');
