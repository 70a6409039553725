package org.posthorn.smtp.codec;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message's text after DATA: removes the dots that were stuffed and finds the end. Only
 * {@code CRLF.CRLF} ends it; after what text may not contain, such as a bare LF, the rest is
 * swallowed and {@link #fault()} says so. RFC 5321 §4.5.2, §2.3.8. Holds no octets: those that are
 * passed on are parts of the buffer.
 */
public final class DataDecoder {
  private State state = State.LINE_START;
  private @Nullable TextFault fault;

  private enum State {
    /** At the start, or after CRLF. */
    LINE_START,
    /** Within a line. */
    TEXT,
    /** After CR. */
    CR,
    /** After a dot at the start of a line. */
    DOT,
    /** After such a dot and CR. */
    DOT_CR,
    /** After CRLF.CRLF. */
    END
  }

  /** The first octets that text may not contain; with them the message must be refused. */
  public Optional<TextFault> fault() {
    return Optional.ofNullable(fault);
  }

  /**
   * Takes octets up to the end of the message or of the buffer.
   *
   * @param text gets the message's octets; empties each buffer it is given
   * @return whether the message has ended; what follows it stays in the buffer
   */
  public boolean feed(ByteBuffer octets, Consumer<ByteBuffer> text) {
    int limit = octets.limit();
    int i = octets.position();
    while (i < limit && state != State.END) {
      if (state == State.TEXT) {
        i = ordinary(octets, i, limit);
        if (i == limit) {
          break;
        }
      }
      byte octet = octets.get(i);
      if (state == State.LINE_START && octet == '.') {
        pass(octets, i, text);
        state = State.DOT; // the dot is held back: it is stuffing or the end
        octets.position(++i);
        continue;
      }
      boolean held = state == State.DOT || state == State.DOT_CR;
      state = after(octet);
      i++;
      if (held && (state == State.DOT_CR || state == State.END)) {
        octets.position(i);
      }
    }
    pass(octets, i, text);
    return state == State.END;
  }

  /** Goes over octets that mean nothing within a line: nearly all that come. */
  private static int ordinary(ByteBuffer octets, int from, int limit) {
    int i = from;
    while (i < limit) {
      byte octet = octets.get(i);
      if (octet <= '\r' && octet >= 0) {
        break;
      }
      i++;
    }
    return i;
  }

  private State after(byte octet) {
    boolean afterCr = state == State.CR || state == State.DOT_CR;
    if (octet == '\n') {
      if (state == State.DOT_CR) {
        return State.END;
      }
      found(!afterCr, TextFault.BARE_LINE_END);
      return afterCr ? State.LINE_START : State.TEXT;
    }
    found(afterCr, TextFault.BARE_LINE_END);
    found(octet == 0, TextFault.NUL);
    if (octet == '\r') {
      return state == State.DOT ? State.DOT_CR : State.CR;
    }
    return State.TEXT;
  }

  private void found(boolean here, TextFault first) {
    if (here && fault == null) {
      fault = first;
    }
  }

  private void pass(ByteBuffer octets, int end, Consumer<ByteBuffer> text) {
    if (fault != null) {
      octets.position(end);
    } else if (octets.position() < end) {
      int limit = octets.limit();
      octets.limit(end);
      text.accept(octets);
      octets.limit(limit).position(end);
    }
  }
}
