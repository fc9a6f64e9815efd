-- Pinned customers stand on top of the list: they are few, and are looked up
-- with each part of the list that is shown.
CREATE INDEX marks_pinned ON marks (customer) WHERE pinned = 1;
