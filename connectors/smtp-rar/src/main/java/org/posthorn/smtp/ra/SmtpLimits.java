package org.posthorn.smtp.ra;

import org.posthorn.inbound.settings.SettingsReader;
import org.posthorn.smtp.session.SmtpSettings.TrustedClients;

/**
 * What a deployer sets about mail that comes.
 *
 * @param maxMessageSize in octets
 * @param maxRecipients of one message
 * @param trusted servers and filters whose word is taken
 */
record SmtpLimits(long maxMessageSize, int maxRecipients, TrustedClients trusted) {
  private static final long MESSAGE = 100L << 20;

  static SmtpLimits read(SettingsReader values) {
    return new SmtpLimits(
        values.number("posthorn.smtp.max-message-size", MESSAGE, 65_536, Integer.MAX_VALUE),
        (int) values.number("posthorn.smtp.max-recipients", 1_000, 100, 100_000),
        new TrustedClients(
            values.networks("posthorn.smtp.xclient"),
            values.networks("posthorn.smtp.xforward"),
            values.networks("posthorn.smtp.etrn")));
  }
}
