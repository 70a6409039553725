package org.posthorn.filtering.control;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The latest judged messages with one signal, as a row keeps them. Those whose author was proved
 * and the others have their room apart: nobody can push the former out.
 */
final class SignalHistory {
  /** Nothing is remembered. */
  static final SignalHistory NONE = new SignalHistory(List.of());

  private static final int ENTRY = 17; // seconds, flags, author, content
  private static final int JUNK = 1;
  private static final int PROVED = 2;

  private final List<Entry> entries; // the latest first

  /** A message, and the content by which it is found again. */
  record Entry(long content, Judged message) {}

  private SignalHistory(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  static SignalHistory read(byte[] octets) {
    List<Entry> entries = new ArrayList<>();
    ByteBuffer buffer = ByteBuffer.wrap(octets);
    while (buffer.remaining() >= ENTRY) {
      Instant received = Instant.ofEpochSecond(Integer.toUnsignedLong(buffer.getInt()));
      int flags = buffer.get();
      int author = buffer.getInt();
      long content = buffer.getLong();
      entries.add(
          new Entry(
              content, new Judged(received, (flags & JUNK) != 0, (flags & PROVED) != 0, author)));
    }
    return new SignalHistory(entries);
  }

  byte[] octets() {
    ByteBuffer buffer = ByteBuffer.allocate(entries.size() * ENTRY);
    for (Entry each : entries) {
      Judged message = each.message();
      buffer.putInt((int) message.received().getEpochSecond());
      buffer.put((byte) ((message.junk() ? JUNK : 0) | (message.proved() ? PROVED : 0)));
      buffer.putInt(message.author());
      buffer.putLong(each.content());
    }
    return buffer.array();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Instant latest() {
    return entries.get(0).message().received();
  }

  List<Judged> messages() {
    return entries.stream().map(Entry::message).toList();
  }

  /** Without a message. */
  SignalHistory without(long content) {
    return new SignalHistory(entries.stream().filter(each -> each.content() != content).toList());
  }

  /** With a message, in place of what was known of it. */
  SignalHistory with(long content, Judged message) {
    List<Entry> all = new ArrayList<>(without(content).entries);
    all.add(new Entry(content, message));
    all.sort(Comparator.comparing((Entry each) -> each.message().received()).reversed());
    int[] room = {History.MOST, History.MOST};
    all.removeIf(each -> room[each.message().proved() ? 1 : 0]-- <= 0);
    return new SignalHistory(all);
  }
}
