package org.posthorn.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.mime.header.EncodedWords;
import org.posthorn.mime.header.MailDate;

/**
 * What facts keep of the header of a message, or of a message inside one. Reads the stored form
 * when it is asked. Immutable.
 */
public final class MessageHeader {
  private final byte[] octets;
  private final int[] starts;
  private final int present;

  /**
   * @param starts where each field stands in its stored form
   * @param present a bit for each field that the header has
   */
  MessageHeader(byte[] octets, int[] starts, int present) {
    this.octets = octets;
    this.starts = starts;
    this.present = present;
  }

  /** That of a message inside, as it stands in the list of the parts, which is passed over. */
  static MessageHeader read(byte[] octets, ListReader in) {
    int[] starts = new int[EnvelopeFields.ITEMS];
    int present = 0;
    in.open();
    for (int i = 0; i < starts.length; i++) {
      present |= in.isNil() ? 0 : 1 << i;
      starts[i] = in.at();
      in.skip();
    }
    in.close();
    MessageHeader all = new MessageHeader(octets, starts, present);
    return new MessageHeader(octets, starts, present & ~all.asFrom());
  }

  // Sender and Reply-To are written as From when the header has none: RFC 9051 §7.5.2
  private int asFrom() {
    List<AddressGroup> from = groups(HeaderField.FROM);
    int same = groups(HeaderField.SENDER).equals(from) ? bit(HeaderField.SENDER) : 0;
    return same | (groups(HeaderField.REPLY_TO).equals(from) ? bit(HeaderField.REPLY_TO) : 0);
  }

  private static int bit(HeaderField field) {
    return 1 << field.item();
  }

  /**
   * Whether the header has the field, empty or not. In facts of earlier builds, and in messages
   * inside, a Sender or Reply-To that has the addresses of From counts as absent, and in messages
   * inside any field without addresses.
   */
  public boolean has(HeaderField field) {
    return (present & bit(field)) != 0;
  }

  private int start(HeaderField field) {
    return starts[field.item()];
  }

  /**
   * A field, unfolded as it came, one char per octet; empty when there is none, and for addresses.
   */
  public Optional<String> raw(HeaderField field) {
    return has(field) && !field.isAddresses()
        ? Optional.of(new ListReader(octets, start(field)).string())
        : Optional.empty();
  }

  /** A field with its encoded words decoded; empty when there is none, and for addresses. */
  public Optional<String> text(HeaderField field) { // RFC 2047
    return raw(field).map(EncodedWords::decode);
  }

  /** The addresses of a field, those of groups among them; none when there is no such field. */
  public List<MailAddress> addresses(HeaderField field) {
    return groups(field).stream().flatMap(group -> group.addresses().stream()).toList();
  }

  /** The addresses of a field, group by group; none when there is no such field. */
  public List<AddressGroup> groups(HeaderField field) { // RFC 8621 §4.1.2.4
    return has(field) && field.isAddresses()
        ? new AddressListReader(octets, start(field)).groups()
        : List.of();
  }

  /**
   * The first entry of an address field; that of a group has its name as local part. Empty when
   * there is none.
   */
  public Optional<MailAddress> first(HeaderField field) {
    return has(field) && field.isAddresses()
        ? new AddressListReader(octets, start(field)).first()
        : Optional.empty();
  }

  /** The ids in Message-ID or In-Reply-To, without angle brackets. RFC 8621 §4.1.2.5. */
  public List<String> messageIds(HeaderField field) {
    return raw(field).map(MessageHeader::ids).orElse(List.of());
  }

  static List<String> ids(String text) {
    List<String> ids = new ArrayList<>(1);
    for (int open = text.indexOf('<'); open >= 0; open = text.indexOf('<', open + 1)) {
      int close = text.indexOf('>', open);
      if (close < 0) {
        break;
      }
      ids.add(text.substring(open + 1, close));
    }
    return ids;
  }

  /** What the Date field says; empty when there is none that can be read. RFC 5322 §3.6.1. */
  public Optional<MailDate> date() {
    return raw(HeaderField.DATE).flatMap(MailDate::parse);
  }
}
