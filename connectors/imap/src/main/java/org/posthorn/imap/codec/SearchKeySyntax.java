package org.posthorn.imap.codec;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.query.SearchKey.DateOf;
import org.posthorn.mailstore.query.SearchKey.Relation;
import org.posthorn.mailstore.query.SequenceSet;

/** Reads search keys. RFC 9051 §9, {@code search-key}. */
final class SearchKeySyntax {
  /** Deepest nesting of parentheses, NOT and OR. */
  static final int MAX_NESTING = 100;

  private static final Pattern DATE = Pattern.compile("(\\d{1,2})-(\\p{Alpha}{3})-(\\d{4})");
  private static final List<String> MONTHS =
      List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");

  private final CommandCursor in;
  private int nesting;

  SearchKeySyntax(CommandCursor in) {
    this.in = in;
  }

  /** All of these keys, of which there is at least one. */
  static SearchKey all(List<SearchKey> keys) {
    return keys.size() == 1 ? keys.get(0) : new SearchKey.And(keys);
  }

  // search-key = "ALL" / … / sequence-set / "(" search-key *(SP search-key) ")"
  SearchKey key() {
    if (in.peek() == '(') {
      return nested(this::group);
    }
    if (in.atDigit() || in.peek() == '*' || in.peek() == '$') {
      return new SearchKey.Numbers(in.expectSequenceSet(), false);
    }
    String name = in.expectKeyword();
    return switch (name) {
      case "ALL" -> new SearchKey.All();
      case "ANSWERED" -> new SearchKey.Flag(Flags.ANSWERED);
      case "DELETED" -> new SearchKey.Flag(Flags.DELETED);
      case "DRAFT" -> new SearchKey.Flag(Flags.DRAFT);
      case "FLAGGED" -> new SearchKey.Flag(Flags.FLAGGED);
      case "SEEN" -> new SearchKey.Flag(Flags.SEEN);
      case "UNANSWERED" -> without(Flags.ANSWERED);
      case "UNDELETED" -> without(Flags.DELETED);
      case "UNDRAFT" -> without(Flags.DRAFT);
      case "UNFLAGGED" -> without(Flags.FLAGGED);
      case "UNSEEN" -> without(Flags.SEEN);
      case "RECENT" -> new SearchKey.Recent();
      case "OLD" -> new SearchKey.Not(new SearchKey.Recent()); // RFC 3501 §6.4.4
      case "NEW" -> all(List.of(new SearchKey.Recent(), without(Flags.SEEN)));
      case "SAVEDATESUPPORTED" -> new SearchKey.All(); // RFC 8514 §4.3: by every mailbox here
      default -> withArgument(name);
    };
  }

  private static SearchKey without(int flag) {
    return new SearchKey.Not(new SearchKey.Flag(flag));
  }

  private SearchKey withArgument(String name) {
    in.expectSpace();
    return switch (name) {
      case "NOT" -> new SearchKey.Not(nested(this::key));
      case "OR" -> nested(this::or);
      case "FUZZY" -> new SearchKey.Fuzzy(nested(this::key)); // RFC 6203 §7
      case "FILTER" -> filter();
      case "UID" -> new SearchKey.Numbers(in.expectSequenceSet(), true);
      case "UIDAFTER" -> range(in.expectNonZero() + 1, UidSet.MAX); // RFC 9738 §3.2
      case "UIDBEFORE" -> range(1, in.expectNonZero() - 1);
      case "KEYWORD" -> new SearchKey.Keyword(in.expectAtom());
      case "UNKEYWORD" -> new SearchKey.Not(new SearchKey.Keyword(in.expectAtom()));
      case "LARGER" -> new SearchKey.Larger(in.expectNumber64());
      case "SMALLER" -> new SearchKey.Smaller(in.expectNumber64());
      case "OLDER" -> new SearchKey.Older(in.expectNonZero()); // RFC 5032 §5
      case "YOUNGER" -> new SearchKey.Younger(in.expectNonZero());
      case "MODSEQ" -> modSeq();
      case "EMAILID" -> new SearchKey.EmailId(in.expectAtom());
      case "THREADID" -> new SearchKey.ThreadId(in.expectAtom());
      case "BODY" -> new SearchKey.Body(in.expectAstring());
      case "TEXT" -> new SearchKey.Text(in.expectAstring());
      case "HEADER" -> header();
      case "FROM", "TO", "CC", "BCC", "SUBJECT" -> new SearchKey.Header(name, in.expectAstring());
      default -> day(name);
    };
  }

