package org.posthorn.mailstore.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.query.SearchKey;

/**
 * Reads what people type to find messages. Total: what is no term is text to look for. Words and
 * {@code "phrases"} must all be there, {@code -term} must not; {@code from:} (f), {@code to:} (t),
 * {@code subject:} (s), {@code label:} (l), {@code header:Name:text} (h), {@code start:}, {@code
 * end:} (days), {@code minsize:}, {@code maxsize:} (with k, m, g), {@code attachments:} (a), {@code
 * mailbox:} (mb), {@code submb:}, {@code is:unread|read|starred|answered}.
 */
public final class QuerySyntax {
  private static final int MOST_TERMS = 50;

  private final String text;
  private int at;

  private final List<SearchKey> keys = new ArrayList<>();
  private final List<String> mailboxes = new ArrayList<>();
  private final List<String> below = new ArrayList<>();
  private Optional<AttachmentClass> attachment = Optional.empty();

  private QuerySyntax(String text) {
    this.text = text;
  }

  /** Reads a search. */
  public static MailSearch parse(String text) {
    QuerySyntax syntax = new QuerySyntax(text);
    for (int terms = 0; terms < MOST_TERMS && syntax.more(); terms++) {
      syntax.term();
    }
    SearchKey key =
        switch (syntax.keys.size()) {
          case 0 -> new SearchKey.All();
          case 1 -> syntax.keys.get(0);
          default -> new SearchKey.And(syntax.keys);
        };
    return new MailSearch(key, syntax.mailboxes, syntax.below, syntax.attachment);
  }

  private boolean more() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length();
  }

  private void term() {
    boolean not = text.charAt(at) == '-' && at + 1 < text.length();
    at += not ? 1 : 0;
    int colon = at;
    while (colon < text.length() && Character.isLetter(text.charAt(colon))) {
      colon++;
    }
    boolean named = colon > at && colon < text.length() && text.charAt(colon) == ':';
    String name = named ? text.substring(at, colon).toLowerCase(Locale.ROOT) : "";
    int start = at;
    at = named ? colon + 1 : at;
    String value = value();
    Optional<SearchKey> key = named ? field(name, value, not) : Optional.empty();
    if (key.isEmpty() && (!named || !isPlace(name))) {
      String all = named ? text.substring(start, at).replace("\"", "") : value;
      key = all.isBlank() ? Optional.empty() : Optional.of(new SearchKey.Text(all));
    }
    key.ifPresent(found -> keys.add(not ? new SearchKey.Not(found) : found));
  }

  private String value() {
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (Character.isWhitespace(c) && !quoted) {
        break;
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  private static boolean isPlace(String name) {
    return switch (name) {
      case "mb", "mailbox", "submb", "a", "attachments" -> true;
      default -> false;
    };
  }

  private Optional<SearchKey> field(String name, String value, boolean not) {
    return switch (name) {
      case "f", "from" -> header("FROM", value);
      case "t", "to" -> Optional.of(recipients(value));
      case "s", "subject" -> header("SUBJECT", value);
      case "h", "header" -> anyHeader(value);
      case "l", "label" -> Optional.of(label(value));
      case "is" -> state(value);
      case "start" -> day(value, SearchKey.Relation.SINCE, 0);
      case "end" -> day(value, SearchKey.Relation.BEFORE, 1);
      case "minsize" -> octets(value).map(size -> new SearchKey.Larger(size - 1));
      case "maxsize" -> octets(value).map(size -> new SearchKey.Smaller(size + 1));
      default -> place(name, value, not);
    };
  }

  private Optional<SearchKey> place(String name, String value, boolean not) {
    switch (name) {
      case "mb", "mailbox" -> mailboxes.add(value);
      case "submb" -> below.add(value);
      case "a", "attachments" -> {
        attachment = AttachmentClass.named(value);
        if (not && attachment.isPresent()) {
          attachment = Optional.of(AttachmentClass.NONE);
        }
      }
      default -> {
        // no term: text
      }
    }
    return Optional.empty();
  }

  private static Optional<SearchKey> header(String field, String value) {
    return Optional.of(new SearchKey.Header(field, value));
  }

  private static SearchKey recipients(String value) {
    return new SearchKey.Or(new SearchKey.Header("TO", value), new SearchKey.Header("CC", value));
  }

  private static Optional<SearchKey> anyHeader(String value) {
    int colon = value.indexOf(':');
    String name = colon < 0 ? value : value.substring(0, colon);
    return name.matches("[!-9;-~]+")
        ? header(name.toUpperCase(Locale.ROOT), colon < 0 ? "" : value.substring(colon + 1))
        : Optional.empty();
  }

  private static SearchKey label(String value) {
    int bit = Flags.systemBit(value);
    return bit != 0 ? new SearchKey.Flag(bit) : new SearchKey.Keyword(value);
  }

  private static Optional<SearchKey> state(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "unread" -> Optional.of(new SearchKey.Not(new SearchKey.Flag(Flags.SEEN)));
      case "read" -> Optional.of(new SearchKey.Flag(Flags.SEEN));
      case "starred", "flagged" -> Optional.of(new SearchKey.Flag(Flags.FLAGGED));
      case "answered" -> Optional.of(new SearchKey.Flag(Flags.ANSWERED));
      default -> Optional.empty();
    };
  }

  private static Optional<SearchKey> day(String value, SearchKey.Relation relation, int more) {
    try {
      int day = Math.toIntExact(LocalDate.parse(value).plusDays(more).toEpochDay());
      return Optional.of(new SearchKey.Day(SearchKey.DateOf.INTERNAL, relation, day));
    } catch (DateTimeException | ArithmeticException noDay) {
      return Optional.empty();
    }
  }

  private static Optional<Long> octets(String value) {
    String text = value.toLowerCase(Locale.ROOT);
    if (!text.matches("[0-9]{1,12}[kmg]?b?")) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.replaceAll("[kmgb]", ""));
    int power = text.contains("k") ? 10 : text.contains("m") ? 20 : text.contains("g") ? 30 : 0;
    return Optional.of(number << power);
  }
}
