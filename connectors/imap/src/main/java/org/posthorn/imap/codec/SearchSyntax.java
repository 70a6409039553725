package org.posthorn.imap.codec;

import org.posthorn.imap.command.Search;

/** The grammar of SEARCH. RFC 9051 §6.4.4, §9. */
final class SearchSyntax {
  private SearchSyntax() {}

  // search = "SEARCH" [search-return-opts] SP search-program
  static Search search(CommandCursor in, boolean byUid) {
    in.expectSpace();
    return new Search(byUid);
  }
}
