package org.posthorn.imap.fetch;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.server.ImapEndpoint;
import org.posthorn.kernel.Content;
import org.posthorn.mime.MessageFacts;
import org.posthorn.store.MailboxView;

/** The message that is being given, and what was needed of it so far. */
final class FetchMessage {
  private final MailboxView.Cursor columns;
  private final ImapEndpoint endpoint;
  private final @Nullable MessageFacts facts;
  private @Nullable Content content;
  private Optional<OctetStream> stream = Optional.empty();
  private boolean undecodable;

  FetchMessage(MailboxView.Cursor columns, ImapEndpoint endpoint, @Nullable MessageFacts facts) {
    this.columns = columns;
    this.endpoint = endpoint;
    this.facts = facts;
  }

  /** What the mailbox knows of it. */
  MailboxView.Cursor columns() {
    return columns;
  }

  /** What was computed at delivery; only for items that need it. */
  MessageFacts facts() {
    return Objects.requireNonNull(facts, "facts were not asked for");
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
