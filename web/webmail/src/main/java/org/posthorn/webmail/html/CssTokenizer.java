package org.posthorn.webmail.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.posthorn.webmail.html.CssToken.Kind;

/**
 * Reads style sheets as browsers do. CSS Syntax Module Level 3, section 4. Total: any text gives
 * tokens. A comment becomes a space, so that nothing grows together over it.
 */
final class CssTokenizer {
  private static final char REPLACEMENT = '\uFFFD';

  private final String text;
  private final List<CssToken> tokens = new ArrayList<>();
  private int at;

  private CssTokenizer(String text) {
    this.text = text;
  }

  /** The tokens of a text, the last of which is {@link Kind#END}. */
  static List<CssToken> read(String css) {
    CssTokenizer tokenizer = new CssTokenizer(preprocessed(css));
    while (tokenizer.at < tokenizer.text.length()) {
      tokenizer.token();
    }
    tokenizer.add(Kind.END, "");
    return tokenizer.tokens;
  }

  private static String preprocessed(String css) {
    StringBuilder out = new StringBuilder(css.length());
    for (int i = 0; i < css.length(); i++) {
      char c = css.charAt(i);
      if (c == '\r' || c == '\f') {
        out.append('\n');
        i += c == '\r' && i + 1 < css.length() && css.charAt(i + 1) == '\n' ? 1 : 0;
      } else if (Character.isSurrogatePair(c, i + 1 < css.length() ? css.charAt(i + 1) : 0)) {
        out.append(c).append(css.charAt(++i));
      } else {
        out.append(c == 0 || Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    return out.toString();
  }

  private void token() {
    char c = text.charAt(at);
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      at = end < 0 ? text.length() : end + 2;
      add(Kind.WHITESPACE, " ");
    } else if (text.startsWith("<!--", at) || text.startsWith("-->", at)) {
      at += c == '<' ? 4 : 3;
      add(Kind.WHITESPACE, " ");
    } else if (isSpace(c)) {
      skipSpace();
      add(Kind.WHITESPACE, " ");
    } else if (c == '"' || c == '\'') {
      string(c);
    } else if (c == '#' && (isName(peek(1)) || isEscape(at + 1))) {
      at++;
      add(Kind.HASH, name());
    } else if (c == '@' && startsName(at + 1)) {
      at++;
      add(Kind.AT_KEYWORD, name().toLowerCase(Locale.ROOT));
    } else if (startsNumber()) {
      number();
    } else if (startsName(at)) {
      named();
    } else {
      at++;
      add(mark(c), String.valueOf(c));
    }
  }

  private static Kind mark(char c) {
    return switch (c) {
      case ':' -> Kind.COLON;
      case ';' -> Kind.SEMICOLON;
      case ',' -> Kind.COMMA;
      case '(', '[' -> Kind.OPEN;
      case ')', ']' -> Kind.CLOSE;
      case '{' -> Kind.OPEN_BLOCK;
      case '}' -> Kind.CLOSE_BLOCK;
      default -> Kind.DELIM;
    };
  }

  private void string(char quote) {
    StringBuilder out = new StringBuilder();
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at);
      if (c == '\n') {
        add(Kind.BAD, "");
        return;
      }
      if (c != '\\') {
        out.append(c);
        at++;
      } else if (at + 1 >= text.length()) {
        at++;
      } else if (text.charAt(at + 1) == '\n') {
        at += 2;
      } else {
        out.append(escape());
      }
    }
    at++;
    add(Kind.STRING, out.toString());
  }

  private void number() {
    int start = at;
    at += text.charAt(at) == '+' || text.charAt(at) == '-' ? 1 : 0;
    digits();
    if (peek(0) == '.' && isDigit(peek(1))) {
      at++;
      digits();
    }
    int sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if ((peek(0) | 32) == 'e' && isDigit(peek(1 + sign))) {
      at += 1 + sign;
      digits();
    }
    String number = text.substring(start, at);
    if (peek(0) == '%') {
      at++;
      add(Kind.NUMBER, number + '%');
    } else {
      add(Kind.NUMBER, startsName(at) ? number + CssText.unit(name()) : number);
    }
  }

  private void digits() {
    while (isDigit(peek(0))) {
      at++;
    }
  }

  private void named() {
    String name = name();
    if (peek(0) != '(') {
      add(Kind.IDENT, name);
      return;
    }
    at++;
    int next = at;
    while (next < text.length() && isSpace(text.charAt(next))) {
      next++;
    }
    boolean quoted =
        next < text.length() && (text.charAt(next) == '"' || text.charAt(next) == '\'');
    if (name.equalsIgnoreCase("url") && !quoted) {
      address();
    } else {
      add(Kind.FUNCTION, name.toLowerCase(Locale.ROOT));
    }
  }

  private void address() {
    StringBuilder out = new StringBuilder();
    boolean bad = false;
    skipSpace();
    while (at < text.length() && text.charAt(at) != ')') {
      char c = text.charAt(at);
      if (isEscape(at)) {
        out.append(escape());
      } else if (isSpace(c)) {
        skipSpace();
        bad |= at < text.length() && text.charAt(at) != ')';
      } else {
        bad |= c == '"' || c == '\'' || c == '(' || c == '\\' || c < ' ' || c == 127;
        out.append(c);
        at++;
      }
    }
    at++;
    add(bad ? Kind.BAD : Kind.URL, out.toString());
  }

  private String name() {
    StringBuilder out = new StringBuilder();
    while (isName(peek(0)) || isEscape(at)) {
      if (isName(peek(0))) {
        out.append(text.charAt(at++));
      } else {
        out.append(escape());
      }
    }
    return out.toString();
  }

  private String escape() {
    at++;
    int start = at;
    while (at < start + 6 && Character.digit(asciiPeek(), 16) >= 0) {
      at++;
    }
    if (at == start) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      return Character.toString(point);
    }
    int point = Integer.parseInt(text.substring(start, at), 16);
    at += isSpace(peek(0)) ? 1 : 0;
    boolean none = point == 0 || point > Character.MAX_CODE_POINT;
    boolean half = point <= Character.MAX_VALUE && Character.isSurrogate((char) point);
    return none || half ? String.valueOf(REPLACEMENT) : Character.toString(point);
  }

  private char asciiPeek() {
    char c = peek(0);
    return c < 128 ? c : 0;
  }

  private boolean startsNumber() {
    int sign = text.charAt(at) == '+' || text.charAt(at) == '-' ? 1 : 0;
    return isDigit(peek(sign)) || peek(sign) == '.' && isDigit(peek(sign + 1));
  }

  private boolean startsName(int from) {
    char c = charAt(from);
    if (c != '-') {
      return isNameStart(c) || isEscape(from);
    }
    char next = charAt(from + 1);
    return isNameStart(next) || next == '-' || isEscape(from + 1);
  }

  private boolean isEscape(int from) {
    return charAt(from) == '\\' && from + 1 < text.length() && text.charAt(from + 1) != '\n';
  }

  private void skipSpace() {
    while (isSpace(peek(0))) {
      at++;
    }
  }

  private char peek(int ahead) {
    return charAt(at + ahead);
  }

  /** The character there, or 0, which the text does not have. */
  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  private void add(Kind kind, String value) {
    tokens.add(new CssToken(kind, value));
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNameStart(char c) {
    return (c | 32) >= 'a' && (c | 32) <= 'z' || c == '_' || c >= 128;
  }

  private static boolean isName(char c) {
    return isNameStart(c) || isDigit(c) || c == '-';
  }
}
