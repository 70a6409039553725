package org.posthorn.smtp.session;

import java.time.Duration;
import org.posthorn.net.Networks;
import org.posthorn.smtp.session.SmtpClient.Role;

/**
 * How a listener behaves.
 *
 * @param role what it is for
 * @param hostName in greetings and trace fields; letters, digits, dots and hyphens
 * @param maxMessageSize in octets; RFC 1870
 * @param maxRecipients of one message; RFC 5321 §4.5.3.1.8 demands 100, RFC 9422 announces it
 * @param commandTimeout patience with a silent client; RFC 5321 §4.5.3.2.7 demands five minutes
 * @param dataTimeout patience within a message
 * @param dataLimit how long a whole message may take
 * @param authWithoutTls whether users may log in unprotected
 * @param trusted whose word is taken
 */
public record SmtpSettings(
    Role role,
    String hostName,
    long maxMessageSize,
    int maxRecipients,
    Duration commandTimeout,
    Duration dataTimeout,
    Duration dataLimit,
    boolean authWithoutTls,
    TrustedClients trusted) {

  /**
   * Clients whose word is taken.
   *
   * @param xclient servers that say who their clients are
   * @param xforward filters that say from whom messages came
   * @param etrn hosts that may have the queue started. RFC 1985
   */
  public record TrustedClients(Networks xclient, Networks xforward, Networks etrn) {
    /** Nobody. */
    public static final TrustedClients NONE = new TrustedClients(Networks.NONE, Networks.NONE);

    /** Nobody may have the queue started. */
    public TrustedClients(Networks xclient, Networks xforward) {
      this(xclient, xforward, Networks.NONE);
    }
  }

  /** 100 MiB. */
  public static final long DEFAULT_MAX_MESSAGE_SIZE = 104_857_600;

  /** Recipients of one message when nothing else is said. */
  public static final int DEFAULT_MAX_RECIPIENTS = 1000;

  /** Refuses values that cannot be. */
  public SmtpSettings {
    require(hostName.matches("[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253}[A-Za-z0-9])?"), "host name");
    require(
        maxMessageSize >= 65_536, "maximum message size: at least 65536"); // RFC 5321 §4.5.3.1.7
    require(maxRecipients >= 100, "maximum of recipients: at least 100");
    require(isPositive(commandTimeout), "command timeout");
    require(isPositive(dataTimeout), "data timeout");
    require(isPositive(dataLimit), "data limit");
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }

  private static void require(boolean fine, String what) {
    if (!fine) {
      throw new IllegalArgumentException("Bad " + what);
    }
  }

  /** The defaults: 100 MiB, 1,000 recipients, five minutes, 30 minutes a message, TLS to log in. */
  public static SmtpSettings of(Role role, String hostName) {
    Duration patience = Duration.ofMinutes(5);
    return new SmtpSettings(
        role,
        hostName,
        DEFAULT_MAX_MESSAGE_SIZE,
        DEFAULT_MAX_RECIPIENTS,
        patience,
        patience,
        Duration.ofMinutes(30),
        false,
        TrustedClients.NONE);
  }

  /** These, with another size. */
  public SmtpSettings withMaxMessageSize(long octets) {
    return new SmtpSettings(
        role,
        hostName,
        octets,
        maxRecipients,
        commandTimeout,
        dataTimeout,
        dataLimit,
        authWithoutTls,
        trusted);
  }

  /** These, with or without logging in unprotected. */
  public SmtpSettings withAuthWithoutTls(boolean allowed) {
    return new SmtpSettings(
        role,
        hostName,
        maxMessageSize,
        maxRecipients,
        commandTimeout,
        dataTimeout,
        dataLimit,
        allowed,
        trusted);
  }

  /** These, with others whose word is taken. */
  public SmtpSettings withTrusted(TrustedClients clients) {
    return new SmtpSettings(
        role,
        hostName,
        maxMessageSize,
        maxRecipients,
        commandTimeout,
        dataTimeout,
        dataLimit,
        authWithoutTls,
        clients);
  }
}
