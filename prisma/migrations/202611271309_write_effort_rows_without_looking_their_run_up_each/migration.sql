-- DropForeignKey
ALTER TABLE "effort_rows" DROP CONSTRAINT "effort_rows_run_id_fkey";

-- DropForeignKey
ALTER TABLE "second_opinion_rows" DROP CONSTRAINT "second_opinion_rows_run_id_fkey";
