package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.imap.command.Sort;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.sort.SortCriterion;
import org.posthorn.mailstore.sort.SortKey;

/** The grammar of SORT. RFC 5256 §5, RFC 5267 §5, RFC 5957 §5. */
final class SortSyntax {
  private SortSyntax() {}

  // sort = ["UID" SP] "SORT" [search-return-opts] SP sort-criteria SP search-criteria
  /** Reads the rest of the command after its name. */
  static Sort sort(CommandCursor in, boolean byUid) {
    Optional<SearchReturn> returned = SearchSyntax.returned(in);
    in.expectSpace();
    List<SortCriterion> criteria = new ArrayList<>();
    Set<SortKey> seen = EnumSet.noneOf(SortKey.class);
    in.expectList(
        () -> {
          SortCriterion criterion = criterion(in);
          if (seen.add(criterion.key())) { // what comes twice decides nothing the second time
            criteria.add(criterion);
          }
        });
    if (criteria.isEmpty()) {
      throw in.wrong("Missing sort criterion");
    }
    Optional<SearchKey> key = SearchSyntax.criteria(in);
    boolean relevancy = returned.filter(some -> some.has(Result.RELEVANCY)).isPresent();
    SearchSyntax.requireFuzzy(in, key, relevancy || seen.contains(SortKey.RELEVANCY));
    return new Sort(byUid, criteria, key, returned);
  }

  // sort-criterion = ["REVERSE" SP] sort-key
  private static SortCriterion criterion(CommandCursor in) {
    boolean descending = in.tryWord("REVERSE");
    if (descending) {
      in.expectSpace();
    }
    String name = in.expectKeyword();
    for (SortKey key : SortKey.values()) {
      if (key.name().equals(name)) {
        return new SortCriterion(key, descending);
      }
    }
    throw in.wrong("Unknown sort criterion");
  }
}
