package org.posthorn.imap.codec;

/** A set of ASCII characters of the grammar. RFC 9051 §9. */
final class CharClass {
  /** {@code ATOM-CHAR}. */
  static final CharClass ATOM = new CharClass("(){ %*\"\\]");

  /** {@code ASTRING-CHAR}: also {@code ]}. */
  static final CharClass ASTRING = new CharClass("(){ %*\"\\");

  /** {@code tag}: no {@code +}. */
  static final CharClass TAG = new CharClass("(){ %*\"\\+");

  /** {@code list-char}: with wildcards. */
  static final CharClass LIST = new CharClass("(){ \"\\");

  private final boolean[] allowed = new boolean[128];

  private CharClass(String specials) {
    for (char c = '!'; c < 127; c++) {
      allowed[c] = specials.indexOf(c) < 0;
    }
  }

  boolean has(int octet) {
    return octet >= 0 && octet < 128 && allowed[octet];
  }
}
