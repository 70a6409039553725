package org.posthorn.webmail.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.posthorn.webmail.html.CssToken.Kind;

/** Writes the selectors of a rule anew: ids get the prefix of ids, and all stay within a scope. */
final class CssSelectors {
  private static final String MARKS = ".>+~*=^$|";
  private static final List<String> ROOTS =
      List.of("html body", "html>body", "html > body", "html", "body", ":root");

  private final String scope;
  private final String ids;
  private final StringBuilder all = new StringBuilder();
  private final StringBuilder one = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();

  private CssSelectors(String scope, String ids) {
    this.scope = scope;
    this.ids = ids;
  }

  /**
   * The selectors as they are to be written; empty when one of them is not understood, as the whole
   * rule is invalid then.
   *
   * @param scope a selector that all are put below; empty for none
   * @param ids what ids begin with from now on
   */
  static Optional<String> of(List<CssToken> tokens, String scope, String ids) {
    CssSelectors selectors = new CssSelectors(scope, ids);
    for (int i = 0; i < tokens.size(); i++) {
      CssToken token = tokens.get(i);
      if (token.is(Kind.WHITESPACE) && i > 0 && tokens.get(i - 1).is(Kind.WHITESPACE)) {
        continue;
      }
      boolean afterName =
          i > 0 && (tokens.get(i - 1).is(Kind.IDENT) || tokens.get(i - 1).is(Kind.HASH));
      if (token.is(Kind.OPEN, "(") && afterName || !selectors.add(token)) {
        return Optional.empty();
      }
    }
    return selectors.open.isEmpty() && selectors.endOne()
        ? Optional.of(selectors.all.toString())
        : Optional.empty();
  }

  private boolean add(CssToken token) {
    switch (token.kind()) {
      case IDENT -> one.append(CssText.name(token.text()));
      case HASH -> one.append('#').append(CssText.name(Prefix.of(ids, token.text())));
      case STRING -> one.append(CssText.string(token.text()));
      case NUMBER, WHITESPACE, COLON -> one.append(token.text());
      case COMMA -> {
        if (open.isEmpty()) {
          return endOne();
        }
        one.append(',');
      }
      case OPEN -> {
        open.push(token.text().equals("(") ? ")" : "]");
        one.append(token.text());
      }
      case CLOSE -> {
        one.append(token.text());
        return !open.isEmpty() && open.pop().equals(token.text());
      }
      case FUNCTION -> {
        open.push(")");
        one.append(token.text()).append('(');
        return CssVocabulary.hasCondition(token.text());
      }
      case DELIM -> {
        one.append(token.text());
        return MARKS.contains(token.text());
      }
      default -> {
        return false;
      }
    }
    return open.size() < 16;
  }

  private boolean endOne() {
    String selector = one.toString().strip();
    one.setLength(0);
    if (selector.isEmpty()) {
      return false;
    }
    all.append(all.isEmpty() ? "" : ",").append(scoped(selector));
    return true;
  }

  private String scoped(String selector) {
    if (scope.isEmpty()) {
      return selector;
    }
    for (String root : ROOTS) {
      if (selector.startsWith(root) && endsName(selector.substring(root.length()))) {
        return scope + selector.substring(root.length());
      }
    }
    return scope + ' ' + selector;
  }

  /** Whether the name before ends here, and nothing beside the scope is meant. */
  private static boolean endsName(String rest) {
    if (rest.isEmpty()) {
      return true;
    }
    char c = rest.charAt(0);
    boolean name = Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '\\' || c >= 128;
    String next = rest.strip();
    return !name && !next.startsWith("+") && !next.startsWith("~");
  }
}
