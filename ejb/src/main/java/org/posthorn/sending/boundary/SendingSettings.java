package org.posthorn.sending.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How much people may send from pages: as much as by SMTP. */
@ApplicationScoped
public class SendingSettings {
  /** As in connectors/smtp-rar: 100 MiB. */
  private static final String MAIL = "104857600";

  @Inject
  @ConfigProperty(name = "posthorn.smtp.max-message-size", defaultValue = MAIL)
  long mail;

  @Inject
  @ConfigProperty(name = "posthorn.host-name")
  Optional<String> host;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public SendingSettings() {}

  /** The most octets of a mail. */
  public long mail() {
    return mail;
  }

  /** The most octets of files in one mail, which base64 makes larger. */
  public long files() {
    return mail / 4 * 3 - mail / 32;
  }

  /** The name of this server. */
  public String hostName() {
    return host.filter(name -> !name.isBlank()).orElseGet(SendingSettings::machine);
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getCanonicalHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
