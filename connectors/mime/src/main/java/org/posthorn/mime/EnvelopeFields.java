package org.posthorn.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.header.AddressEntry;
import org.posthorn.mime.header.AddressEntry.GroupEnd;
import org.posthorn.mime.header.AddressEntry.GroupStart;
import org.posthorn.mime.header.AddressEntry.Mailbox;
import org.posthorn.mime.header.AddressParser;
import org.posthorn.mime.header.EncodedWords;

/** The fields of a header that its facts keep, and how they are stored: {@link ListText}. */
final class EnvelopeFields {
  static final int DATE = 0;
  static final int SUBJECT = 1;
  static final int FROM = 2;
  static final int SENDER = 3;
  static final int REPLY_TO = 4;
  static final int TO = 5;
  static final int CC = 6;
  static final int BCC = 7;
  static final int IN_REPLY_TO = 8;
  static final int MESSAGE_ID = 9;
  static final int ITEMS = 10;

  private static final int MAX_ADDRESSES = 8192;

  private final List<Optional<String>> texts = new ArrayList<>(0);
  private final List<List<AddressEntry>> lists = new ArrayList<>(0);
  private int present;

  private void prepare() {
    if (texts.isEmpty()) {
      for (int i = 0; i < ITEMS; i++) {
        texts.add(Optional.empty());
        lists.add(List.of());
      }
    }
  }

  /** The first field of a name counts. */
  void text(int item, String value) {
    prepare();
    if (texts.get(item).isEmpty()) {
      texts.set(item, Optional.of(value));
    }
    present |= 1 << item;
  }

  /**
   * Several fields of a name are one list.
   *
   * @param whole whether the value was not cut; else its last address is not known
   */
  void addresses(int item, String value, boolean whole) {
    prepare();
    List<AddressEntry> all = new ArrayList<>(lists.get(item));
    all.addAll(AddressParser.parse(value));
    int known = whole ? all.size() : lastMailbox(all);
    lists.set(item, known < all.size() || known > MAX_ADDRESSES ? first(all, known) : all);
    present |= 1 << item;
  }

  private static int lastMailbox(List<AddressEntry> entries) {
    int last = entries.size() - 1;
    return last > 0 && entries.get(last) instanceof GroupEnd ? last - 1 : Math.max(0, last);
  }

  // the first so many, between two addresses; a group that is open then ends
  private static List<AddressEntry> first(List<AddressEntry> entries, int most) {
    List<AddressEntry> kept = new ArrayList<>(entries.subList(0, Math.min(most, MAX_ADDRESSES)));
    boolean open = false;
    for (AddressEntry entry : kept) {
      open = entry instanceof GroupStart || open && !(entry instanceof GroupEnd);
    }
    if (open) {
      kept.add(new GroupEnd());
    }
    return kept;
  }

  boolean has(int item) {
    return (present & 1 << item) != 0;
  }

  Optional<String> text(int item) {
    return texts.isEmpty() ? Optional.empty() : texts.get(item);
  }

  private List<AddressEntry> list(int item) {
    return lists.isEmpty() ? List.of() : lists.get(item);
  }

  static boolean isAddresses(int item) {
    return item >= FROM && item <= BCC;
  }

  /** Whether an item is not written because it is the same as FROM. RFC 9051 §7.5.2. */
  boolean isSameAsFrom(int item) {
    return (item == SENDER || item == REPLY_TO)
        && (list(item).isEmpty() || list(item).equals(list(FROM)));
  }

  /** Writes the whole list. */
  void write(ListText out) {
    out.add('(');
    for (int item = 0; item < ITEMS; item++) {
      if (item > 0) {
        out.add(' ');
      }
      write(isSameAsFrom(item) ? FROM : item, out);
    }
    out.add(')');
  }

  /** Writes one member of the list. */
  void write(int item, ListText out) {
    if (!isAddresses(item)) {
      text(item).ifPresentOrElse(out::string, () -> out.add("NIL"));
    } else if (list(item).isEmpty()) {
      out.add("NIL");
    } else {
      out.add('(');
      list(item).forEach(entry -> write(entry, out));
      out.add(')');
    }
  }

  private static void write(AddressEntry entry, ListText out) {
    if (entry instanceof Mailbox mailbox) {
      out.add('(').nstring(mailbox.name()).add(' ').nstring(mailbox.route()).add(' ');
      out.string(mailbox.local()).add(' ').string(mailbox.domain()).add(')');
    } else if (entry instanceof GroupStart group) {
      out.add("(NIL NIL ").string(group.name()).add(" NIL)");
    } else if (entry instanceof GroupEnd) {
      out.add("(NIL NIL NIL NIL)");
    }
  }

  /**
   * The text of a field to search in, when it cannot be had from the written form: it has encoded
   * words or octets that are not ASCII, or is escaped there.
   */
  Optional<String> decoded(int item) {
    if (!isAddresses(item)) {
      return text(item)
          .filter(t -> EncodedWords.needsDecoding(t) || !isVerbatim(t))
          .map(EncodedWords::decode);
    }
    List<AddressEntry> entries = list(item);
    for (AddressEntry entry : entries) {
      if (AddressText.needsDecoding(entry)) {
        return Optional.of(AddressText.decoded(entries));
      }
    }
    return Optional.empty();
  }

  private static boolean isVerbatim(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c < ' ' || c > 126) {
        return false;
      }
    }
    return true;
  }
}
