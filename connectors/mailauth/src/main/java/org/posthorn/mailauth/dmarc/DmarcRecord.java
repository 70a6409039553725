package org.posthorn.mailauth.dmarc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a domain has published. RFC 7489 §6.3, RFC 9989.
 *
 * @param policy for the domain itself
 * @param subdomains for domains below it
 * @param missing for domains below it that do not exist
 * @param strictDkim whether the domain of a signature has to be that of the author
 * @param strictSpf whether the domain of the sender has to be
 * @param percent of the mail that fails to which the policy applies
 * @param testing whether the policy is to be applied one step milder
 * @param suffix whether domains below belong to others; empty where nothing is said
 * @param aggregate URIs for aggregate reports, as they stand there
 * @param failures URIs for failure reports
 * @param reportHours how many hours an aggregate report is about: a divisor of 24
 */
public record DmarcRecord(
    DmarcPolicy policy,
    DmarcPolicy subdomains,
    DmarcPolicy missing,
    boolean strictDkim,
    boolean strictSpf,
    int percent,
    boolean testing,
    Optional<Boolean> suffix,
    List<String> aggregate,
    List<String> failures,
    int reportHours) {
  /** The hours of a report where nothing else is wanted. */
  public static final int DAY = 24;

  private static final int[] REPORT_HOURS = {DAY, 12, 8, 6, 4, 3, 2};
  private static final int SECONDS = 3600; // of an hour
  private static final int MOST = 64;
  private static final int ALL = 100;

  public DmarcRecord {
    aggregate = List.copyOf(aggregate);
    failures = List.copyOf(failures);
  }

  /** The name that has the record of a domain. RFC 7489 §6.1. */
  static String name(String domain) {
    return "_dmarc." + domain;
  }

  /** The record among TXT records; empty when there is not exactly one. RFC 7489 §6.6.3. */
  static Optional<DmarcRecord> of(List<String> texts) {
    List<String> ours = texts.stream().filter(DmarcRecord::counts).toList();
    return ours.size() == 1 ? parse(ours.get(0)) : Optional.empty();
  }

  // dmarc-version = "v" *WSP "=" *WSP "DMARC1", case-sensitive
  static boolean counts(String text) {
    return text.matches("v[ \\t]*=[ \\t]*DMARC1[ \\t]*(?:;.*)?");
  }

  // what cannot be read counts as if it were not there, but for the policy
  private static Optional<DmarcRecord> parse(String text) {
    Map<String, String> tags = tags(text);
    List<String> aggregate = uris(tags.getOrDefault("rua", ""));
    Optional<DmarcPolicy> given = DmarcPolicy.of(tags.getOrDefault("p", ""));
    boolean readable =
        Arrays.asList("sp", "np").stream()
            .allMatch(tag -> !tags.containsKey(tag) || DmarcPolicy.of(tags.get(tag)).isPresent());
    Optional<DmarcPolicy> policy =
        given.isPresent() && readable
            ? given
            : aggregate.isEmpty() // RFC 7489 §6.6.3: who wants reports gets them
                ? Optional.empty()
                : Optional.of(DmarcPolicy.NONE);
    return policy.map(own -> record(own, tags, aggregate));
  }

  private static DmarcRecord record(
      DmarcPolicy own, Map<String, String> tags, List<String> aggregate) {
    DmarcPolicy below = DmarcPolicy.of(tags.getOrDefault("sp", "")).orElse(own);
    String suffix = tags.getOrDefault("psd", "").toLowerCase(Locale.ROOT);
    return new DmarcRecord(
        own,
        below,
        DmarcPolicy.of(tags.getOrDefault("np", "")).orElse(below),
        tags.getOrDefault("adkim", "r").equalsIgnoreCase("s"),
        tags.getOrDefault("aspf", "r").equalsIgnoreCase("s"),
        percent(tags.getOrDefault("pct", "")),
        tags.getOrDefault("t", "n").equalsIgnoreCase("y"),
        suffix.equals("y") || suffix.equals("n")
            ? Optional.of(suffix.equals("y"))
            : Optional.empty(),
        aggregate,
        uris(tags.getOrDefault("ruf", "")),
        hours(tags.getOrDefault("ri", "")));
  }

  // the longest period that is not longer than wanted, in full hours of a day; RFC 7489 §6.3
  private static int hours(String seconds) {
    if (!seconds.matches("[0-9]{1,10}") || Long.parseLong(seconds) == 0) {
      return DAY;
    }
    long wanted = (Long.parseLong(seconds) + SECONDS / 2) / SECONDS;
    return Arrays.stream(REPORT_HOURS).filter(each -> each <= wanted).findFirst().orElse(1);
  }

  /** The URIs for aggregate reports of a record that need not have a policy. */
  static List<String> aggregate(String text) {
    return uris(tags(text).getOrDefault("rua", ""));
  }

  private static Map<String, String> tags(String text) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String part : text.split(";", MOST)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        tags.putIfAbsent(pair[0].strip().toLowerCase(Locale.ROOT), pair[1].strip());
      }
    }
    return tags;
  }

  private static int percent(String text) {
    return text.matches("[0-9]{1,3}") ? Math.min(ALL, Integer.parseInt(text)) : ALL;
  }

  private static List<String> uris(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(uri -> uri.matches("(?i)[a-z][a-z0-9+.-]*:.+"))
        .toList();
  }
}
