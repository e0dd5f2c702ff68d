-- Written by scripts/make-migration.ts from prisma/models. SQL by hand goes into a migration of its own.
-- CreateTable
CREATE TABLE "import_word" (
    "import_id" UUID NOT NULL,
    "scheme" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "codes" TEXT NOT NULL,
    "column" TEXT NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "matched_by" TEXT NOT NULL,
    "candidates" JSON NOT NULL,
    "rows" INTEGER NOT NULL,
    "first_row" INTEGER NOT NULL,

    CONSTRAINT "import_word_pkey" PRIMARY KEY ("import_id","scheme","text","codes")
);
