package org.posthorn.mailstore;

import java.util.Optional;

/**
 * What came of something that may be refused for a reason that the client should know.
 *
 * @param <T> what there is when it was done
 */
public sealed interface Outcome<T> {

  /** Done. */
  record Done<T>(T value) implements Outcome<T> {}

  /** Not done. */
  record Refused<T>(Refusal reason) implements Outcome<T> {}

  /** Done. */
  static <T> Outcome<T> done(T value) {
    return new Done<>(value);
  }

  /** Not done. */
  static <T> Outcome<T> refused(Refusal reason) {
    return new Refused<>(reason);
  }

  /** What there is when it was done. */
  default Optional<T> result() {
    return this instanceof Done<T> done ? Optional.of(done.value()) : Optional.empty();
  }

  /** Why it was not done. The names are those of RFC 5530 §3 where it has one. */
  enum Refusal {
    /** There is no such mailbox. */
    NONEXISTENT,
    /** A message that was named is gone meanwhile. RFC 5530 §3. */
    EXPUNGEISSUED,
    /** There is one already. */
    ALREADYEXISTS,
    /** One may not. RFC 4314 §4. */
    NOPERM,
    /** Nobody has this identifier. RFC 4314 §3. */
    NOBODY,
    /** It has mailboxes below. */
    HASCHILDREN,
    /** It cannot be done, ever. */
    CANNOT,
    /** A special use that another mailbox has, or that cannot be given. RFC 6154 §3. */
    USEATTR,
    /** Too much of something: keywords, mailboxes. */
    LIMIT,
    /** The account is full. */
    OVERQUOTA,
    /** The message is too large. RFC 7889 §4. */
    TOOBIG,
    /** Storage or database do not answer; try again later. */
    UNAVAILABLE
  }
}
