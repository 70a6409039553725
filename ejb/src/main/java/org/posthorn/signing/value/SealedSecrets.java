package org.posthorn.signing.value;

/**
 * Tells how many secrets a component keeps encrypted by {@code Secrets}: as long as there are any,
 * a key file that is missing is not replaced by a new one.
 */
public interface SealedSecrets {

  /** How many there are; opens its own transaction. */
  long sealed();
}
