package org.posthorn.mailauth.mtasts;

/** What a policy wants. RFC 8461 §5. */
public enum StsMode {
  /** No mail to hosts that do not meet it. */
  ENFORCE,
  /** Mail as without it, but reports. */
  TESTING,
  /** Nothing: the domain is about to have no policy any more. */
  NONE
}
