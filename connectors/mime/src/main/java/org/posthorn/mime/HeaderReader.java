package org.posthorn.mime;

import org.posthorn.mime.BodyPart.PartFields;
import org.posthorn.mime.header.Comments;
import org.posthorn.mime.header.FieldScanner;
import org.posthorn.mime.header.Parameters;

/** Takes from the header of a part what its facts need, within what one message may keep. */
final class HeaderReader {
  private static final int MAX_FIELDS = 2_000;
  private static final int MAX_VALUE = 64 * 1024;
  private static final int MAX_LIST_ID = 1024;

  private int budget = 256 * 1024; // octets of values kept, of all parts together
  private String references = "";
  private String listId = "";
  private boolean cut;

  /** The References field of the message itself. */
  String references() {
    return references;
  }

  /** The List-Id field of the message itself; empty when there is none. RFC 2919. */
  String listId() {
    return listId;
  }

  /**
   * Takes what is needed.
   *
   * @param cut whether the last field is not whole
   */
  void read(FieldScanner header, boolean cut, BodyPart part) {
    this.cut = cut;
    boolean message = part.isMessage();
    boolean top = part.parent == null;
    for (int fields = 0; fields < MAX_FIELDS && header.next(); fields++) {
      if (message && envelope(header, part.envelope)) {
        continue;
      }
      if (top && references.isEmpty() && header.named("references")) {
        references = value(header);
      } else if (top && listId.isEmpty() && header.named("list-id")) {
        listId = value(header, Math.min(MAX_LIST_ID, budget));
      } else {
        content(header, part.fields);
      }
    }
  }

  private String value(FieldScanner field) {
    return value(field, Math.min(MAX_VALUE, budget));
  }

  private String value(FieldScanner field, int limit) {
    String value = field.value(limit);
    budget -= value.length();
    return value;
  }

  private boolean envelope(FieldScanner field, EnvelopeFields envelope) {
    int item =
        switch (field.nameLength()) {
          case 2 ->
              field.named("to")
                  ? EnvelopeFields.TO
                  : field.named("cc") ? EnvelopeFields.CC : EnvelopeFields.ITEMS;
          case 3 -> item(field, "bcc", EnvelopeFields.BCC);
          case 4 ->
              field.named("date") ? EnvelopeFields.DATE : item(field, "from", EnvelopeFields.FROM);
          case 6 -> item(field, "sender", EnvelopeFields.SENDER);
          case 7 -> item(field, "subject", EnvelopeFields.SUBJECT);
          case 8 -> item(field, "reply-to", EnvelopeFields.REPLY_TO);
          case 10 -> item(field, "message-id", EnvelopeFields.MESSAGE_ID);
          case 11 -> item(field, "in-reply-to", EnvelopeFields.IN_REPLY_TO);
          default -> EnvelopeFields.ITEMS;
        };
    if (item == EnvelopeFields.ITEMS) {
      return false;
    }
    if (EnvelopeFields.isAddresses(item)) {
      boolean whole = field.isWhole(budget) && !(cut && field.isLast());
      envelope.addresses(item, value(field, budget), whole);
    } else {
      envelope.text(item, value(field));
    }
    return true;
  }

  private static int item(FieldScanner field, String name, int item) {
    return field.named(name) ? item : EnvelopeFields.ITEMS;
  }

  private void content(FieldScanner field, PartFields part) {
    switch (field.nameLength()) {
      case 10 -> {
        if (field.named("content-id")) {
          part.id = Comments.remove(value(field));
        }
      }
      case 11 -> {
        if (field.named("content-md5")) {
          part.md5 = Comments.remove(value(field));
        }
      }
      case 12 -> {
        if (field.named("content-type") && part.contentType.isEmpty()) {
          part.contentType(Parameters.parse(value(field)));
        }
      }
      case 16 -> {
        if (field.named("content-language")) {
          part.language = Comments.remove(value(field)); // RFC 3282 §2
        } else if (field.named("content-location")) {
          part.location = Comments.removeFromUri(value(field));
        }
      }
      case 19 -> {
        if (field.named("content-disposition") && part.disposition.isEmpty()) {
          part.disposition =
              java.util.Optional.of(Parameters.parse(value(field)))
                  .filter(d -> !d.value().isEmpty());
        } else if (field.named("content-description")) {
          part.description = value(field);
        }
      }
      case 25 -> {
        if (field.named("content-transfer-encoding")) {
          String encoding = Parameters.parse(value(field)).value();
          part.encoding = encoding.isEmpty() ? part.encoding : encoding;
        }
      }
      default -> {}
    }
  }
}
