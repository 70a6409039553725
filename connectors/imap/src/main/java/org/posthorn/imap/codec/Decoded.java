package org.posthorn.imap.codec;

import java.nio.ByteBuffer;

/** What the decoder makes of the octets so far. */
public sealed interface Decoded {

  /** All octets are taken; more are needed. */
  record Starved() implements Decoded {}

  /** A command is complete. */
  record Complete(RawCommand command) implements Decoded {}

  /**
   * The line asked for by {@link CommandDecoder#expectLine()}, without CRLF and blanks before it,
   * as ISO 8859-1.
   */
  record Line(String text) implements Decoded {}

  /** A literal is wanted and the client waits: tell it to go ahead. RFC 9051 §7.6. */
  record GoAhead() implements Decoded {}

  /**
   * APPEND announces a message. When the client waits, either ask it to go ahead or {@link
   * CommandDecoder#abandon()}; the octets follow as {@link MessageOctets}.
   *
   * @param head the command so far; of octets after the first: what is between
   * @param first whether it is the first of the command
   * @param size octets that follow
   * @param waits whether the client waits to be asked for them
   */
  record Message(RawCommand head, boolean first, long size, boolean waits) implements Decoded {}

  /**
   * Octets of the announced message.
   *
   * @param octets valid until the decoder is called again
   * @param last whether the message ends with them
   */
  record MessageOctets(ByteBuffer octets, boolean last) implements Decoded {}

  /**
   * APPEND has ended.
   *
   * @param tail what follows the last octets; the whole command when there were none
   * @param first whether there were none
   */
  record MessagesEnd(RawCommand tail, boolean first) implements Decoded {}

  /**
   * Something that is no command was passed over; the next one is in order again.
   *
   * @param tag of the answer; {@code *} when there was none
   */
  record Refused(String tag, String reason) implements Decoded {}

  /** The octets make no sense any more; the connection has to end. */
  record Lost(String reason) implements Decoded {}
}
