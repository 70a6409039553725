package org.posthorn.webmail.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.posthorn.webmail.html.CssToken.Kind;

/**
 * Reads what stands in a style attribute, or between the braces of a rule, and keeps the allowed.
 */
final class CssDeclarations {
  private static final Set<String> POSITIONS =
      Set.of("static", "relative", "absolute", "inherit", "initial", "unset");
  private static final Set<String> NOTHING = Set.of("0", "0px", "0pt", "0em", "0%");

  /** A declaration that is kept; its value is as it is written. */
  record Declaration(String property, String value) {}

  private final boolean narrow;
  private final Function<String, Optional<String>> pictures;

  /**
   * Nothing read yet.
   *
   * @param pictures what is shown in place of an address; empty to show nothing
   */
  CssDeclarations(boolean narrow, Function<String, Optional<String>> pictures) {
    this.narrow = narrow;
    this.pictures = pictures;
  }

  /** The text that is kept of a style attribute. */
  String attribute(String css) {
    List<CssToken> tokens = CssTokenizer.read(css);
    return written(read(tokens.subList(0, tokens.size() - 1)));
  }

  static String written(List<Declaration> declarations) {
    StringBuilder out = new StringBuilder();
    for (Declaration each : declarations) {
      out.append(CssText.name(each.property())).append(':').append(each.value()).append(';');
    }
    return out.toString();
  }

  /** Whether an element with this style attribute is there, but not to be seen. */
  static boolean hides(String css) {
    List<CssToken> tokens = CssTokenizer.read(css);
    CssDeclarations all = new CssDeclarations(false, none -> Optional.empty());
    return all.read(tokens.subList(0, tokens.size() - 1)).stream().anyMatch(CssDeclarations::hides);
  }

  private static boolean hides(Declaration one) {
    String value = one.value().replace("!important", "").strip().toLowerCase(Locale.ROOT);
    return switch (one.property()) {
      case "display" -> value.equals("none");
      case "visibility" -> value.equals("hidden");
      case "max-height", "font-size" -> NOTHING.contains(value);
      default -> false;
    };
  }

  /** The declarations that are kept. */
  List<Declaration> read(List<CssToken> tokens) {
    List<Declaration> kept = new ArrayList<>();
    int from = 0;
    while (from < tokens.size()) {
      int end = end(tokens, from);
      declaration(tokens.subList(from, end)).ifPresent(kept::add);
      from = end + 1;
    }
    return kept;
  }

  /** Where a declaration ends: at the next semicolon that is not within brackets. */
  private static int end(List<CssToken> tokens, int from) {
    int depth = 0;
    for (int i = from; i < tokens.size(); i++) {
      switch (tokens.get(i).kind()) {
        case SEMICOLON -> {
          if (depth == 0) {
            return i;
          }
        }
        case OPEN, FUNCTION, OPEN_BLOCK -> depth++;
        case CLOSE -> depth = Math.max(0, depth - 1);
        case CLOSE_BLOCK -> {
          depth = Math.max(0, depth - 1);
          if (depth == 0) {
            return i; // a nested rule, which ends without a semicolon
          }
        }
        default -> {}
      }
    }
    return tokens.size();
  }

  private Optional<Declaration> declaration(List<CssToken> tokens) {
    int at = space(tokens, 0);
    if (at >= tokens.size() || !tokens.get(at).is(Kind.IDENT)) {
      return Optional.empty();
    }
    String written = tokens.get(at).text();
    String name = written.startsWith("--") ? written : written.toLowerCase(Locale.ROOT);
    at = space(tokens, at + 1);
    if (at >= tokens.size()
        || !tokens.get(at).is(Kind.COLON)
        || !CssVocabulary.hasProperty(name, narrow)) {
      return Optional.empty();
    }
    return CssValue.declared(name, tokens.subList(at + 1, tokens.size()), pictures)
        .filter(value -> !name.equals("position") || staysInPlace(value))
        .map(value -> new Declaration(name, value));
  }

  /** Fixed and sticky are not, nor what a variable may turn into them. */
  private static boolean staysInPlace(String value) {
    return POSITIONS.contains(value.replace("!important", "").strip().toLowerCase(Locale.ROOT));
  }

  private static int space(List<CssToken> tokens, int from) {
    int at = from;
    while (at < tokens.size() && tokens.get(at).is(Kind.WHITESPACE)) {
      at++;
    }
    return at;
  }
}
