package org.posthorn.imap.command;

/**
 * RFC 9051 §6.4.4.
 *
 * @param byUid whether it is UID SEARCH
 */
public record Search(boolean byUid) implements Selected {
  @Override
  public boolean mayTellExpunges() {
    return byUid;
  }
}
