package org.posthorn.mime.header;

/**
 * One entry of an address list, in order. Text is one char per octet as it came (encoded words and
 * UTF-8 are not decoded), without quoting; absent text is empty. RFC 5322 §3.4.
 */
public sealed interface AddressEntry {

  /**
   * A mailbox.
   *
   * @param name display name, or the comment that stands for one
   * @param route source route as {@code @a,@b}. RFC 5322 §4.4
   * @param local the local part
   * @param domain the domain; empty when the address has none
   */
  record Mailbox(String name, String route, String local, String domain) implements AddressEntry {}

  /** A group begins: {@code name: …;}. */
  record GroupStart(String name) implements AddressEntry {}

  /** The group ends. */
  record GroupEnd() implements AddressEntry {}
}
