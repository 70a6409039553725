package org.posthorn.imap.search;

import java.util.Map;
import java.util.function.Function;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.search.Criterion.Depth;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.Field;
import org.posthorn.mime.text.SearchText;

/** Criteria about what is written in messages. Case makes no difference. RFC 9051 §6.4.4. */
final class TextCriteria {
  /** Fields that can be searched without reading the message, by their names in capitals. */
  static final Map<String, Field> STORED =
      Map.of(
          "FROM", Field.FROM,
          "TO", Field.TO,
          "CC", Field.CC,
          "BCC", Field.BCC,
          "SUBJECT", Field.SUBJECT);

  private TextCriteria() {}

  /** A field has a text. */
  static Criterion header(SearchKey.Header key) {
    SearchText text = new SearchText(key.text());
    Field stored = STORED.get(key.field());
    if (stored == null) {
      return content(search -> search.header(key.field(), text));
    }
    return new Criterion(
        Depth.FACTS,
        candidate ->
            candidate
                .facts()
                .map(facts -> Truth.of(facts.contains(stored, text)))
                .orElse(Truth.UNKNOWN));
  }

  /** The body has a text. */
  static Criterion body(String text) {
    SearchText needle = new SearchText(text);
    return content(search -> search.body(needle));
  }

  /** Header or body have a text. */
  static Criterion text(String text) {
    SearchText needle = new SearchText(text);
    return content(search -> search.text(needle));
  }

  private static Criterion content(Function<ContentSearch, Boolean> test) {
    return new Criterion(
        Depth.CONTENT,
        candidate -> candidate.search().map(test).map(Truth::of).orElse(Truth.UNKNOWN));
  }
}
