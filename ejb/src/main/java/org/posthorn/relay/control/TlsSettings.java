package org.posthorn.relay.control;

import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * How it is decided about TLS with other servers.
 *
 * @param enabled whether it is ever started
 * @param sts whether policies of MTA-STS count. RFC 8461
 * @param dane whether TLSA records count. RFC 7672
 * @param authorities a file with the authorities that are trusted; empty for those of Java
 */
record TlsSettings(boolean enabled, boolean sts, boolean dane, Optional<Path> authorities) {

  static TlsSettings from(Config config) {
    return new TlsSettings(
        RelaySettings.truth(config, "posthorn.relay.starttls", true),
        RelaySettings.truth(config, "posthorn.relay.mta-sts", true),
        RelaySettings.truth(config, "posthorn.relay.dane", true),
        RelaySettings.text(config, "posthorn.relay.trusted-certificates").map(Path::of));
  }
}
