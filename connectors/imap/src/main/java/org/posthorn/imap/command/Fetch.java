package org.posthorn.imap.command;

/**
 * RFC 9051 §6.4.5.
 *
 * @param byUid whether it is UID FETCH
 */
public record Fetch(boolean byUid, SequenceSet messages) implements Selected {
  @Override
  public boolean mayTellExpunges() {
    return byUid;
  }
}
