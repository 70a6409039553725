package org.posthorn.imap.session;

/**
 * How an IMAP listener behaves.
 *
 * @param hostName for the greeting
 * @param maxMessageSize largest message that APPEND takes, in octets; announced as APPENDLIMIT
 * @param plaintextOnLoopback whether LOGIN is allowed without TLS from this machine
 * @param product name of this server, for ID
 * @param version of this server, for ID
 * @param limits how many messages one command may be about
 * @param search how much one search may ask for
 */
public record ImapSettings(
    String hostName,
    long maxMessageSize,
    boolean plaintextOnLoopback,
    String product,
    String version,
    MessageLimits limits,
    SearchLimits search) {

  /** 100 MiB. */
  public static final long DEFAULT_MAX_MESSAGE_SIZE = 100L * 1024 * 1024;

  /** Without a limit on messages. */
  public ImapSettings(
      String hostName,
      long maxMessageSize,
      boolean plaintextOnLoopback,
      String product,
      String version) {
    this(hostName, maxMessageSize, plaintextOnLoopback, product, version, MessageLimits.NONE);
  }

  /** With the standard limits on searches. */
  public ImapSettings(
      String hostName,
      long maxMessageSize,
      boolean plaintextOnLoopback,
      String product,
      String version,
      MessageLimits limits) {
    this(
        hostName,
        maxMessageSize,
        plaintextOnLoopback,
        product,
        version,
        limits,
        SearchLimits.STANDARD);
  }

  public ImapSettings {
    if (maxMessageSize < 1 || maxMessageSize > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Message size must be from 1 to 2147483647");
    }
  }
}
