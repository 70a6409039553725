package org.posthorn.imap.search;

import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.posthorn.imap.command.SearchKey;
import org.posthorn.imap.search.Criterion.Depth;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.EnvelopeAddress;
import org.posthorn.mime.Field;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.text.SearchText;

/**
 * Criteria of FUZZY keys. Texts are matched by {@link FuzzyText}, in bodies by words that are
 * right; all other keys are matched exactly. RFC 6203 §3, §5.
 */
final class FuzzyCriteria {
  private static final int BODY_SCORE = 50;

  private final Criteria exact;
  private final TextCriteria texts;

  FuzzyCriteria(Criteria exact, TextCriteria texts) {
    this.exact = exact;
    this.texts = texts;
  }

  /** The criterion of a key to which FUZZY applies. */
  Criterion of(SearchKey key) {
    if (key instanceof SearchKey.Fuzzy fuzzy) {
      return of(fuzzy.key());
    }
    if (key instanceof SearchKey.Not not) {
      return of(not.key()).not();
    }
    if (key instanceof SearchKey.Or or) {
      return Criterion.or(List.of(of(or.first()), of(or.second())));
    }
    if (key instanceof SearchKey.And and) {
      return Criterion.and(and.keys().stream().map(this::of).toList());
    }
    if (key instanceof SearchKey.Header header && TextCriteria.STORED.containsKey(header.field())) {
      return header(header);
    }
    if (key instanceof SearchKey.Body body) {
      return words(body.text(), ContentSearch::body);
    }
    if (key instanceof SearchKey.Text text) {
      return Criterion.or(List.of(envelope(text.text()), words(text.text(), ContentSearch::text)));
    }
    return exact.of(key);
  }

  private static Criterion header(SearchKey.Header key) {
    Field field = Optional.ofNullable(TextCriteria.STORED.get(key.field())).orElseThrow();
    FuzzyText wanted = new FuzzyText(key.text());
    SearchText literal = new SearchText(key.text());
    return facts(
        facts ->
            facts.contains(field, literal) ? 100 : text(field, facts).map(wanted::score).orElse(0));
  }

  private static Criterion envelope(String text) {
    FuzzyText wanted = new FuzzyText(text);
    return facts(
        facts -> {
          int best = 0;
          for (Field field : Field.values()) {
            best = Math.max(best, text(field, facts).map(wanted::score).orElse(0));
          }
          return best;
        });
  }

  private static Optional<String> text(Field field, MessageFacts facts) {
    return field == Field.SUBJECT
        ? facts.subject()
        : facts.firstAddress(field).map(FuzzyCriteria::text);
  }

  private static String text(EnvelopeAddress address) {
    return address.name() + " " + address.mailbox() + "@" + address.host();
  }

  /** Scores what the facts have. */
  private interface Scorer {
    int score(MessageFacts facts);
  }

  private static Criterion facts(Scorer scorer) {
    return new Criterion(
        Depth.FACTS,
        candidate ->
            candidate
                .facts()
                .map(scorer::score)
                .map(score -> scored(candidate, score))
                .orElse(Truth.UNKNOWN));
  }

  private Criterion words(String text, BiPredicate<ContentSearch, SearchText> found) {
    List<String> words = new FuzzyText(text).words();
    Criterion all =
        Criterion.and(
            (words.isEmpty() ? List.of(text) : words)
                .stream().map(SearchText::new).map(word -> texts.content(word, found)).toList());
    return new Criterion(
        Depth.CONTENT,
        candidate -> {
          Truth truth = all.test().of(candidate);
          return truth == Truth.UNKNOWN
              ? Truth.UNKNOWN
              : scored(candidate, truth == Truth.YES ? BODY_SCORE : 0);
        });
  }

  private static Truth scored(Candidate candidate, int score) {
    if (score > 0) {
      candidate.score(score);
    }
    return Truth.of(score > 0);
  }
}
