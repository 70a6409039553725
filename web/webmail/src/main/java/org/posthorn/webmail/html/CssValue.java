package org.posthorn.webmail.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.posthorn.webmail.html.CssToken.Kind;

/**
 * Writes the value of a declaration, or the condition of a rule, anew from its tokens, or not at
 * all. What is written is balanced and has no token that was not there, even when it is read again:
 * no parenthesis straight after a name or number, no {@code <} in a declaration, no comment.
 */
final class CssValue {
  private static final int MAX_DEPTH = 32;
  private static final String DECLARATION_MARKS = "/+-*!.";
  private static final String CONDITION_MARKS = "/<>=";

  private final String property;
  private final Function<String, Optional<String>> pictures;
  private final Predicate<String> functions;
  private final String marks;
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private List<CssToken> tokens = List.of();
  private int at;
  private int spaceAt;

  private CssValue(
      String property,
      Function<String, Optional<String>> pictures,
      Predicate<String> functions,
      String marks) {
    this.property = property;
    this.pictures = pictures;
    this.functions = functions;
    this.marks = marks;
  }

  /** The value of a declaration; empty when it is not to be kept. */
  static Optional<String> declared(
      String property, List<CssToken> tokens, Function<String, Optional<String>> pictures) {
    return new CssValue(property, pictures, CssVocabulary::hasFunction, DECLARATION_MARKS)
        .write(tokens);
  }

  /** What stands between the name of an at-rule and its block. */
  static Optional<String> condition(List<CssToken> tokens) {
    Predicate<String> functions =
        name -> CssVocabulary.hasCondition(name) || CssVocabulary.hasFunction(name);
    return new CssValue("", none -> Optional.empty(), functions, CONDITION_MARKS).write(tokens);
  }

  private Optional<String> write(List<CssToken> given) {
    tokens = given;
    for (at = 0; at < tokens.size(); at++) {
      if (!add(tokens.get(at))) {
        return Optional.empty();
      }
    }
    while (!open.isEmpty()) {
      out.append(open.pop());
    }
    return Optional.of(out.toString().strip()).filter(written -> !written.isEmpty());
  }

  private boolean add(CssToken token) {
    switch (token.kind()) {
      case IDENT -> out.append(CssText.name(token.text()));
      case HASH -> out.append('#').append(CssText.hash(token.text()));
      case STRING -> out.append(CssText.string(token.text()));
      case WHITESPACE -> space();
      case NUMBER, COMMA, COLON -> out.append(token.text());
      case OPEN -> {
        return open(token);
      }
      case CLOSE -> {
        return close(token);
      }
      case URL -> {
        return picture(token.text());
      }
      case FUNCTION -> {
        return function(token.text());
      }
      case DELIM -> {
        return mark(token);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean open(CssToken token) {
    boolean call = token.text().equals("(") && (before(Kind.IDENT) || before(Kind.NUMBER));
    if (call || before(Kind.HASH) || open.size() >= MAX_DEPTH) {
      return false;
    }
    open.push(token.text().equals("(") ? ")" : "]");
    out.append(token.text());
    return true;
  }

  private boolean close(CssToken token) {
    if (open.isEmpty() || !open.pop().equals(token.text())) {
      return false;
    }
    out.append(token.text());
    return true;
  }

  private boolean function(String name) {
    if (name.equals("url")) {
      return quotedPicture();
    }
    if (!functions.test(name) || open.size() >= MAX_DEPTH) {
      return false;
    }
    open.push(")");
    out.append(name).append('(');
    return true;
  }

  private boolean quotedPicture() {
    skipSpace();
    if (at + 1 >= tokens.size() || !tokens.get(at + 1).is(Kind.STRING)) {
      return false;
    }
    String address = tokens.get(++at).text();
    skipSpace();
    if (at + 1 < tokens.size() && !tokens.get(++at).is(Kind.CLOSE, ")")) {
      return false;
    }
    return picture(address);
  }

  private void skipSpace() {
    while (at + 1 < tokens.size() && tokens.get(at + 1).is(Kind.WHITESPACE)) {
      at++;
    }
  }

  private boolean picture(String address) {
    if (!CssVocabulary.mayShowPicture(property)) {
      return false;
    }
    Optional<String> shown = pictures.apply(address);
    if (shown.isEmpty() && !CssVocabulary.mayShowNone(property)) {
      return false;
    }
    if (shown.isPresent()) {
      out.append("url(").append(CssText.string(shown.get())).append(')');
    } else {
      space();
      out.append("none");
      space();
    }
    return true;
  }

  private boolean mark(CssToken token) {
    char c = token.text().charAt(0);
    CssToken next = at + 1 < tokens.size() ? tokens.get(at + 1) : new CssToken(Kind.END, "");
    if (marks.indexOf(c) < 0 || c == '/' && next.is(Kind.DELIM, "*")) {
      return false;
    }
    out.append(c);
    if (c == '<' && !next.is(Kind.DELIM, "=")) {
      space();
    }
    return true;
  }

  /** One space, however many there were; that which ends an escape is not one. */
  private void space() {
    if (spaceAt != out.length()) {
      out.append(' ');
      spaceAt = out.length();
    }
  }

  private boolean before(Kind kind) {
    return at > 0 && tokens.get(at - 1).is(kind);
  }
}
