package org.posthorn.imap.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.wire.Wire;

/**
 * Writes responses by the rules of RFC 9051 §9. Collects small pieces and hands them to the wire in
 * larger ones; keeps no memory between calls of the conversation ({@link #flush()}).
 */
public final class Responses {
  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST = 512;
  private static final int MOST = 16 * 1024;

  private final Wire wire;
  private byte[] buffer = NOTHING;
  private int length;
  private boolean utf8;
  private boolean uidOnly;
  private long owed; // octets of a literal that were announced and not written yet

  /** Writes to a wire. */
  public Responses(Wire wire) {
    this.wire = wire;
  }

  /** Whether names and strings are UTF-8 from now on. RFC 9051 §5.1, RFC 9755 §3. */
  public void useUtf8(boolean on) {
    utf8 = on;
  }

  /** Whether names and strings are UTF-8. */
  public boolean utf8() {
    return utf8;
  }

  /** Whether the peer takes more; a long answer stops when it does not. */
  public boolean writable() {
    return wire.writable();
  }

  /** Hands everything to the wire; called at the end of each call of the conversation. */
  public void flush() {
    spill();
    buffer = NOTHING;
  }

  private void spill() {
    if (length > 0) {
      wire.write(buffer, 0, length);
      length = 0;
    }
  }

  private void room(int octets) {
    if (length + octets <= buffer.length) {
      return;
    }
    if (length + octets > MOST) {
      spill();
    }
    if (length + octets > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(FIRST, Math.min(MOST, (length + octets) * 2)));
    }
  }

  /** ASCII text as it is. */
  @SuppressWarnings("deprecation") // the low octets of ASCII characters are wanted
  public Responses text(String ascii) {
    int count = ascii.length();
    if (count > MOST / 2) {
      return octets(ascii.getBytes(StandardCharsets.US_ASCII));
    }
    room(count);
    ascii.getBytes(0, count, buffer, length);
    length += count;
    return this;
  }

  /** One ASCII character. */
  public Responses text(char ascii) {
    room(1);
    buffer[length++] = (byte) ascii;
    return this;
  }

  /** Octets as they are. */
  public Responses octets(byte[] octets) {
    return octets(octets, 0, octets.length);
  }

  /** Octets as they are. */
  public Responses octets(byte[] octets, int offset, int count) {
    owed = Math.max(0, owed - count);
    if (count > MOST / 2) {
      spill();
      wire.write(octets, offset, count);
      return this;
    }
    room(count);
    System.arraycopy(octets, offset, buffer, length, count);
    length += count;
    return this;
  }

  /** Few octets as they are, and one ASCII character behind them. */
  public Responses member(byte[] octets, int offset, int count, char ascii) {
    if (count > MOST / 2) {
      return octets(octets, offset, count).text(ascii);
    }
    room(count + 1);
    System.arraycopy(octets, offset, buffer, length, count);
    length += count + 1;
    buffer[length - 1] = (byte) ascii;
    return this;
  }

  /** Octets as they are; the buffer is emptied. */
  public Responses octets(ByteBuffer octets) {
    int count = octets.remaining();
    owed = Math.max(0, owed - count);
    if (count > MOST / 2) {
      spill();
      wire.write(octets);
      return this;
    }
    room(count);
    octets.get(buffer, length, count);
    length += count;
    return this;
  }

  /** A number, at least 0. */
  public Responses number(long number) {
    room(20);
    int digits = 1;
    for (long rest = number / 10; rest != 0; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A space. */
  public Responses space() {
    return text(' ');
  }

  /** The end of a line. */
  public Responses crlf() {
    return text("\r\n");
  }

  /** A whole untagged response: {@code * text}. */
  public Responses untagged(String ascii) {
    return text("* ").text(ascii).crlf();
  }

  /** A whole untagged response about a number: {@code * 3 EXISTS}. */
  public Responses untagged(long number, String ascii) {
    return text("* ").number(number).space().text(ascii).crlf();
  }

  /** Whether messages are named by UID only from now on. RFC 9586 §3.3. */
  public void useUidOnly(boolean on) {
    uidOnly = on;
  }

  /** Whether messages are named by UID only. */
  public boolean uidOnly() {
    return uidOnly;
  }

  /** How a response about a message begins: {@code * 3 FETCH} or {@code * 25 UIDFETCH}, and SP. */
  public Responses fetch(long number, long uid) {
    text("* ");
    return uidOnly ? number(uid).text(" UIDFETCH ") : number(number).text(" FETCH ");
  }

  /** A string: quoted where that is possible, else a literal. */
  public Responses string(String text) {
    return string(text.replace("\0", "").getBytes(StandardCharsets.UTF_8)); // RFC 9051 §9, CHAR8
  }

  /** A string of octets (UTF-8 where not ASCII): quoted where that is possible, else a literal. */
  public Responses string(byte[] octets) {
    int escapes = 0;
    if (octets.length > 1000) {
      return literal(octets);
    }
    for (byte octet : octets) {
      if (octet == 0 || octet == '\r' || octet == '\n' || octet < 0 && !utf8) {
        return literal(octets);
      }
      escapes += octet == '"' || octet == '\\' ? 1 : 0;
    }
    room(octets.length + escapes + 2);
    buffer[length++] = '"';
    for (byte octet : octets) {
      if (octet == '"' || octet == '\\') {
        buffer[length++] = '\\';
      }
      buffer[length++] = octet;
    }
    buffer[length++] = '"';
    return this;
  }

  /** {@code NIL}. */
  public Responses nil() {
    return text("NIL");
  }

  /** A literal with its head. */
  public Responses literal(byte[] octets) {
    return literalHead(octets.length).octets(octets);
  }

  /** A string that may have any octets: a literal8 where it has NUL. RFC 5464 §5, RFC 3516 §7. */
  public Responses binaryString(byte[] octets) {
    for (byte octet : octets) {
      if (octet == 0) {
        return text('~').literal(octets);
      }
    }
    return string(octets);
  }

  /** The head of a literal whose octets follow by {@link #octets}. */
  public Responses literalHead(long size) {
    owed = size;
    return text('{').number(size).text("}\r\n");
  }

  /** Whether a literal was announced whose octets were not all written: no response can follow. */
  public boolean insideLiteral() {
    return owed > 0;
  }

  /** A mailbox name, in the encoding of this session. RFC 9051 §5.1, RFC 3501 §5.1.3. */
  public Responses mailbox(MailboxName name) {
    return mailbox(name.text());
  }

  /** A mailbox name, in the encoding of this session. */
  public Responses mailbox(String name) {
    return astring(utf8 ? name : ModifiedUtf7.encode(name));
  }

  /** An astring: as it is where that is possible, else a string. */
  public Responses astring(String text) {
    boolean atom = !text.isEmpty() && !text.equalsIgnoreCase("NIL");
    for (int i = 0; atom && i < text.length(); i++) {
      atom = CharClass.ATOM.has(text.charAt(i));
    }
    return atom ? text(text) : string(text);
  }
}
