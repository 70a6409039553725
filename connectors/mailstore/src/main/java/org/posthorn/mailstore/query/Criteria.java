package org.posthorn.mailstore.query;

import java.util.List;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.query.Criterion.Depth;
import org.posthorn.mailstore.thread.ThreadId;

/** Makes criteria of search keys. RFC 9051 §6.4.4. */
final class Criteria {
  private static final int DAY = 24 * 60 * 60;

  private final SearchContext context;
  private final MessageSource source;
  private final TextCriteria texts;

  Criteria(SearchContext context, MessageSource source) {
    this.context = context;
    this.source = source;
    this.texts = new TextCriteria(text -> new TextHint(source, text));
  }

  /** The criterion of a key. */
  Criterion of(SearchKey key) {
    if (key instanceof SearchKey.Not not) {
      return of(not.key()).not();
    }
    if (key instanceof SearchKey.Or or) {
      return Criterion.or(List.of(of(or.first()), of(or.second())));
    }
    if (key instanceof SearchKey.And and) {
      return Criterion.and(and.keys().stream().map(this::of).toList());
    }
    if (key instanceof SearchKey.Fuzzy fuzzy) {
      return new FuzzyCriteria(this, this::words).of(fuzzy.key());
    }
    if (key instanceof SearchKey.Day day) {
      return day(day);
    }
    if (key instanceof SearchKey.Header header) {
      return texts.header(header);
    }
    if (key instanceof SearchKey.Body body) {
      return texts.body(body.text());
    }
    if (key instanceof SearchKey.Text text) {
      return texts.text(text.text());
    }
    if (key instanceof SearchKey.ThreadId thread) {
      return thread(thread.id());
    }
    return column(key);
  }

  private FuzzyWords words(String text, boolean header) {
    return new FuzzyWords(source, text, header);
  }

  private static Criterion thread(String id) {
    return new Criterion(
        Depth.FACTS,
        candidate ->
            candidate
                .facts()
                .map(facts -> ThreadId.of(facts).map(id::equals).orElse(false))
                .map(Truth::of)
                .orElse(Truth.UNKNOWN));
  }

  private Criterion column(SearchKey key) {
    if (key instanceof SearchKey.Flag flag) {
      return flag(flag.bit());
    }
    if (key instanceof SearchKey.Keyword keyword) {
      int place = context.view().keywords().indexOf(keyword.name());
      return Criterion.columns(message -> message.hasKeyword(place));
    }
    if (key instanceof SearchKey.Numbers numbers) {
      return numbers(numbers.messages(), numbers.uids());
    }
    if (key instanceof SearchKey.Larger larger) {
      return Criterion.columns(message -> message.octets() > larger.octets());
    }
    if (key instanceof SearchKey.Smaller smaller) {
      return Criterion.columns(message -> message.octets() < smaller.octets());
    }
    if (key instanceof SearchKey.ModSeq modSeq) {
      return Criterion.columns(message -> message.modSeq() >= modSeq.atLeast());
    }
    if (key instanceof SearchKey.EmailId id) {
      return Criterion.columns(message -> EmailId.of(message.contentId()).equals(id.id()));
    }
    return age(key);
  }

  private Criterion age(SearchKey key) {
    if (key instanceof SearchKey.Older older) {
      long latest = context.now() - older.seconds();
      return Criterion.columns(message -> message.internalDate() <= latest); // RFC 5032 §2
    }
    if (key instanceof SearchKey.Younger younger) {
      long earliest = context.now() - younger.seconds();
      return Criterion.columns(message -> message.internalDate() >= earliest);
    }
    // no message is recent but by SearchKey.knowing
    boolean all = key instanceof SearchKey.All;
    return Criterion.columns(message -> all);
  }

  private static Criterion flag(long bit) {
    return Criterion.columns(message -> (message.flags() & bit) != 0);
  }

  private Criterion numbers(SequenceSet messages, boolean uids) {
    if (messages.isSaved()) {
      UidSet saved = context.saved();
      return Criterion.columns(message -> saved.contains(message.uid()));
    }
    int size = context.view().size();
    if (size == 0) {
      return Criterion.columns(message -> false);
    }
    UidSet numbers = messages.ranges(uids ? context.view().uid(size - 1) : size);
    return uids
        ? Criterion.columns(message -> numbers.contains(message.uid()))
        : Criterion.columns(message -> numbers.contains(message.index() + 1L));
  }

  private static Criterion day(SearchKey.Day key) {
    int day = key.epochDay();
    return switch (key.of()) {
      case INTERNAL ->
          Criterion.columns(m -> is(key.relation(), Math.floorDiv(m.internalDate(), DAY), day));
      case SAVED ->
          Criterion.columns(m -> is(key.relation(), Math.floorDiv(m.saveDate(), DAY), day));
      case SENT -> new Criterion(Depth.FACTS, candidate -> sent(key, candidate));
    };
  }

  private static Truth sent(SearchKey.Day key, Candidate candidate) {
    return candidate
        .facts()
        .map(facts -> facts.sentDay().stream().anyMatch(d -> is(key.relation(), d, key.epochDay())))
        .map(Truth::of)
        .orElse(Truth.UNKNOWN);
  }

  private static boolean is(SearchKey.Relation relation, long date, int day) {
    return switch (relation) {
      case BEFORE -> date < day;
      case ON -> date == day;
      case SINCE -> date >= day; // the day itself is in. RFC 9051 §6.4.4
    };
  }
}
