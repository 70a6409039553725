package org.posthorn.mailstore;

import java.util.List;

/**
 * Who may do what with a mailbox, the owner first. RFC 4314 §2.
 *
 * @param entries each identifier once
 */
public record Acl(List<Entry> entries) {

  /** Stands for everybody who can log in. */
  public static final String ANYONE = "anyone";

  /** Before an identifier whose rights are taken away. */
  public static final char NEGATIVE = '-';

  public Acl {
    entries = List.copyOf(entries);
  }

  /**
   * The rights of somebody.
   *
   * @param identifier the main address of an account or {@link #ANYONE}, perhaps after {@link
   *     #NEGATIVE}
   */
  public record Entry(String identifier, Rights rights) {}

  /**
   * What is done to one entry.
   *
   * @param identifier as the client wrote it
   */
  public record Change(String identifier, Operation operation, Rights rights) {

    /** The rights of an entry after this change. */
    public Rights applyTo(Rights before) {
      return switch (operation) {
        case ADD -> before.plus(rights);
        case REMOVE -> before.minus(rights);
        case REPLACE -> rights;
      };
    }
  }

  /** How the rights of a change meet those that are there. RFC 4314 §3.1. */
  public enum Operation {
    /** {@code +}. */
    ADD,
    /** {@code -}. */
    REMOVE,
    /** Neither; an entry without rights goes. */
    REPLACE
  }
}
