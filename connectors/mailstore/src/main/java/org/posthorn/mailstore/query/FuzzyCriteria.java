package org.posthorn.mailstore.query;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.posthorn.mailstore.query.Criterion.Depth;
import org.posthorn.mime.Field;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.text.SearchText;

/**
 * Criteria of FUZZY keys. Fields are matched by {@link FuzzyText}, whole messages by {@link
 * FuzzyWords}; all other keys are matched exactly. RFC 6203 §3, §5.
 */
final class FuzzyCriteria {
  private static final int SIGNS_SCORE = 50; // of texts without words

  private final Criteria exact;
  private final BiFunction<String, Boolean, FuzzyWords> words;

  /**
   * Criteria for the keys of a search.
   *
   * @param exact makes those of other keys
   * @param words makes words to look for, and whether also in the header
   */
  FuzzyCriteria(Criteria exact, BiFunction<String, Boolean, FuzzyWords> words) {
    this.exact = exact;
    this.words = words;
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
      return body(body.text());
    }
    if (key instanceof SearchKey.Text text) {
      return text(text.text());
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

  private static int envelope(FuzzyText wanted, MessageFacts facts) {
    int best = 0;
    for (Field field : Field.values()) {
      best = Math.max(best, text(field, facts).map(wanted::score).orElse(0));
    }
    return best;
  }

  private static Optional<String> text(Field field, MessageFacts facts) {
    return field == Field.SUBJECT
        ? facts.subject()
        : facts.firstAddress(field).map(FuzzyCriteria::text);
  }

  private static String text(MailAddress address) {
    return address.name() + " " + address.localPart() + "@" + address.domain();
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

  private Criterion body(String text) {
    FuzzyWords wanted = words.apply(text, false);
    return wanted.isEmpty()
        ? exactly(exact.of(new SearchKey.Body(text)))
        : new Criterion(Depth.CONTENT, candidate -> look(wanted, candidate));
  }

  private Criterion text(String text) {
    FuzzyWords wanted = words.apply(text, true);
    if (wanted.isEmpty()) {
      return exactly(exact.of(new SearchKey.Text(text)));
    }
    FuzzyText inEnvelope = new FuzzyText(text);
    return new Criterion(
        Depth.CONTENT,
        candidate -> {
          Truth truth = look(wanted, candidate);
          int score =
              truth == Truth.UNKNOWN
                  ? candidate.facts().map(facts -> envelope(inEnvelope, facts)).orElse(0)
                  : 0;
          return score > 0 ? scored(candidate, score) : truth;
        });
  }

  private static Truth look(FuzzyWords wanted, Candidate candidate) {
    Optional<Integer> score =
        candidate.indexed() ? wanted.ranked(candidate.columns().uid()) : Optional.empty();
    return score
        .or(() -> candidate.once(wanted, Integer.class, wanted::score))
        .map(known -> scored(candidate, known))
        .orElse(Truth.UNKNOWN);
  }

  private static Criterion exactly(Criterion criterion) {
    return new Criterion(
        criterion.needs(),
        candidate -> {
          Truth truth = criterion.test().of(candidate);
          return truth == Truth.YES ? scored(candidate, SIGNS_SCORE) : truth;
        });
  }

  private static Truth scored(Candidate candidate, int score) {
    if (score > 0) {
      candidate.score(score);
    }
    return Truth.of(score > 0);
  }
}
