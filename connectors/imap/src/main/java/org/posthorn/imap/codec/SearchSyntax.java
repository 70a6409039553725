package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.imap.command.PartialRange;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.imap.command.Selected.CancelUpdate;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mime.text.Charsets;

/** The grammar of SEARCH. RFC 9051 §9, {@code search}; RFC 4731 §4. */
final class SearchSyntax {
  private static final Set<String> UTF_8 = Set.of("US-ASCII", "ASCII", "UTF-8", "UTF8");
  private static final String NO_FILTER = "[BADCHARSET (US-ASCII UTF-8)] Filters are UTF-8";

  private final CommandCursor in;
  private final Set<Result> results = EnumSet.noneOf(Result.class);
  private Optional<PartialRange> partial = Optional.empty();
  private List<FetchItem> items = List.of();

  private SearchSyntax(CommandCursor in) {
    this.in = in;
  }

  // search = "SEARCH" [search-return-opts] SP search-program
  /** Reads the rest of the command after its name. */
  static Search search(CommandCursor in, boolean byUid) {
    Optional<SearchReturn> returned = returned(in);
    in.expectSpace();
    boolean charset = in.tryWord("CHARSET");
    Optional<SearchKey> key = charset ? criteria(in) : Optional.of(keys(in));
    requireFuzzy(in, key, returned.filter(options -> options.has(Result.RELEVANCY)).isPresent());
    return new Search(byUid, key, returned, charset);
  }

  /** RELEVANCY says something only about FUZZY keys. RFC 6203 §4, §6. */
  static void requireFuzzy(CommandCursor in, Optional<SearchKey> key, boolean relevancy) {
    if (relevancy && key.filter(some -> !some.usesFuzzy()).isPresent()) {
      throw in.wrong("RELEVANCY needs FUZZY");
    }
  }

  // search-program = ["CHARSET" SP charset SP] search-key *(SP search-key)
  /** Empty when the charset is not known. */
  static Optional<SearchKey> program(CommandCursor in) {
    return in.tryWord("CHARSET") ? criteria(in) : Optional.of(keys(in));
  }

  // search-criteria = charset 1*(SP search-key)   (RFC 5256 §5), after a space
  /** Empty when the charset is not known. */
  static Optional<SearchKey> criteria(CommandCursor in) {
    in.expectSpace();
    String charset = in.expectAstring();
    boolean utf8 = UTF_8.contains(charset.toUpperCase(Locale.ROOT));
    if (!utf8 && !Charsets.isSearchable(charset)) {
      rejectFilter(in);
      in.skipRest(); // it cannot be understood
      return Optional.empty();
    }
    in.expectSpace();
    if (utf8) {
      return Optional.of(keys(in));
    }
    in.charset(charset);
    SearchKey key = keys(in);
    if (key.usesFilter()) {
      throw in.wrong(NO_FILTER);
    }
    return Optional.of(key);
  }

  // RFC 5466 §3.1: with filters, the charset is UTF-8
  private static void rejectFilter(CommandCursor in) {
    boolean filter;
    try {
      in.expectSpace();
      filter = keys(in).usesFilter();
    } catch (ImapSyntaxException notUnderstood) {
      filter = false;
    }
    if (filter) {
      throw in.wrong(NO_FILTER);
    }
  }

  private static SearchKey keys(CommandCursor in) {
    SearchKeySyntax parser = new SearchKeySyntax(in);
    List<SearchKey> keys = new ArrayList<>();
    do {
      keys.add(parser.key());
    } while (in.trySpace());
    return SearchKeySyntax.all(keys);
  }

  // "CANCELUPDATE" 1*(SP quoted)
  /** Reads the rest of the command after its name. RFC 5267 §5. */
  static CancelUpdate cancelUpdate(CommandCursor in) {
    List<String> tags = new ArrayList<>();
    in.expectSpace();
    do {
      tags.add(in.expectString());
    } while (in.trySpace());
    return new CancelUpdate(tags);
  }

  // search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"
  /** The options, if the next word is RETURN; takes the space before it. */
  static Optional<SearchReturn> returned(CommandCursor in) {
    if (!in.tryNextWord("RETURN")) {
      return Optional.empty();
    }
    in.expectSpace();
    SearchSyntax options = new SearchSyntax(in);
    in.expectList(options::option);
    return Optional.of(options.result());
  }

  // search-return-opt = "MIN" / "MAX" / "ALL" / "COUNT" / "SAVE" / "PARTIAL" SP partial-range
  private void option() {
    switch (in.expectKeyword()) {
      case "MIN" -> results.add(Result.MIN);
      case "MAX" -> results.add(Result.MAX);
      case "ALL" -> results.add(Result.ALL);
      case "COUNT" -> results.add(Result.COUNT);
      case "SAVE" -> results.add(Result.SAVE);
      case "RELEVANCY" -> results.add(Result.RELEVANCY); // RFC 6203 §7
      case "UPDATE" -> update();
      case "CONTEXT" -> results.add(Result.CONTEXT);
      case "PARTIAL" -> partial();
      default -> throw in.wrong("Unknown RETURN option");
    }
  }

  // modifier-update = "UPDATE" [[SP] "(" fetch-att *(SP fetch-att) ")"]   (RFC 5267 §4.3, RFC 5465
  // §8: there without the space that its example has)
  private void update() {
    results.add(Result.UPDATE);
    if (in.tryNextList() || in.tryChar('(')) {
      items = FetchSyntax.items(in);
    }
  }

  private void partial() {
    if (partial.isPresent()) {
      throw in.wrong("PARTIAL stands twice"); // RFC 9394 §3.1
    }
    partial = Optional.of(partialRange(in));
  }

  private SearchReturn result() {
    if (partial.isPresent() && results.contains(Result.ALL)) {
      throw in.wrong("PARTIAL and ALL exclude each other"); // RFC 9394 §3.1
    }
    if (results.isEmpty() && partial.isEmpty()) {
      results.add(Result.ALL); // RFC 9051 §6.4.4: RETURN () is RETURN (ALL)
    }
    return new SearchReturn(results, partial, items);
  }

  // partial-range = nz-number ":" nz-number / "-" nz-number ":" "-" nz-number, after a space
  /** The argument of PARTIAL. RFC 9394 §4. */
  static PartialRange partialRange(CommandCursor in) {
    in.expectSpace();
    boolean fromEnd = in.tryChar('-');
    long first = in.expectNonZero();
    in.expectChar(':');
    if (fromEnd) {
      in.expectChar('-');
    }
    long last = in.expectNonZero();
    return fromEnd ? new PartialRange(-first, -last) : new PartialRange(first, last);
  }
}
