package io.reconai.server.store.mongo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/// The conditions of one query, flat. Field names come from our own code only.
final class Criteria {

    private final Document filter = new Document();

    /// Begins with the tenant, which no query is without.
    Criteria(String field, String value) {
        filter.append(field, value);
    }

    Criteria isOneOf(String field, List<?> values) {
        if (!values.isEmpty()) {
            filter.append(field, values.size() == 1 ? values.getFirst() : new Document("$in", List.copyOf(values)));
        }
        return this;
    }

    /// A condition such as `$gte`; several on one field go together.
    Criteria and(String field, String operator, @Nullable Object value) {
        if (filter.get(field) instanceof Document conditions) {
            conditions.append(operator, value);
        } else {
            filter.append(field, new Document(operator, value));
        }
        return this;
    }

    Criteria is(String field, Object value) {
        filter.append(field, value);
        return this;
    }

    Criteria isNot(String field, @Nullable Object value) {
        return and(field, "$ne", value);
    }

    /// One of the conditions at least; several such go together.
    Criteria any(List<Document> conditions) {
        return also(new Document("$or", conditions));
    }

    /// As [#isOneOf], beside other conditions on the field.
    Criteria alsoOneOf(String field, List<?> values) {
        return values.isEmpty() ? this : also(new Document(field, new Document("$in", List.copyOf(values))));
    }

    private Criteria also(Document condition) {
        var all = new ArrayList<>(filter.getList("$and", Document.class, List.of()));
        all.add(condition);
        filter.append("$and", all);
        return this;
    }

    /// Contains the text literally, without case; the field is kept in lower case.
    Criteria contains(String field, String text) {
        filter.append(field, new Document("$regex", literal(text.toLowerCase(Locale.ROOT))));
        return this;
    }

    /// A pattern that matches the text and nothing else. Only ASCII signs are escaped: what is no letter or digit means
    /// itself after a backslash (PCRE), and beyond ASCII nothing has a meaning of its own.
    static String literal(String text) {
        var pattern = new StringBuilder();
        text.codePoints().forEach(sign -> {
            if (sign == 0) {
                pattern.append("\\x00"); // would end the pattern
            } else {
                if (sign < 128 && !Character.isLetterOrDigit(sign)) {
                    pattern.append('\\');
                }
                pattern.appendCodePoint(sign);
            }
        });
        return pattern.toString();
    }

    Document filter() {
        return filter;
    }
}
