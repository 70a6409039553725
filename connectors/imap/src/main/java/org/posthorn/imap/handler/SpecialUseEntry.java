package org.posthorn.imap.handler;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.SortedMap;
import java.util.TreeMap;
import org.posthorn.mailstore.MailboxList;

/** What a mailbox is for, as an annotation that can be read and not set. RFC 6154 §4. */
final class SpecialUseEntry {
  /** Its name. */
  static final String NAME = "/private/specialuse";

  private SpecialUseEntry() {}

  /** The annotations of a mailbox with this one among them. */
  static SortedMap<String, byte[]> with(
      SortedMap<String, byte[]> annotations, MailboxList.Mailbox mailbox) {
    if (mailbox.use().isEmpty()) {
      return annotations;
    }
    SortedMap<String, byte[]> all = new TreeMap<>(annotations);
    all.put(NAME, mailbox.use().get().attribute().getBytes(US_ASCII));
    return all;
  }
}
