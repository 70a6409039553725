package org.posthorn.domains.boundary;

import java.util.Optional;

/** What comes of an administrator's wish: done, or an objection and nothing changed. */
public sealed interface Result<T> {

  /** Done and committed when the boundary returns. */
  record Done<T>(T value) implements Result<T> {}

  /** Not done. */
  record Refused<T>(Objection objection) implements Result<T> {}

  /**
   * Why not.
   *
   * @param field the member of the wish that is at fault
   * @param reason one sentence without its full stop, fit for the administrator's eyes
   */
  record Objection(Kind kind, String field, String reason) {

    /** What kind of fault it is. */
    public enum Kind {
      /** What is to be changed does not exist. */
      UNKNOWN,
      /** It would contradict what exists. */
      CONFLICT,
      /** It is not well-formed or not allowed. */
      INVALID
    }

    public static Objection unknown(String field) {
      return new Objection(Kind.UNKNOWN, field, "does not exist");
    }

    public static Objection conflict(String field, String reason) {
      return new Objection(Kind.CONFLICT, field, reason);
    }

    public static Objection invalid(String field, String reason) {
      return new Objection(Kind.INVALID, field, reason);
    }
  }

  static <T> Result<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Result<T> refused(Objection objection) {
    return new Refused<>(objection);
  }

  /** The value of a wish that was done. */
  default Optional<T> outcome() {
    return this instanceof Done<T> done ? Optional.of(done.value()) : Optional.empty();
  }

  /** Why it was not done. */
  default Optional<Objection> refusal() {
    return this instanceof Refused<T> refused ? Optional.of(refused.objection()) : Optional.empty();
  }
}
