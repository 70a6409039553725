package org.posthorn.filtering.control;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.SenderFacts;

/**
 * The rules of an account, ready to be asked. Expressions are matched in time that grows with the
 * text and the expression only, whatever the account has written (RE2).
 */
final class RuleSet {
  /** So many rules an account may have. */
  static final int MOST_RULES = 100;

  /** Chars of an expression. */
  static final int LONGEST = 500;

  private static final int MOST_FIELDS = 500; // of a message
  private static final int LONGEST_VALUE = 2_000; // chars of a field that are looked at

  private final List<Ready> rules = new ArrayList<>();

  /** A rule and its expressions. */
  private record Ready(
      FilterRule rule,
      Optional<Pattern> sender,
      Optional<Pattern> author,
      Map<Pattern, Pattern> headers) {}

  /**
   * What is asked of rules.
   *
   * @param mailFrom the sender of MAIL; empty text where there is none
   * @param fields the header, names and values in lower case
   */
  record Asked(SenderFacts sender, String mailFrom, List<String[]> fields) {}

  /** Rules of which each is {@link #objection without objection}; others are left out. */
  RuleSet(List<FilterRule> all) {
    for (FilterRule rule : all) {
      if (objection(rule).isEmpty()) { // else a later version has written it
        rules.add(ready(rule));
      }
    }
  }

  private static Ready ready(FilterRule rule) {
    Map<Pattern, Pattern> headers = new LinkedHashMap<>();
    rule.sortedHeaders()
        .forEach((name, value) -> headers.put(Pattern.compile(name), Pattern.compile(value)));
    return new Ready(rule, pattern(rule.sender()), pattern(rule.author()), headers);
  }

  private static Optional<Pattern> pattern(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(Pattern.compile(text));
  }

  /** What is wrong with a rule, for people; empty where nothing is. */
  static Optional<String> objection(FilterRule rule) {
    List<String> expressions = new ArrayList<>(List.of(rule.sender(), rule.author()));
    rule.headers().forEach((name, value) -> expressions.addAll(List.of(name, value)));
    for (String each : expressions) {
      if (each.length() > LONGEST) {
        return Optional.of("an expression has more than " + LONGEST + " characters");
      }
      if (each.indexOf('\t') >= 0 || each.indexOf('\n') >= 0) {
        return Optional.of("an expression has a control character");
      }
      try {
        Pattern.compile(each);
      } catch (PatternSyntaxException broken) {
        return Optional.of("not a regular expression of RE2: " + each);
      }
    }
    boolean conditions =
        !rule.sender().isEmpty()
            || !rule.author().isEmpty()
            || !rule.verifiedDomain().isEmpty()
            || !rule.headers().isEmpty();
    return conditions ? Optional.empty() : Optional.of("a rule needs a condition");
  }

  /** The first rule that fits. */
  Optional<FilterRule> first(Asked asked) {
    return rules.stream().filter(each -> fits(each, asked)).map(Ready::rule).findFirst();
  }

  private static boolean fits(Ready ready, Asked asked) {
    String domain = ready.rule().verifiedDomain();
    return finds(ready.sender(), asked.mailFrom())
        && finds(ready.author(), asked.sender().author())
        && (domain.isEmpty() || isProved(domain, asked.sender()))
        && ready.headers().entrySet().stream()
            .allMatch(each -> isIn(each.getKey(), each.getValue(), asked.fields()));
  }

  private static boolean finds(Optional<Pattern> pattern, String text) {
    return pattern.isEmpty() || pattern.get().matcher(text).find();
  }

  private static boolean isIn(Pattern name, Pattern value, List<String[]> fields) {
    return fields.stream()
        .limit(MOST_FIELDS)
        .anyMatch(field -> name.matcher(field[0]).find() && value.matcher(cut(field[1])).find());
  }

  private static String cut(String value) {
    return value.substring(0, Math.min(LONGEST_VALUE, value.length()));
  }

  /** Whether a message is proved to be of a domain, or one below it. */
  static boolean isProved(String domain, SenderFacts sender) {
    String wanted = domain.toLowerCase(Locale.ROOT);
    return Stream.concat(sender.signers().stream(), Stream.of(SenderFacts.domain(sender.sender())))
        .anyMatch(each -> each.equals(wanted) || each.endsWith('.' + wanted));
  }
}
