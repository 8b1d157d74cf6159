-- CreateTable
CREATE TABLE "forecasts" (
    "quarter" TEXT NOT NULL,
    "scope_id" TEXT NOT NULL,
    "as_of_at" TIMESTAMPTZ(6) NOT NULL,
    "available_milli_days" INTEGER NOT NULL,
    "known_quarters" INTEGER NOT NULL,
    "ktlo_share" DOUBLE PRECISION NOT NULL,
    "low_share" DOUBLE PRECISION NOT NULL,
    "high_share" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "forecasts_pkey" PRIMARY KEY ("quarter","scope_id","as_of_at")
);
