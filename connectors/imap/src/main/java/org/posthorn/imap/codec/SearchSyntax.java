package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.SearchKey;

/** The grammar of SEARCH. RFC 9051 §9, {@code search}; RFC 4731 §4. */
final class SearchSyntax {
  private static final Set<String> CHARSETS = Set.of("US-ASCII", "ASCII", "UTF-8", "UTF8");

  private SearchSyntax() {}

  // search = "SEARCH" [search-return-opts] SP search-program
  /** Reads the rest of the command after its name. */
  static Search search(CommandCursor in, boolean byUid) {
    Optional<Set<Search.Result>> results = Optional.empty();
    in.expectSpace();
    if (in.tryWord("RETURN")) {
      results = Optional.of(returned(in));
      in.expectSpace();
    }
    if (in.tryWord("CHARSET")) {
      in.expectSpace();
      if (!CHARSETS.contains(in.expectAstring().toUpperCase(Locale.ROOT))) {
        in.skipRest(); // it cannot be understood
        return new Search(byUid, Optional.empty(), results);
      }
      in.expectSpace();
    }
    SearchKeySyntax parser = new SearchKeySyntax(in);
    List<SearchKey> keys = new ArrayList<>();
    do {
      keys.add(parser.key());
    } while (in.trySpace());
    return new Search(byUid, Optional.of(SearchKeySyntax.all(keys)), results);
  }

  // search-return-opts = SP "RETURN" SP "(" [search-return-opt *(SP search-return-opt)] ")"
  private static Set<Search.Result> returned(CommandCursor in) {
    Set<Search.Result> results = EnumSet.noneOf(Search.Result.class);
    in.expectSpace();
    in.expectList(
        () -> {
          switch (in.expectKeyword()) {
            case "MIN" -> results.add(Search.Result.MIN);
            case "MAX" -> results.add(Search.Result.MAX);
            case "ALL" -> results.add(Search.Result.ALL);
            case "COUNT" -> results.add(Search.Result.COUNT);
            case "SAVE" -> results.add(Search.Result.SAVE);
            default -> throw in.wrong("Unknown RETURN option");
          }
        });
    if (results.isEmpty()) {
      results.add(Search.Result.ALL); // RFC 9051 §6.4.4: RETURN () is RETURN (ALL)
    }
    return results;
  }
}
