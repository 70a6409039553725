package org.posthorn.filtering.control;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.filtering.value.FilterRule;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.ListedSender;
import org.posthorn.kernel.Address;
import org.posthorn.mailstore.MailboxName;

/**
 * What is wrong with what somebody wants: sentences for people, empty where nothing is. And how it
 * is stored: domains as A-labels, which is how messages are looked at.
 */
public final class FilterChecks {
  private static final int MOST_ZONES = 20;
  private static final int LONGEST_PATTERN = 320;
  private static final int MOST_SECONDS = 60; // clients wait, but not for ever
  private static final int MOST_HOURS = 24 * 30;
  private static final int LONGEST_HEADERS = 8_000;
  private static final int LONGEST_SETTING = 4_000;
  private static final int MOST_SENDERS = 10_000; // of a scope

  private FilterChecks() {}

  /** With settings. */
  public static Optional<String> objection(FilterSettings settings) {
    return broken(
            settings.junkThreshold().filter(each -> each >= 0 && each <= 1).isEmpty()
                && settings.junkThreshold().isPresent(),
            "junkThreshold must be from 0 to 1")
        .or(() -> outside(settings.firstTimeDelay(), MOST_SECONDS, "firstTimeDelay"))
        .or(() -> outside(settings.subjectPassHours(), MOST_HOURS, "subjectPassHours"))
        .or(() -> mailbox(settings.rejectsMailbox().orElse("")))
        .or(() -> mailbox(settings.introbox().orElse("")))
        .or(() -> zones(settings.blocklists().orElse(List.of())))
        .or(() -> zones(settings.allowlists().orElse(List.of())));
  }

  private static Optional<String> broken(boolean wrong, String text) {
    return wrong ? Optional.of(text) : Optional.empty();
  }

  private static Optional<String> outside(Optional<Integer> value, int most, String name) {
    return broken(
        value.filter(each -> each < 0 || each > most).isPresent(),
        name + " must be from 0 to " + most);
  }

  private static Optional<String> mailbox(String name) {
    boolean good =
        name.isEmpty() || MailboxName.parse(name).filter(each -> !each.isForeign()).isPresent();
    return broken(!good, "not a mailbox of the account: " + name);
  }

  private static Optional<String> zones(List<String> zones) {
    return broken(zones.size() > MOST_ZONES, "more than " + MOST_ZONES + " zones")
        .or(
            () ->
                broken(
                    String.join(",", stored(zones)).length() > LONGEST_SETTING,
                    "the names of the zones are too long"))
        .or(
            () ->
                zones.stream()
                    .filter(zone -> !isDomain(zone))
                    .findFirst()
                    .map(zone -> "not a domain: " + zone));
  }

  private static boolean isDomain(String text) {
    return text.indexOf('.') > 0 && text.indexOf('[') < 0 && Address.domain(text).isPresent();
  }

  /** With a listed sender, in lower case. */
  public static Optional<String> objection(ListedSender sender) {
    String pattern = sender.pattern();
    boolean good =
        pattern.length() <= LONGEST_PATTERN
            && (SenderList.isNetwork(pattern)
                || isDomain(pattern)
                || Address.known(pattern)
                    .filter(each -> Correspondents.text(each).equals(pattern))
                    .isPresent());
    return broken(!good, "neither an address nor a domain nor a network: " + pattern);
  }

  /** With one more sender in a list that has so many others. */
  public static Optional<String> objection(ListedSender more, long others) {
    return broken(
        others >= MOST_SENDERS,
        "more than " + MOST_SENDERS + " senders are listed, without " + more.pattern());
  }

  /** A sender's pattern as it is stored. */
  public static String stored(String pattern) {
    String lower = pattern.strip().toLowerCase(Locale.ROOT);
    if (SenderList.isNetwork(lower)) {
      return lower;
    }
    return lower.indexOf('@') < 0
        ? domain(lower)
        : Address.known(lower).map(Correspondents::text).orElse(lower);
  }

  /** A rule as it is stored. */
  public static FilterRule stored(FilterRule rule) {
    return new FilterRule(
        rule.sender(),
        rule.author(),
        domain(rule.verifiedDomain()),
        rule.headers(),
        rule.mailbox(),
        rule.forwarded(),
        domain(rule.listDomain()),
        rule.rejectsMailbox(),
        rule.remark());
  }

  /** Settings as they are stored. */
  public static FilterSettings stored(FilterSettings settings) {
    return settings.withZones(
        settings.blocklists().map(FilterChecks::stored),
        settings.allowlists().map(FilterChecks::stored));
  }

  private static List<String> stored(List<String> zones) {
    return zones.stream().map(FilterChecks::domain).toList();
  }

  // the A-labels; what is no domain stays as it is
  private static String domain(String text) {
    return Address.domain(text)
        .filter(name -> isDomain(text))
        .map(name -> new Address("postmaster", name).asciiDomain())
        .orElse(text);
  }

  /** With the rules of an account. */
  public static Optional<String> objection(List<FilterRule> rules) {
    return broken(rules.size() > RuleSet.MOST_RULES, "more than " + RuleSet.MOST_RULES + " rules")
        .or(() -> RuleSet.objection(rules))
        .or(
            () ->
                rules.stream().map(FilterChecks::objection).flatMap(Optional::stream).findFirst());
  }

  private static Optional<String> objection(FilterRule rule) {
    int headers =
        rule.headers().entrySet().stream()
            .mapToInt(each -> each.getKey().length() + each.getValue().length() + 2)
            .sum();
    return broken(headers > LONGEST_HEADERS, "too many conditions for header fields")
        .or(
            () ->
                Stream.of(rule.verifiedDomain(), rule.listDomain())
                    .filter(domain -> !domain.isEmpty() && !isDomain(domain))
                    .findFirst()
                    .map(domain -> "not a domain: " + domain))
        .or(() -> mailbox(rule.mailbox()))
        .or(() -> mailbox(rule.rejectsMailbox()));
  }
}
