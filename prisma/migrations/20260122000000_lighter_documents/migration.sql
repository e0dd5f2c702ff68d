-- Filling the documents of a large city: what is written a million times must be cheap to write.

-- Keys and numbers stood in `projected` once more, and making, compressing and writing them took a third of a projection.
-- A follower reads keys by their tokens (columns, `tokens`, search_band; search_token never changes) and numbers from the
-- columns. Only the text cannot be had from its words.
ALTER TABLE search_document DROP COLUMN projected, ADD COLUMN texts json;

-- Compressing took a tenth of a write, and each recall unpacked what it read. It saved half a kilobyte a talent.
ALTER TABLE search_document ALTER packed SET STORAGE EXTERNAL, ALTER texts SET STORAGE EXTERNAL;

-- Documents that are there have no texts yet: all are made anew at the next start.
UPDATE search_state SET fields_hash = '';
