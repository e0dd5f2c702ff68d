-- The bands of a document: the primary key has the field between index and id, so that each was looked for by itself. Who
-- follows reads 100,000 talents in 4 s instead of 9, and the projector, which deletes them, is a fifth quicker.
CREATE INDEX search_band_id ON search_band (id);
