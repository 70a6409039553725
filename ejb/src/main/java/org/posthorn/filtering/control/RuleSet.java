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
 * text and the compiled expression only (RE2), so there are limits for what they are compiled to,
 * and for the work with one message.
 */
final class RuleSet {
  /** So many rules an account may have. */
  static final int MOST_RULES = 100;

  /** Chars of an expression. */
  static final int LONGEST = 500;

  /** Instructions that an expression is compiled to: a few octets of it may make many. */
  static final int LARGEST = 1_000;

  /** Those of all expressions of an account. */
  static final int MOST_INSTRUCTIONS = 20_000;

  private static final int OF_CLASS = 64; // what a class of Unicode needs, in instructions
  private static final int MOST_FIELDS = 500; // of a message
  private static final int LONGEST_VALUE = 2_000; // chars of a field that are looked at
  private static final long MOST_WORK = 20_000_000; // instructions by chars: about a second

  private final List<Ready> rules = new ArrayList<>();
  private final int size;

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

  /** Rules {@link #objection without objection}; of others, those that come before it. */
  RuleSet(List<FilterRule> all) {
    Compiled compiled = new Compiled();
    for (FilterRule rule : all) {
      if (compiled.objection(rule).isPresent()) {
        if (compiled.isFull()) {
          break; // an earlier version has let more of them through
        }
      } else { // else a later version has written it
        rules.add(ready(rule));
      }
    }
    size = Math.min(compiled.size, MOST_INSTRUCTIONS);
  }

  /** About how many instructions they have. */
  int size() {
    return size;
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

  /** What is wrong with rules, for people; empty where nothing is. */
  static Optional<String> objection(List<FilterRule> rules) {
    Compiled compiled = new Compiled();
    return rules.stream().map(compiled::objection).flatMap(Optional::stream).findFirst();
  }

  /** What the expressions of an account are compiled to, as far as they were looked at. */
  private static final class Compiled {
    private int size;

    boolean isFull() {
      return size > MOST_INSTRUCTIONS;
    }

    Optional<String> objection(FilterRule rule) {
      List<String> expressions = new ArrayList<>(List.of(rule.sender(), rule.author()));
      rule.headers().forEach((name, value) -> expressions.addAll(List.of(name, value)));
      Optional<String> objection =
          expressions.stream().map(this::objection).flatMap(Optional::stream).findFirst();
      boolean conditions =
          !rule.sender().isEmpty()
              || !rule.author().isEmpty()
              || !rule.verifiedDomain().isEmpty()
              || !rule.headers().isEmpty();
      return objection.isPresent() || conditions
          ? objection
          : Optional.of("a rule needs a condition");
    }

    private Optional<String> objection(String expression) {
      if (expression.length() > LONGEST) {
        return Optional.of("an expression has more than " + LONGEST + " characters");
      }
      if (expression.chars().anyMatch(Character::isISOControl)) {
        return Optional.of("an expression has a control character");
      }
      try {
        int own = instructions(expression);
        size += own;
        if (own > LARGEST) {
          return Optional.of("an expression is too large, with what it repeats: " + expression);
        }
      } catch (PatternSyntaxException | StackOverflowError broken) {
        return Optional.of("not a regular expression of RE2: " + expression);
      }
      return isFull() ? Optional.of("all expressions together are too large") : Optional.empty();
    }

    private static int instructions(String expression) {
      int classes = expression.split("\\\\[pP]", -1).length - 1;
      return Pattern.compile(expression).programSize() + OF_CLASS * classes;
    }
  }

  /** The first rule that fits; those for which there is no time are left out. */
  Optional<FilterRule> first(Asked asked) {
    Work work = new Work(asked);
    return rules.stream().filter(work::fits).map(Ready::rule).findFirst();
  }

  /** What is done for one message. */
  private static final class Work {
    private final Asked asked;
    private long left = MOST_WORK;

    Work(Asked asked) {
      this.asked = asked;
    }

    boolean fits(Ready ready) {
      try {
        String domain = ready.rule().verifiedDomain();
        return (domain.isEmpty() || isProved(domain, asked.sender()))
            && finds(ready.sender(), asked.mailFrom())
            && finds(ready.author(), asked.sender().author())
            && ready.headers().entrySet().stream()
                .allMatch(each -> isIn(each.getKey(), each.getValue()));
      } catch (StackOverflowError deep) { // nobody's mail waits for it
        return false;
      }
    }

    private boolean finds(Optional<Pattern> pattern, String text) {
      return pattern.isEmpty() || finds(pattern.get(), text);
    }

    private boolean isIn(Pattern name, Pattern value) {
      return asked.fields().stream()
          .limit(MOST_FIELDS)
          .anyMatch(field -> finds(name, field[0]) && finds(value, field[1]));
    }

    private boolean finds(Pattern pattern, String text) {
      String looked = cut(text);
      left -= (long) pattern.programSize() * (looked.length() + 1);
      return left >= 0 && pattern.matcher(looked).find();
    }
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
