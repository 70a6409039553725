package org.posthorn.webmail.compose;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.Base64;
import java.util.Optional;

/**
 * What the page wants to know again of a draft and mail has no place for, such as which message it
 * answers: JSON in a header field of the draft, which is not sent.
 */
final class DraftNotes {
  /** The field. */
  static final String FIELD = "X-Posthorn-Draft";

  private static final int WORD = 60;
  private static final int MOST = 8_192;

  private DraftNotes() {}

  /** As the field's value. */
  static String write(JsonObject notes) {
    String text = Base64.getUrlEncoder().encodeToString(notes.toString().getBytes(UTF_8));
    return text.replaceAll("(.{" + WORD + "})", "$1 ").strip();
  }

  /** The notes of a value; empty when they are none of ours. */
  static Optional<JsonObject> read(String value) {
    if (value.length() > MOST) {
      return Optional.empty();
    }
    try {
      byte[] octets = Base64.getUrlDecoder().decode(value.replaceAll("\\s", ""));
      return Optional.of(
          Json.createReader(new StringReader(new String(octets, UTF_8))).readObject());
    } catch (IllegalArgumentException | JsonException malformed) {
      return Optional.empty();
    }
  }
}
