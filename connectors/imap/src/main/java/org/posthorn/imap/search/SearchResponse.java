package org.posthorn.imap.search;

import java.util.Optional;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.mailstore.query.SearchResult;

/**
 * Writes what a search found: {@code ESEARCH} (RFC 9051 §7.3.4, RFC 4731), or for clients that know
 * no other {@code SEARCH} (RFC 3501 §7.2.5) or {@code SORT} (RFC 5256 §4). Long ones in pieces.
 */
final class SearchResponse {
  private static final int STEP = 2000;

  private final Responses out;
  private final Form form;
  private final SearchReturn options;
  private final NumberList numbers;
  private final SearchResult result;
  private final int scoresFrom;
  private final int scoresTo;
  private int scoresAt;
  private long modSeq;

  /** Writes the beginning of a response. */
  SearchResponse(Responses out, Form form, SearchReturn options, SearchResult result) {
    this.out = out;
    this.form = form;
    this.options = options;
    this.result = result;
    int count = result.count();
    int from = options.partial().map(part -> part.from(count)).orElse(0);
    int to = options.partial().map(part -> part.to(count)).orElse(count);
    this.scoresFrom = from;
    this.scoresAt = from - 1;
    this.scoresTo = options.has(Result.RELEVANCY) ? to : from;
    boolean listed = options.partial().isPresent() || options.has(Result.ALL);
    this.numbers = new NumberList(out, result, form.uid(), from, listed ? to : from);
    if (!options.silent()) {
      begin();
    }
  }

  /**
   * What the response looks like.
   *
   * @param tag of the command
   * @param uid whether it gives UIDs
   * @param plain the name of the response when it is not ESEARCH
   * @param modSeq whether it gives a mod-sequence
   * @param source which mailbox it is about, if it says so
   */
  record Form(
      String tag, boolean uid, Optional<String> plain, boolean modSeq, Optional<Source> source) {}

  /** Which mailbox a response is about. RFC 7377 §2.1. */
  record Source(String mailbox, long uidValidity) {}

  private void begin() {
    boolean any = result.count() > 0;
    modSeq = any && form.modSeq() ? new ReturnedMessages(result, options).modSeq() : 0;
    if (form.plain().isPresent()) {
      out.text("* ").text(form.plain().get());
      return;
    }
    out.text("* ESEARCH (TAG ").string(form.tag());
    if (form.source().isPresent()) {
      out.text(" MAILBOX ").mailbox(form.source().get().mailbox());
      out.text(" UIDVALIDITY ").number(form.source().get().uidValidity());
    }
    out.text(form.uid() ? ") UID" : ")");
    if (any && options.has(Result.MIN)) {
      out.text(" MIN ").number(result.number(0, form.uid()));
    }
    if (any && options.has(Result.MAX)) {
      out.text(" MAX ").number(result.number(result.count() - 1, form.uid()));
    }
    if (options.has(Result.COUNT)) {
      out.text(" COUNT ").number(result.count());
    }
    if (options.partial().isPresent()) {
      out.text(" PARTIAL (").text(options.partial().get().toString()).space();
      out.text(numbers.isEmpty() ? "NIL" : ""); // RFC 9394 §3.1
    } else if (!numbers.isEmpty()) {
      out.text(" ALL ");
    }
  }

  /** Writes some more; true at the end. */
  boolean step() {
    if (options.silent()) {
      return true;
    }
    boolean extended = form.plain().isEmpty();
    if (extended ? !numbers.ranges() : !numbers.numbers()) {
      return false;
    }
    if (!scores()) {
      return false;
    }
    if (modSeq > 0) {
      out.text(extended ? " MODSEQ " : " (MODSEQ ").number(modSeq); // RFC 7162 §3.1.5
      out.text(extended ? "" : ")");
    }
    out.crlf();
    return true;
  }

  // search-return-data = "RELEVANCY" SP score-list   (RFC 6203 §7)
  private boolean scores() {
    if (scoresAt < scoresFrom) {
      scoresAt++;
      out.text(options.partial().isPresent() ? ")" : "");
      out.text(scoresTo > scoresFrom ? " RELEVANCY (" : "");
    }
    for (int left = STEP; left > 0 && scoresAt < scoresTo; left--) {
      if (!out.writable()) {
        return false;
      }
      out.text(scoresAt > scoresFrom ? " " : "");
      out.number(result.scoreOf(result.index(scoresAt++)));
    }
    if (scoresAt < scoresTo) {
      return false;
    }
    out.text(scoresTo > scoresFrom ? ")" : "");
    return true;
  }
}
