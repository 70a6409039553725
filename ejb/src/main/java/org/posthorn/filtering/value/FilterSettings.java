package org.posthorn.filtering.value;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a server, a domain or an account wants of incoming mail. What is empty is as the next wider
 * scope has it, and at last as {@link #DEFAULTS} have it.
 *
 * @param reputation whether it goes by what is known of senders
 * @param junk whether it goes by what messages say
 * @param junkThreshold above which probability a message is junk, 0 to 1
 * @param requireProof whether only mail with a proved author is taken
 * @param subjectPass whether a sender is told a word that opens the door
 * @param subjectPassHours how long that word is good
 * @param firstTimeDelay seconds that unknown senders wait
 * @param rejectsMailbox where messages are kept that were refused; empty text: nowhere
 * @param keepRejects whether they are kept for ever
 * @param introbox where mail of strangers goes; empty text: to the INBOX
 * @param tellUnwanted whether a sender who is proved is told that mail that was taken looks
 *     unwanted
 * @param blocklists zones of DNS with bad clients; none of an account's choice
 * @param allowlists zones of DNS with good clients
 */
public record FilterSettings(
    Optional<Boolean> reputation,
    Optional<Boolean> junk,
    Optional<Double> junkThreshold,
    Optional<Boolean> requireProof,
    Optional<Boolean> subjectPass,
    Optional<Integer> subjectPassHours,
    Optional<Integer> firstTimeDelay,
    Optional<String> rejectsMailbox,
    Optional<Boolean> keepRejects,
    Optional<String> introbox,
    Optional<Boolean> tellUnwanted,
    Optional<List<String>> blocklists,
    Optional<List<String>> allowlists) {

  /** What counts where nobody has said anything. */
  public static final FilterSettings DEFAULTS =
      new FilterSettings(
          Optional.of(true),
          Optional.of(true),
          Optional.of(0.95),
          Optional.of(false),
          Optional.of(false),
          Optional.of(12),
          Optional.of(15),
          Optional.of("Rejects"),
          Optional.of(false),
          Optional.of(""),
          Optional.of(false),
          Optional.of(List.of()),
          Optional.of(List.of()));

  /** Nothing is said. */
  public static final FilterSettings NOTHING = read(Map.of());

  /** Reads rows of name and text; what cannot be read is as if nothing were said. */
  public static FilterSettings read(Map<String, String> rows) {
    return new FilterSettings(
        value(rows, "reputation", Boolean::valueOf),
        value(rows, "junk", Boolean::valueOf),
        value(rows, "junk-threshold", Double::valueOf),
        value(rows, "require-proof", Boolean::valueOf),
        value(rows, "subject-pass", Boolean::valueOf),
        value(rows, "subject-pass-hours", Integer::valueOf),
        value(rows, "first-time-delay", Integer::valueOf),
        value(rows, "rejects-mailbox", Function.identity()),
        value(rows, "keep-rejects", Boolean::valueOf),
        value(rows, "introbox", Function.identity()),
        value(rows, "tell-unwanted", Boolean::valueOf),
        value(rows, "blocklists", FilterSettings::list),
        value(rows, "allowlists", FilterSettings::list));
  }

  private static <T> Optional<T> value(
      Map<String, String> rows, String name, Function<String, T> reader) {
    try {
      return Optional.ofNullable(rows.get(name)).map(reader);
    } catch (NumberFormatException broken) {
      return Optional.empty();
    }
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(","));
  }

  /** The same as rows; nothing of what is not said. */
  public Map<String, String> rows() {
    Map<String, String> rows = new TreeMap<>();
    put(rows, "reputation", reputation);
    put(rows, "junk", junk);
    put(rows, "junk-threshold", junkThreshold);
    put(rows, "require-proof", requireProof);
    put(rows, "subject-pass", subjectPass);
    put(rows, "subject-pass-hours", subjectPassHours);
    put(rows, "first-time-delay", firstTimeDelay);
    put(rows, "rejects-mailbox", rejectsMailbox);
    put(rows, "keep-rejects", keepRejects);
    put(rows, "introbox", introbox);
    put(rows, "tell-unwanted", tellUnwanted);
    put(rows, "blocklists", blocklists.map(zones -> String.join(",", zones)));
    put(rows, "allowlists", allowlists.map(zones -> String.join(",", zones)));
    return rows;
  }

  private static void put(Map<String, String> rows, String name, Optional<?> value) {
    value.ifPresent(each -> rows.put(name, each.toString()));
  }

  /** These, and where they say nothing, those of a wider scope. */
  public FilterSettings or(FilterSettings wider) {
    return new FilterSettings(
        reputation.or(wider::reputation),
        junk.or(wider::junk),
        junkThreshold.or(wider::junkThreshold),
        requireProof.or(wider::requireProof),
        subjectPass.or(wider::subjectPass),
        subjectPassHours.or(wider::subjectPassHours),
        firstTimeDelay.or(wider::firstTimeDelay),
        rejectsMailbox.or(wider::rejectsMailbox),
        keepRejects.or(wider::keepRejects),
        introbox.or(wider::introbox),
        tellUnwanted.or(wider::tellUnwanted),
        blocklists.or(wider::blocklists),
        allowlists.or(wider::allowlists));
  }

  /** These with other zones of DNS. */
  public FilterSettings withZones(
      Optional<List<String>> otherBlocklists, Optional<List<String>> otherAllowlists) {
    return new FilterSettings(
        reputation,
        junk,
        junkThreshold,
        requireProof,
        subjectPass,
        subjectPassHours,
        firstTimeDelay,
        rejectsMailbox,
        keepRejects,
        introbox,
        tellUnwanted,
        otherBlocklists,
        otherAllowlists);
  }

  /** How long unknown senders wait. */
  public Duration delay() {
    return Duration.ofSeconds(firstTimeDelay.orElse(0));
  }
}
