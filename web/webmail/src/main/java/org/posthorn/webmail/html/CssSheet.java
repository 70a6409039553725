package org.posthorn.webmail.html;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.posthorn.webmail.html.CssToken.Kind;

/**
 * Writes a style sheet anew: style rules, {@code @media}, {@code @supports} and {@code @keyframes}
 * of allowed declarations. Whatever else there is goes with its block: {@code @import},
 * {@code @font-face}, nested rules, what nobody knows.
 */
final class CssSheet {
  private static final int MAX_LENGTH = 1 << 20;
  private static final int MAX_DEPTH = 4;
  private static final Set<String> KEYFRAMES =
      Set.of("keyframes", "-webkit-keyframes", "-moz-keyframes");

  private final String scope;
  private final String ids;
  private final CssDeclarations declarations;
  private final List<CssToken> tokens;
  private int at;

  private CssSheet(String css, String scope, String ids, CssDeclarations declarations) {
    this.scope = scope;
    this.ids = ids;
    this.declarations = declarations;
    tokens = CssTokenizer.read(css.length() > MAX_LENGTH ? css.substring(0, MAX_LENGTH) : css);
  }

  /**
   * What is kept of a sheet; it never contains {@code </}.
   *
   * @param scope a selector below which it is to have effect; empty for everywhere
   * @param ids what ids begin with from now on
   * @param pictures what is shown in place of an address; empty to show nothing
   */
  static String filter(
      String css, String scope, String ids, Function<String, Optional<String>> pictures) {
    String kept =
        new CssSheet(css, scope, ids, new CssDeclarations(false, pictures)).rules(false, 0);
    return kept.contains("</") || kept.contains("<!") ? "" : kept;
  }

  /** The condition of a media attribute as one can write it after {@code @media}. */
  static Optional<String> media(String condition) {
    List<CssToken> tokens = CssTokenizer.read(condition);
    return CssValue.condition(tokens.subList(0, tokens.size() - 1));
  }

  private String rules(boolean inner, int depth) {
    StringBuilder out = new StringBuilder();
    while (!peek().is(Kind.END)) {
      CssToken token = peek();
      if (token.is(Kind.CLOSE_BLOCK)) {
        at++;
        if (inner) {
          break;
        }
      } else if (token.is(Kind.WHITESPACE) || token.is(Kind.SEMICOLON)) {
        at++;
      } else if (token.is(Kind.AT_KEYWORD)) {
        at++;
        atRule(token.text(), depth, out);
      } else {
        styleRule(out);
      }
    }
    return out.toString();
  }

  private void styleRule(StringBuilder out) {
    List<CssToken> selectors = prelude(false);
    if (!peek().is(Kind.OPEN_BLOCK)) {
      at++;
      return;
    }
    at++;
    String block = CssDeclarations.written(declarations.read(block()));
    if (!block.isEmpty()) {
      CssSelectors.of(selectors, scope, ids)
          .ifPresent(kept -> out.append(kept).append('{').append(block).append('}'));
    }
  }

  private void atRule(String name, int depth, StringBuilder out) {
    List<CssToken> prelude = prelude(true);
    boolean block = peek().is(Kind.OPEN_BLOCK);
    at++;
    if (!block) {
      return;
    }
    if ((name.equals("media") || name.equals("supports")) && depth < MAX_DEPTH) {
      Optional<String> condition = CssValue.condition(prelude);
      String rules = rules(true, depth + 1);
      if (condition.isPresent() && !rules.isEmpty()) {
        out.append('@').append(name).append(' ').append(condition.get());
        out.append('{').append(rules).append('}');
      }
    } else if (KEYFRAMES.contains(name) && scope.isEmpty()) {
      keyframes(name, prelude, out);
    } else {
      block();
    }
  }

  private void keyframes(String rule, List<CssToken> prelude, StringBuilder out) {
    StringBuilder frames = new StringBuilder();
    while (!peek().is(Kind.CLOSE_BLOCK) && !peek().is(Kind.END)) {
      if (peek().is(Kind.WHITESPACE)) {
        at++;
        continue;
      }
      Optional<String> moment = CssValue.condition(prelude(false));
      if (peek().is(Kind.OPEN_BLOCK)) {
        at++;
        String block = CssDeclarations.written(declarations.read(block()));
        moment.ifPresent(when -> frames.append(when).append('{').append(block).append('}'));
      }
    }
    at++;
    List<CssToken> name = prelude.stream().filter(each -> !each.is(Kind.WHITESPACE)).toList();
    if (name.size() == 1 && name.get(0).is(Kind.IDENT)) {
      out.append('@').append(rule).append(' ').append(CssText.name(name.get(0).text()));
      out.append('{').append(frames).append('}');
    }
  }

  /** What stands before a block, or before the semicolon of an at-rule without one. */
  private List<CssToken> prelude(boolean atRule) {
    int from = at;
    int depth = 0;
    while (!peek().is(Kind.END) && !peek().is(Kind.OPEN_BLOCK)) {
      CssToken token = peek();
      if (depth == 0 && (atRule && token.is(Kind.SEMICOLON) || token.is(Kind.CLOSE_BLOCK))) {
        break;
      }
      if (token.is(Kind.OPEN) || token.is(Kind.FUNCTION)) {
        depth++;
      } else if (token.is(Kind.CLOSE)) {
        depth = Math.max(0, depth - 1);
      }
      at++;
    }
    return tokens.subList(from, at);
  }

  /** What stands in a block that has begun, and passes over its end. */
  private List<CssToken> block() {
    int from = at;
    int depth = 1;
    while (!peek().is(Kind.END)) {
      CssToken token = tokens.get(at++);
      depth += token.is(Kind.OPEN_BLOCK) ? 1 : token.is(Kind.CLOSE_BLOCK) ? -1 : 0;
      if (depth == 0) {
        return tokens.subList(from, at - 1);
      }
    }
    return tokens.subList(from, at);
  }

  private CssToken peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }
}
