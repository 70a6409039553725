package org.posthorn.imap.fetch;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.MessageHead;
import org.posthorn.mime.Section;
import org.posthorn.store.MailboxCursor;

/** The message that is being given, and what was needed of it so far. */
final class FetchMessage {
  private final MailboxCursor columns;
  private final ImapEndpoint endpoint;
  private final @Nullable MessageHead head;
  private @Nullable Content content;
  private Optional<OctetStream> stream = Optional.empty();
  private boolean undecodable;

  FetchMessage(MailboxCursor columns, ImapEndpoint endpoint, @Nullable MessageHead head) {
    this.columns = columns;
    this.endpoint = endpoint;
    this.head = head;
  }

  /** What the mailbox knows of it. */
  MailboxCursor columns() {
    return columns;
  }

  /** What was computed at delivery; only for items that need it. */
  MessageFacts facts() {
    return Objects.requireNonNull(head, "facts were not asked for").facts();
  }

  /** A section, if it is the message's header and that is here already. */
  Optional<byte[]> header(Section section) {
    return head == null
        ? Optional.empty()
        : head.header().filter(octets -> section.equals(new Section(0, octets.length)));
  }

  /** Its octets. */
  Content content() {
    if (content == null) {
      content = endpoint.content(columns.contentId());
    }
    return content;
  }

  /** Octets that are to be sent before the next item. */
  Optional<OctetStream> stream() {
    return stream;
  }

  /** These octets are to be sent before the next item. */
  void send(OctetStream octets) {
    stream = Optional.of(octets);
  }

  /** The octets were sent. */
  void sent() {
    stream = Optional.empty();
  }

  /** Whether an item could not be decoded. */
  boolean undecodable() {
    return undecodable;
  }

  /** An item cannot be decoded. */
  void failDecoding() {
    undecodable = true;
  }
}
