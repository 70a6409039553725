package org.posthorn.webapi.v1;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a client knows what has changed: a state of the account, and where it left off when not
 * all changes since then fitted into one answer.
 *
 * @param since the state from which on changes are told
 * @param then the state that follows when all are told; that of the first answer, so that what
 *     changes meanwhile is told after it
 * @param mailbox the mailbox in which it left off; those of lower ids are told
 * @param uid the last message there that is told
 */
record ChangePosition(long since, Optional<Long> then, long mailbox, long uid) {
  private static final Pattern FORM =
      Pattern.compile("(\\d{1,18})(?:-(\\d{1,18})-(\\d{1,18})-(\\d{1,10}))?");

  /** A state of which all is known. */
  static ChangePosition at(long state) {
    return new ChangePosition(state, Optional.empty(), 0, 0);
  }

  /** Reads {@link #text}; empty when a text is none. */
  static Optional<ChangePosition> of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    long since = Long.parseLong(form.group(1));
    return Optional.of(
        form.group(2) == null
            ? at(since)
            : new ChangePosition(
                since,
                Optional.of(Long.parseLong(form.group(2))),
                Long.parseLong(form.group(3)),
                Long.parseLong(form.group(4))));
  }

  /** As clients keep it. */
  String text() {
    return then.map(state -> since + "-" + state + "-" + mailbox + "-" + uid)
        .orElseGet(() -> Long.toString(since));
  }
}
