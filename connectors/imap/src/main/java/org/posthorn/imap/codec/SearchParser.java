package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.Search;
import org.posthorn.imap.command.SearchKey;

/** Reads what follows {@code SEARCH}. RFC 9051 §9, {@code search}; RFC 4731 §4. */
final class SearchParser {
  private static final Set<String> CHARSETS = Set.of("US-ASCII", "ASCII", "UTF-8", "UTF8");

  private SearchParser() {}

  // search = "SEARCH" [search-return-opts] SP search-program
  /** Reads the rest of the command after its name and a space. */
  static Search search(CommandCursor in, boolean byUid) {
    Optional<Set<Search.Result>> results = Optional.empty();
    if (in.tryWord("RETURN")) {
      results = Optional.of(returned(in));
      in.expectSpace();
    }
    if (in.tryWord("CHARSET")) {
      in.expectSpace();
      if (!CHARSETS.contains(in.expectAstring().toUpperCase(Locale.ROOT))) {
        return new Search(byUid, Optional.empty(), results); // the rest cannot be understood
      }
      in.expectSpace();
    }
    SearchKeyParser parser = new SearchKeyParser(in);
    List<SearchKey> keys = new ArrayList<>();
    do {
      keys.add(parser.key());
    } while (in.trySpace());
    in.expectEnd();
    return new Search(byUid, Optional.of(SearchKeyParser.all(keys)), results);
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
