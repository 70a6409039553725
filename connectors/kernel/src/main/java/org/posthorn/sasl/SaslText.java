package org.posthorn.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of mechanisms' messages: UTF-8, and not without end. */
final class SaslText {

  /** No mechanism here needs a longer message: names of 255 octets must do (RFC 4616 §2). */
  static final int MAX_OCTETS = 4096;

  private SaslText() {}

  /** The text; empty when it is too long or not UTF-8. */
  static Optional<String> decode(byte[] message) {
    if (message.length > MAX_OCTETS) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** Whether the text can name somebody: not empty, and no control characters. */
  static boolean isName(String text) {
    return !text.isEmpty() && text.codePoints().noneMatch(Character::isISOControl);
  }

  /** Whether an authorization identity asks for no more than the user has: RFC 4422 §3.4.1. */
  static boolean isSame(String authorizationIdentity, String user) {
    return authorizationIdentity.isEmpty() || authorizationIdentity.equalsIgnoreCase(user);
  }
}
