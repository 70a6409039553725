package org.posthorn.imap.handler;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Refusals;
import org.posthorn.imap.codec.SearchProgram;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SearchLimits;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.Metadata;
import org.posthorn.mailstore.query.SearchKey;

/** Puts what filters say in the place of their names, for one search. RFC 5466 §3.1. */
final class FilterExpansion {
  /** Deepest nesting of filters in filters. */
  static final int MAX_NESTING = 10;

  /** Most filters in one search, those in filters included. */
  static final int MAX_FILTERS = 50;

  /** Longest text of all of them together: as much as a command may have itself. */
  static final int MAX_OCTETS = 128 * 1024;

  private static final String OWN = "/private/filters/values/";
  private static final String SHARED = "/shared/filters/values/";

  private final Metadata annotations;
  private final boolean uidOnly;
  private final SearchLimits limits;
  private Optional<Completion> failure = Optional.empty();
  private int nesting;
  private int filters;
  private int octets;

  FilterExpansion(ImapSession session) {
    this.annotations = session.store().metadata();
    this.uidOnly = session.features().uidOnly();
    this.limits = session.settings().search();
  }

  /** Whether an entry of the server is a filter. RFC 5466 §3.2. */
  static boolean isFilter(String entry) {
    String place = entry.startsWith(OWN) ? OWN : SHARED;
    return entry.startsWith(place) && entry.indexOf('/', place.length()) < 0;
  }

  /** Why the search cannot be made; what {@link #of} answered is of no use then. */
  Optional<Completion> failure() {
    return failure;
  }

  /** The key without filters, unless that is more than a search may ask for. */
  SearchKey of(SearchKey key) {
    SearchKey expanded = expanded(key);
    if (expanded.size() > limits.keys()) { // RFC 5530 §3
      return failed(key, "LIMIT", "Too many search keys, at most " + limits.keys());
    }
    if (expanded.reads() > limits.texts()) {
      return failed(key, "LIMIT", "Too many texts to search for, at most " + limits.texts());
    }
    return expanded;
  }

  private SearchKey expanded(SearchKey key) {
    if (!key.usesFilter() || failure.isPresent()) {
      return key;
    }
    if (key instanceof SearchKey.Not not) {
      return new SearchKey.Not(expanded(not.key()));
    }
    if (key instanceof SearchKey.Or or) {
      return new SearchKey.Or(expanded(or.first()), expanded(or.second()));
    }
    if (key instanceof SearchKey.And and) {
      return new SearchKey.And(and.keys().stream().map(this::expanded).toList());
    }
    if (key instanceof SearchKey.Fuzzy fuzzy) {
      return new SearchKey.Fuzzy(expanded(fuzzy.key()));
    }
    return key instanceof SearchKey.Filter filter ? said(filter) : key;
  }

  private SearchKey said(SearchKey.Filter filter) {
    if (nesting == MAX_NESTING) {
      return undefined(filter, "Filters are nested too deeply"); // RFC 5466 §3.1, also of loops
    }
    if (filters++ == MAX_FILTERS) {
      return failed(filter, "LIMIT", "Too many filters");
    }
    Optional<byte[]> program = program(filter.name().toLowerCase(Locale.ROOT));
    if (program.isEmpty()) {
      return undefined(filter, "There is no such filter");
    }
    octets += program.get().length;
    if (octets > MAX_OCTETS) {
      return failed(filter, "LIMIT", "Filters are too long");
    }
    if (!(SearchProgram.read(program.get()) instanceof Search search) || search.key().isEmpty()) {
      return undefined(filter, "Filter cannot be read");
    }
    nesting++;
    SearchKey key = expanded(search.key().get());
    nesting--;
    if (uidOnly && key.usesNumbers()) {
      failure = failure.or(() -> Optional.of(Refusals.uidRequired())); // RFC 9586 §3
    }
    return key;
  }

  // A filter of one's own goes before one for all. RFC 5466 §3.1
  private Optional<byte[]> program(String name) {
    SortedMap<String, byte[]> found =
        annotations
            .of(MailboxList.SERVER, List.of(OWN + name, SHARED + name))
            .result()
            .orElseGet(Collections::emptySortedMap);
    return Optional.ofNullable(found.get(OWN + name))
        .or(() -> Optional.ofNullable(found.get(SHARED + name)));
  }

  private SearchKey undefined(SearchKey.Filter filter, String text) {
    return failed(filter, "UNDEFINED-FILTER " + filter.name(), text);
  }

  private SearchKey failed(SearchKey key, String code, String text) {
    failure = failure.or(() -> Optional.of(Completion.no(code, text)));
    return key;
  }
}
