package org.posthorn.smtp.session;

import java.time.Instant;
import java.util.Optional;
import org.posthorn.kernel.Handling;
import org.posthorn.kernel.Handling.Deadline;
import org.posthorn.kernel.Handling.Release;
import org.posthorn.kernel.MailOptions;
import org.posthorn.smtp.codec.MailTiming;
import org.posthorn.smtp.codec.SmtpCommand.MailFrom;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SmtpClient.Role;

/** How the sender of a message wants it to be handled: what listeners of a role grant of it. */
final class MailWishes {
  /** The highest priority that a user may ask for: none gets ahead of what administrators send. */
  static final int HIGHEST_OF_USERS = 4;

  private static final SmtpReply NOT_HERE =
      SmtpReply.of(555, "5.5.4", "Parameter not recognized"); // RFC 5321 §4.1.1.11
  private static final SmtpReply NEEDS_TLS =
      SmtpReply.of(530, "5.7.10", "REQUIRETLS needs TLS"); // RFC 8689 §4.2.1
  private static final SmtpReply CONTRADICTION =
      SmtpReply.of(501, "5.5.4", "It cannot be delivered before it is released");

  private MailWishes() {}

  /** Why the parameters cannot be taken. */
  static Optional<SmtpReply> refusal(SessionState state, MailFrom command) {
    MailTiming timing = command.timing();
    Handling handling = command.options().handling();
    boolean submitted = state.has(Role.SUBMISSION);
    if (!submitted && (timing.holds() || handling.priority() != 0)) {
      return Optional.of(NOT_HERE);
    }
    if (state.has(Role.LMTP)
        && (timing.by().isPresent()
            || command.options().requireTls()
            || !handling.solicitation().isEmpty())) {
      return Optional.of(NOT_HERE);
    }
    if (command.individual() && !state.has(Role.MX)) { // LMTP does so anyway
      return Optional.of(NOT_HERE);
    }
    if (command.options().requireTls() && !state.secured()) {
      return Optional.of(NEEDS_TLS);
    }
    Instant now = state.service().clock().instant();
    Optional<Release> release = FutureRelease.of(timing, now);
    Optional<SmtpReply> wrong = release.flatMap(each -> FutureRelease.refusal(each, now));
    if (wrong.isEmpty()
        && release.isPresent()
        && deadline(timing, now).filter(by -> by.passed(release.get().until())).isPresent()) {
      return Optional.of(CONTRADICTION);
    }
    return wrong;
  }

  private static Optional<Deadline> deadline(MailTiming timing, Instant now) {
    return timing
        .by()
        .map(by -> new Deadline(now.plusSeconds(by.seconds()), by.orReturned(), by.traced()));
  }

  /** What the mail system is told. */
  static MailOptions granted(SessionState state, MailFrom command) {
    Instant now = state.service().clock().instant();
    Handling asked = command.options().handling();
    Handling granted =
        new Handling(
            FutureRelease.of(command.timing(), now),
            deadline(command.timing(), now),
            Math.min(asked.priority(), HIGHEST_OF_USERS),
            asked.solicitation(),
            asked.extra());
    return granted.equals(asked) ? command.options() : command.options().with(granted);
  }

  // RFC 6710 §4.1: what the priority is now
  /** What to say to MAIL. */
  static SmtpReply accepted(MailFrom command) {
    return command.options().handling().priority() > HIGHEST_OF_USERS
        ? SmtpReply.of(250, "2.3.6", HIGHEST_OF_USERS + " is the new priority of the message")
        : Replies.SENDER_OK;
  }
}
