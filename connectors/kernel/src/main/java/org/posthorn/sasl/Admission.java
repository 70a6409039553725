package org.posthorn.sasl;

/** What comes of an attempt to log in. */
public sealed interface Admission {

  /** Welcome. */
  record Granted(Login login) implements Admission {}

  /** Wrong user or password; nobody says which. */
  record Denied() implements Admission {}

  /** Too many failures from there; come back later. */
  record Throttled() implements Admission {}

  /** The credentials cannot be checked now. */
  record Unavailable() implements Admission {}
}