  private static SearchKey range(long first, long last) {
    return first > last
        ? new SearchKey.Not(new SearchKey.All())
        : new SearchKey.Numbers(SequenceSet.of(first, last), true);
  }

  private SearchKey day(String name) {
    return switch (name) {
      case "BEFORE" -> day(DateOf.INTERNAL, Relation.BEFORE);
      case "ON" -> day(DateOf.INTERNAL, Relation.ON);
      case "SINCE" -> day(DateOf.INTERNAL, Relation.SINCE);
      case "SENTBEFORE" -> day(DateOf.SENT, Relation.BEFORE);
      case "SENTON" -> day(DateOf.SENT, Relation.ON);
      case "SENTSINCE" -> day(DateOf.SENT, Relation.SINCE);
      case "SAVEDBEFORE" -> day(DateOf.SAVED, Relation.BEFORE); // RFC 8514 §4.3
      case "SAVEDON" -> day(DateOf.SAVED, Relation.ON);
      case "SAVEDSINCE" -> day(DateOf.SAVED, Relation.SINCE);
      default -> throw in.wrong("Unknown search key");
    };
  }

  // "HEADER" SP header-fld-name SP astring
  private SearchKey header() {
    String field = in.expectAstring();
    in.expectSpace();
    return new SearchKey.Header(field.toUpperCase(Locale.ROOT), in.expectAstring());
  }

  // "FILTER" SP filter-name ; filter-name = 1*<any ATOM-CHAR except "/">   (RFC 5466 §4)
  private SearchKey filter() {
    String name = in.expectAtom();
    if (name.indexOf('/') >= 0) {
      throw in.wrong("No / in the name of a filter");
    }
    return new SearchKey.Filter(name);
  }

  // "OR" SP search-key SP search-key
  private SearchKey or() {
    SearchKey first = key();
    in.expectSpace();
    return new SearchKey.Or(first, key());
  }

  private SearchKey group() {
    List<SearchKey> keys = new ArrayList<>();
    in.expectList(() -> keys.add(key()));
    if (keys.isEmpty()) {
      throw in.wrong("Missing search key");
    }
    return all(keys);
  }

  private SearchKey nested(Supplier<SearchKey> rule) {
    if (++nesting > MAX_NESTING) {
      throw in.wrong("Search keys are nested too deeply");
    }
    SearchKey key = rule.get();
    nesting--;
    return key;
  }

  // search-modsequence = "MODSEQ" [SP entry-name SP entry-type-req] SP mod-sequence-valzer
  private SearchKey modSeq() {
    if (in.peek() == '"') { // mod-sequences here cover all flags of a message. RFC 7162 §3.1.5
      if (!in.expectString().toLowerCase(Locale.ROOT).startsWith("/flags/")) {
        throw in.wrong("Unknown entry");
      }
      in.expectSpace();
      if (!in.tryWord("ALL") && !in.tryWord("PRIV") && !in.tryWord("SHARED")) {
        throw in.wrong("Unknown entry type");
      }
      in.expectSpace();
    }
    return new SearchKey.ModSeq(in.expectNumber64());
  }

  // date = date-text / DQUOTE date-text DQUOTE
  private SearchKey day(DateOf of, Relation relation) {
    Matcher date = DATE.matcher(in.expectAstring());
    int month = date.matches() ? MONTHS.indexOf(date.group(2).toUpperCase(Locale.ROOT)) + 1 : 0;
    try {
      int day = month == 0 ? 0 : Integer.parseInt(date.group(1));
      int year = month == 0 ? 0 : Integer.parseInt(date.group(3));
      long epochDay = LocalDate.of(year, month, day).toEpochDay();
      return new SearchKey.Day(of, relation, (int) epochDay);
    } catch (DateTimeException e) {
      throw in.wrong("Wrong date");
    }
  }
}
