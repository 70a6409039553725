package org.posthorn.imap.codec;

import org.posthorn.imap.command.Fetch;

/** The grammar of FETCH. RFC 9051 §6.4.5, §9. */
final class FetchSyntax {
  private FetchSyntax() {}

  // fetch = "FETCH" SP sequence-set SP ("ALL" / "FULL" / "FAST" / fetch-att / …)
  static Fetch fetch(CommandCursor in, boolean byUid) {
    return new Fetch(byUid, CommandParser.messages(in));
  }
}
