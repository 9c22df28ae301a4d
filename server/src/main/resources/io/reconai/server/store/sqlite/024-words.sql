-- A search reads what it looks in from this alone, and no row that it does not find.
CREATE INDEX assets_by_words ON assets (workspace_id, words);
