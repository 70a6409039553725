package org.posthorn.relay.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.Dnssec;

/** Reads {@code posthorn.dns.*}. */
final class DnsConfiguration {
  private DnsConfiguration() {}

  /**
   * How DNS is asked.
   *
   * @throws IllegalArgumentException with a sentence for the operator
   */
  static DnsSettings from(Config config) {
    String resolvers = RelaySettings.text(config, "posthorn.dns.resolvers").orElse("");
    return DnsSettings.of(DnsSettings.parseResolvers(resolvers), dnssec(config));
  }

  private static Dnssec dnssec(Config config) {
    String mode = RelaySettings.text(config, "posthorn.dns.dnssec").orElse("auto");
    RelaySettings.require(
        mode.matches("auto|on|off"), "posthorn.dns.dnssec must be auto, on or off");
    String anchors =
        RelaySettings.text(config, "posthorn.dns.trust-anchors")
            .map(DnsConfiguration::read)
            .orElse(Dnssec.IANA);
    return new Dnssec(Dnssec.Mode.valueOf(mode.toUpperCase(Locale.ROOT)), anchors);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("posthorn.dns.trust-anchors cannot be read", e);
    }
  }
}
