package org.posthorn.mailauth.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A macro-string. RFC 7208 §7.1.
 *
 * @param parts literals and macros in their order
 */
record MacroText(List<Part> parts) {
  private static final Pattern TOKEN =
      Pattern.compile("%\\{([a-zA-Z])([0-9]{0,3})([rR]?)([.\\-+,/_=]*)}|%[%_-]|[ -$&-~]");
  private static final Pattern EXPANDED_END = Pattern.compile("(?:%\\{[^%{}]*}|%[%_-])$");
  private static final Pattern TOP_LABEL =
      Pattern.compile("\\.(?=[A-Za-z0-9-]*[A-Za-z-])[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.?");
  private static final String LETTERS = "slodiphv";
  private static final String LETTERS_OF_EXPLANATIONS = LETTERS + "crt";
  private static final int MAX_PARTS = 256;

  MacroText {
    parts = List.copyOf(parts);
  }

  /** A part of it. */
  sealed interface Part {
    /** Stands for itself. */
    record Literal(String text) implements Part {}

    /**
     * Stands for something of the session.
     *
     * @param letter in lower case
     * @param escaped whether the value is escaped as in URLs
     * @param digits as many labels from the right; 0 for all
     * @param delimiters where the value is split
     */
    record Macro(char letter, boolean escaped, int digits, boolean reversed, String delimiters)
        implements Part {}
  }

  /** Reads a domain-spec: it ends with a macro or a top-level label. Empty when it is none. */
  static Optional<MacroText> domain(String text) {
    String last = text.substring(Math.max(0, lastDot(text)));
    return EXPANDED_END.matcher(text).find() || TOP_LABEL.matcher(last).matches()
        ? read(text, LETTERS, '!')
        : Optional.empty();
  }

  private static int lastDot(String text) {
    return text.lastIndexOf('.', text.endsWith(".") ? text.length() - 2 : text.length());
  }

  /** Reads the value of a modifier that nobody knows; empty when it is no macro-string. */
  static Optional<MacroText> any(String text) {
    return read(text, LETTERS, '!');
  }

  /** Reads an explanation, which may have blanks. RFC 7208 §6.2. */
  static Optional<MacroText> explanation(String text) {
    return read(text, LETTERS_OF_EXPLANATIONS, ' ');
  }

  private static Optional<MacroText> read(String text, String letters, char least) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    Matcher token = TOKEN.matcher(text);
    int end = 0;
    while (token.find() && token.start() == end) {
      end = token.end();
      String found = token.group();
      if (token.group(1) != null) {
        Optional<Part> macro = macro(token, letters);
        if (macro.isEmpty() || parts.size() > MAX_PARTS) {
          return Optional.empty();
        }
        parts.add(new Part.Literal(literal.toString()));
        literal.setLength(0);
        parts.add(macro.get());
      } else if (found.charAt(0) == '%') {
        literal.append(found.equals("%%") ? "%" : found.equals("%_") ? " " : "%20");
      } else if (found.charAt(0) >= least) {
        literal.append(found);
      } else {
        return Optional.empty();
      }
    }
    parts.add(new Part.Literal(literal.toString()));
    return end == text.length() ? Optional.of(new MacroText(parts)) : Optional.empty();
  }

  private static Optional<Part> macro(Matcher match, String letters) {
    char letter = match.group(1).charAt(0);
    char lower = Character.toLowerCase(letter);
    int digits = match.group(2).isEmpty() ? 0 : Integer.parseInt(match.group(2));
    if (letters.indexOf(lower) < 0 || !match.group(2).isEmpty() && digits == 0) {
      return Optional.empty();
    }
    String delimiters = match.group(4).isEmpty() ? "." : match.group(4);
    return Optional.of(
        new Part.Macro(lower, letter != lower, digits, !match.group(3).isEmpty(), delimiters));
  }
}
