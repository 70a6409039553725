package org.posthorn.mailstore.query;

import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.posthorn.mailstore.query.Criterion.Depth;
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

  private final Function<SearchText, TextHint> hints;

  /** Criteria that look into messages only where the hints do not rule them out. */
  TextCriteria(Function<SearchText, TextHint> hints) {
    this.hints = hints;
  }

  /** A field has a text. */
  Criterion header(SearchKey.Header key) {
    SearchText text = new SearchText(key.text());
    Field stored = STORED.get(key.field());
    if (stored == null) {
      return content(text, (search, needle) -> search.header(key.field(), needle));
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
  Criterion body(String text) {
    return content(new SearchText(text), ContentSearch::body);
  }

  /** Header or body have a text. */
  Criterion text(String text) {
    return content(new SearchText(text), ContentSearch::text);
  }

  /** A message has a text where the test looks. */
  Criterion content(SearchText needle, BiPredicate<ContentSearch, SearchText> test) {
    TextHint hint = hints.apply(needle);
    return new Criterion(
        Depth.CONTENT,
        candidate ->
            candidate
                .once(hint, Truth.class, search -> Truth.of(test.test(search, needle)))
                .orElseGet(() -> ruledOut(hint, candidate) ? Truth.NO : Truth.UNKNOWN));
  }

  private static boolean ruledOut(TextHint hint, Candidate candidate) {
    return candidate.indexed() && hint.rulesOut(candidate.columns());
  }
}
