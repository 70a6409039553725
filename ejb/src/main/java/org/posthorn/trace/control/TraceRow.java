package org.posthorn.trace.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.posthorn.trace.control.TraceNote.Party;

/** A row in the making: notes of one message and recipient, put together. For one thread. */
final class TraceRow {
  private static final int MAX_STEPS = 16_000; // characters; with the first line the column's
  private static final int MAX_FACT = 255;

  private final long millis;
  private final String order;
  private final Party recipient;
  private String session;
  private String client;
  private Party sender;
  private String messageId;
  private long size;
  private final StringBuilder steps;

  TraceRow(TraceNote first, Party recipient) {
    millis = first.millis();
    order = first.order();
    this.recipient = recipient;
    session = first.session();
    client = first.client();
    sender = first.sender();
    messageId = first.messageId();
    size = first.size();
    steps = new StringBuilder(first.step());
  }

  /** Adds what happened next; false when there is no room for it. */
  boolean add(TraceNote next) {
    if (steps.length() + 1 + next.step().length() > MAX_STEPS) {
      return false;
    }
    steps.append('\n').append(next.step());
    session = session.isEmpty() ? next.session() : session;
    client = client.isEmpty() ? next.client() : client;
    sender = sender.address().isEmpty() ? next.sender() : sender;
    messageId = messageId.isEmpty() ? next.messageId() : messageId;
    size = size == 0 ? next.size() : size;
    return true;
  }

  long millis() {
    return millis;
  }

  /** What it is found by, in the order of {@link TraceRows}' columns. */
  long[] keys() {
    return new long[] {
      key(order),
      key(session),
      key(client),
      key(sender.address()),
      key(sender.domain()),
      key(recipient.address()),
      key(recipient.domain()),
      key(messageId)
    };
  }

  /** The key of a text. */
  static long key(String text) {
    if (text.isEmpty()) {
      return 0;
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return ByteBuffer.wrap(hash).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** A line of facts, then a line for each step. {@link EntryText} reads it. */
  String text() {
    StringBuilder text = new StringBuilder(200 + steps.length());
    String[] facts = {
      order, session, client, sender.address(), recipient.address(), messageId, Long.toString(size)
    };
    for (String fact : facts) {
      EntryText.append(text, fact, MAX_FACT);
      text.append('\t');
    }
    return text.append('\n').append(steps, 0, Math.min(steps.length(), MAX_STEPS)).toString();
  }
}
