-- CreateTable
CREATE TABLE "delivery_pauses" (
    "quarter" TEXT NOT NULL,
    "paused_at" TIMESTAMPTZ(6) NOT NULL,
    "paused_by" TEXT NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "delivery_pauses_pkey" PRIMARY KEY ("quarter")
);
