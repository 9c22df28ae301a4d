package io.reconai.engine.technologies;

import java.util.Optional;

/// A page that was read, and what came of trying all signs on it where that is remembered.
record KnownPage(PageContent content, Optional<Trials> trials) {}
