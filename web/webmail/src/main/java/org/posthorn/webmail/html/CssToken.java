package org.posthorn.webmail.html;

/**
 * A token of a style sheet, with escapes decoded. CSS Syntax Module Level 3, section 4.
 *
 * @param text the name, string or address without its marks; for others the characters themselves
 */
record CssToken(Kind kind, String text) {
  /** What it is. */
  enum Kind {
    IDENT,
    /** A name and its parenthesis; the text is the name in lower case. */
    FUNCTION,
    /** The text is the name in lower case. */
    AT_KEYWORD,
    HASH,
    STRING,
    /** An address without quotes. */
    URL,
    /** A string or an address that is broken off. */
    BAD,
    /** Number, percentage or dimension; the text is what is written. */
    NUMBER,
    WHITESPACE,
    COLON,
    SEMICOLON,
    COMMA,
    /** {@code (} or {@code [}. */
    OPEN,
    /** {@code )} or {@code ]}. */
    CLOSE,
    OPEN_BLOCK,
    CLOSE_BLOCK,
    DELIM,
    END
  }

  boolean is(Kind other) {
    return kind == other;
  }

  boolean is(Kind other, String written) {
    return kind == other && text.equals(written);
  }
}
