#!/usr/bin/env bash
# DATABASE_URL=… scripts/restore.sh FILE: fills an empty database from a back-up, whole or not at all. The next start migrates
# it, where the product is newer, and makes the search documents.
set -euo pipefail
file=${1:?Usage: DATABASE_URL=… scripts/restore.sh FILE}
: "${DATABASE_URL:?DATABASE_URL is not set.}"

tables=$(psql --no-psqlrc -Atc "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'" "$DATABASE_URL")
if [ "$tables" -ne 0 ]; then
  echo "The database has $tables tables already: name an empty one in DATABASE_URL." >&2
  exit 1
fi
{
  pg_restore --no-owner --no-privileges --file=- "$file"
  # As if the documents were of another version: they are made anew at the next start.
  echo "UPDATE public.search_state SET fields_hash = '';"
  # Meilisearch may have gone on since: what it has been sent is not known any more, so it is emptied and filled anew.
  echo "DO \$\$ BEGIN
    IF to_regclass('public.search_server') IS NOT NULL THEN TRUNCATE public.search_server CASCADE; END IF;
  END \$\$;"
} | psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --single-transaction --output=/dev/null "$DATABASE_URL"
