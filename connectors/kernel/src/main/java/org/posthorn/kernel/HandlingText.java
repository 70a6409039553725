package org.posthorn.kernel;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Handling.Release;

/** The words of {@link EnvelopeText} that say how a message is to be handled. */
final class HandlingText {
  private static final String RELEASE = "release=";
  private static final String DEADLINE = "by=";
  private static final String PRIORITY = "priority=";
  private static final String SOLICITATION = "solicit=";
  private static final String EXTRA = "extra=";

  private Optional<Release> release = Optional.empty();
  private Optional<Deadline> deadline = Optional.empty();
  private int priority;
  private String solicitation = "";
  private final Map<String, String> extra = new LinkedHashMap<>(0);

  /** Adds the words of a handling. */
  static void write(Handling handling, List<String> words) {
    handling
        .release()
        .ifPresent(each -> words.add(RELEASE + each.until() + '/' + Xtext.encode(each.asked())));
    handling
        .deadline()
        .ifPresent(
            each ->
                words.add(
                    DEADLINE
                        + each.by()
                        + '/'
                        + (each.orReturned() ? 'R' : 'N')
                        + (each.traced() ? "T" : "")));
    if (handling.priority() != 0) {
      words.add(PRIORITY + handling.priority());
    }
    if (!handling.solicitation().isEmpty()) {
      words.add(SOLICITATION + Xtext.encode(handling.solicitation()));
    }
    handling
        .extra()
        .forEach((key, value) -> words.add(EXTRA + Xtext.encode(key) + '/' + Xtext.encode(value)));
  }

  /**
   * Takes a word, when it is one of these.
   *
   * @return whether it is
   * @throws IllegalArgumentException when its value is broken
   */
  boolean take(String word) {
    if (word.startsWith(RELEASE)) {
      String[] parts = parts(word.substring(RELEASE.length()));
      release = Optional.of(new Release(instant(parts[0]), decoded(parts[1])));
    } else if (word.startsWith(DEADLINE)) {
      String[] parts = parts(word.substring(DEADLINE.length()));
      deadline =
          Optional.of(
              new Deadline(instant(parts[0]), parts[1].startsWith("R"), parts[1].endsWith("T")));
    } else if (word.startsWith(PRIORITY)) {
      priority = Integer.parseInt(word.substring(PRIORITY.length()));
    } else if (word.startsWith(SOLICITATION)) {
      solicitation = decoded(word.substring(SOLICITATION.length()));
    } else if (word.startsWith(EXTRA)) {
      String[] parts = parts(word.substring(EXTRA.length()));
      extra.put(decoded(parts[0]), decoded(parts[1]));
    } else {
      return false;
    }
    return true;
  }

  Handling handling() {
    return new Handling(release, deadline, priority, solicitation, extra);
  }

  private static String[] parts(String value) {
    int slash = value.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a value without its second part");
    }
    return new String[] {value.substring(0, slash), value.substring(slash + 1)};
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException broken) {
      throw new IllegalArgumentException("no moment", broken);
    }
  }

  private static String decoded(String xtext) {
    return Xtext.decode(xtext).orElseThrow(() -> new IllegalArgumentException("no xtext"));
  }
}
