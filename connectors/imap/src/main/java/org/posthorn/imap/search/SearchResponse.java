package org.posthorn.imap.search;

import java.util.EnumSet;
import java.util.Set;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Search.Result;
import org.posthorn.kernel.UidSet;

/**
 * Writes what a search found: {@code ESEARCH} (RFC 9051 §7.3.4, RFC 4731), or {@code SEARCH} (RFC
 * 3501 §7.2.5) for clients that know no other. Long ones in pieces.
 */
final class SearchResponse {
  private static final int STEP = 2000; // numbers or ranges

  private final Responses out;
  private final Form form;
  private UidSet numbers = UidSet.EMPTY;
  private int range;
  private long inRange;
  private long modSeq;

  SearchResponse(Responses out, Form form) {
    this.out = out;
    this.form = form;
  }

  /**
   * What the response looks like.
   *
   * @param tag of the command
   * @param uid whether it gives UIDs
   * @param extended whether it is ESEARCH
   * @param modSeq whether it gives a mod-sequence
   * @param results what it gives
   */
  record Form(String tag, boolean uid, boolean extended, boolean modSeq, Set<Result> results) {
    Form {
      results = Set.copyOf(results);
    }

    boolean silent() {
      return results.equals(EnumSet.of(Result.SAVE)); // RFC 9051 §6.4.4
    }

    boolean has(Result result) {
      return results.contains(result);
    }
  }

  /** Writes the beginning. */
  void begin(SearchResult result) {
    if (form.silent()) {
      return;
    }
    boolean any = result.count() > 0;
    modSeq = any && form.modSeq() ? result.modSeq(form.results()) : 0;
    numbers = any && form.has(Result.ALL) ? result.numbers(form.uid()) : UidSet.EMPTY;
    if (!form.extended()) {
      out.text("* SEARCH");
      return;
    }
    out.text("* ESEARCH (TAG ").string(form.tag()).text(form.uid() ? ") UID" : ")");
    if (any && form.has(Result.MIN)) {
      out.text(" MIN ").number(result.min(form.uid()));
    }
    if (any && form.has(Result.MAX)) {
      out.text(" MAX ").number(result.max(form.uid()));
    }
    if (form.has(Result.COUNT)) {
      out.text(" COUNT ").number(result.count());
    }
    if (!numbers.isEmpty()) {
      out.text(" ALL ");
    }
  }

  /** Writes some more; true at the end. */
  boolean step() {
    if (form.silent()) {
      return true;
    }
    for (int left = STEP; left > 0 && range < numbers.ranges(); left--) {
      if (!out.writable()) {
        return false;
      }
      if (form.extended()) {
        range();
      } else {
        number();
      }
    }
    if (range < numbers.ranges()) {
      return false;
    }
    if (modSeq > 0) {
      out.text(form.extended() ? " MODSEQ " : " (MODSEQ ").number(modSeq); // RFC 7162 §3.1.5
      out.text(form.extended() ? "" : ")");
    }
    out.crlf();
    return true;
  }

  private void range() {
    out.text(range == 0 ? "" : ",").number(numbers.first(range));
    if (numbers.last(range) > numbers.first(range)) {
      out.text(':').number(numbers.last(range));
    }
    range++;
  }

  private void number() {
    inRange = Math.max(inRange, numbers.first(range));
    out.space().number(inRange);
    if (inRange++ == numbers.last(range)) {
      range++;
    }
  }
}
