-- CreateTable
CREATE TABLE "schedule_pauses" (
    "schedule_id" TEXT NOT NULL,
    "paused_at" TIMESTAMPTZ(6) NOT NULL,
    "paused_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "schedule_pauses_pkey" PRIMARY KEY ("schedule_id")
);
