package org.posthorn.webapi.v1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of messages ended: messages are listed the newest first, those of the same second by
 * mailbox and UID.
 *
 * @param received in seconds since 1970
 */
record ListPosition(long received, long mailbox, long uid) {
  private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

  /** Whether a message stands behind it in the list. */
  boolean isBefore(long otherReceived, long otherMailbox, long otherUid) {
    if (otherReceived != received) {
      return otherReceived < received;
    }
    return otherMailbox != mailbox ? otherMailbox < mailbox : otherUid < uid;
  }

  /** As clients keep it: it says nothing to them. */
  String cursor() {
    String text = received + "." + mailbox + "." + uid;
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(US_ASCII));
  }

  /** Reads {@link #cursor}; empty when a text is none. */
  static Optional<ListPosition> of(String cursor) {
    try {
      Matcher form = FORM.matcher(new String(Base64.getUrlDecoder().decode(cursor), US_ASCII));
      return form.matches()
          ? Optional.of(
              new ListPosition(
                  Long.parseLong(form.group(1)),
                  Long.parseLong(form.group(2)),
                  Long.parseLong(form.group(3))))
          : Optional.empty();
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }
}
