-- Written by scripts/make-migration.ts from prisma/models. SQL by hand goes into a migration of its own.
-- AlterTable
ALTER TABLE "taxonomy_edition" ADD COLUMN     "schemes" TEXT[],
ADD COLUMN     "shipped" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "source" TEXT,
ADD COLUMN     "turn" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "occupation_skill" DROP CONSTRAINT "occupation_skill_pkey",
ADD COLUMN     "scheme" TEXT NOT NULL DEFAULT 'occupation',
ADD CONSTRAINT "occupation_skill_pkey" PRIMARY KEY ("scheme", "occupation", "skill");

-- CreateTable
CREATE TABLE "concept_edition" (
    "edition" TEXT NOT NULL,
    "scheme" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "level" SMALLINT NOT NULL,
    "parent" TEXT,
    "name" TEXT NOT NULL,
    "name_en" TEXT,
    "aliases" TEXT[],
    "attributes" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "concept_edition_pkey" PRIMARY KEY ("edition","scheme","code")
);

-- CreateTable
CREATE TABLE "scheme_edition" (
    "scheme" TEXT NOT NULL,
    "edition" TEXT NOT NULL,

    CONSTRAINT "scheme_edition_pkey" PRIMARY KEY ("scheme")
);

-- CreateTable
CREATE TABLE "concept_mapping" (
    "from_scheme" TEXT NOT NULL,
    "from_code" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "to_scheme" TEXT NOT NULL,
    "to_code" TEXT NOT NULL,

    CONSTRAINT "concept_mapping_pkey" PRIMARY KEY ("from_scheme","from_code","to_scheme","to_code")
);
