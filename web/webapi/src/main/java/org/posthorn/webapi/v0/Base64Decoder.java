package org.posthorn.webapi.v0;

import java.io.IOException;
import java.io.OutputStream;

/** Decodes base64 as it comes; line ends in it do not count. RFC 4648 §4. */
final class Base64Decoder {
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final byte[] VALUES = new byte[128];
  private static final int PIECE = 8 * 1024;

  static {
    java.util.Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      VALUES[ALPHABET.charAt(i)] = (byte) i;
    }
  }

  private final OutputStream out;
  private final byte[] piece = new byte[PIECE];
  private int filled;
  private int bits;
  private int characters; // of the group of four, padding among them
  private int padding;

  /** Decodes to there. */
  Base64Decoder(OutputStream out) {
    this.out = out;
  }

  /**
   * Takes a character.
   *
   * @throws MethodFailure when it is none of base64
   */
  void put(int c) throws IOException {
    if (c == '\n' || c == '\r') {
      return;
    }
    if (c == '=') {
      padding++;
      characters++;
      group();
      return;
    }
    int value = c < VALUES.length ? VALUES[c] : -1;
    if (value < 0 || padding > 0) {
      throw notBase64();
    }
    bits = bits << 6 | value;
    characters++;
    group();
  }

  private void group() throws IOException {
    if (padding > 2 || padding > 0 && characters < 3) {
      throw notBase64();
    }
    if (characters < 4) {
      return;
    }
    int whole = bits << 6 * padding;
    for (int i = 0; i < 3 - padding; i++) {
      piece[filled++] = (byte) (whole >> 16 - 8 * i);
    }
    characters = 0;
    bits = 0;
    if (filled > PIECE - 4) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(piece, 0, filled);
    filled = 0;
  }

  /**
   * There is no more.
   *
   * @throws MethodFailure when something is missing
   */
  void end() throws IOException {
    if (characters != 0) {
      throw notBase64();
    }
    flush();
  }

  private static MethodFailure notBase64() {
    return MethodFailure.user("The data of a file is not base64");
  }
}
