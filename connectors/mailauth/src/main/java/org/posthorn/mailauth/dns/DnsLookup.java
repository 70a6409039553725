package org.posthorn.mailauth.dns;

/** Whether something was found for delivering mail, and with which status the mail fails if not. */
public sealed interface DnsLookup<T> {

  /**
   * It was found.
   *
   * @param secure whether DNSSEC vouches for all of it
   */
  record Yes<T>(T value, boolean secure) implements DnsLookup<T> {}

  /**
   * It was not.
   *
   * @param status the enhanced status code for the sender; class 5 is final, class 4 may be better
   *     next time. RFC 3463 §2.
   * @param text one ASCII sentence for the sender
   */
  record No<T>(String status, String text) implements DnsLookup<T> {

    /** Whether trying again makes no sense. */
    public boolean permanent() {
      return status.startsWith("5");
    }
  }
}
