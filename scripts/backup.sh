#!/usr/bin/env bash
# DATABASE_URL=… scripts/backup.sh FILE: all that the product keeps, in one file that stands under its name once it is whole.
# Search documents are left out: they are made anew. Needs pg_dump and pg_restore of the server's version or later.
set -euo pipefail
umask 077
file=${1:?Usage: DATABASE_URL=… scripts/backup.sh FILE}
: "${DATABASE_URL:?DATABASE_URL is not set.}"
trap 'rm -f "$file.part"' EXIT

pg_dump --format=custom --no-owner --no-privileges \
  --exclude-table-data='search_document*' --exclude-table-data=search_band --file="$file.part" "$DATABASE_URL"
# One that cannot be read to its end is none.
pg_restore --file=/dev/null "$file.part"
mv "$file.part" "$file"
