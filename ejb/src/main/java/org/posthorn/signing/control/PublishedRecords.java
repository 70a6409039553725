package org.posthorn.signing.control;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.Dnssec;

/** What DNS says of our own keys: always asked anew, for records are waited for. */
@ApplicationScoped
public class PublishedRecords {

  /** A look-up that remembers nothing of the one before. */
  DkimKeyLookup lookup() {
    String resolvers =
        ConfigProvider.getConfig()
            .getOptionalValue("posthorn.dns.resolvers", String.class)
            .orElse("");
    return new DkimKeyLookup(
        new Dns(
            new DnsSettings(
                DnsSettings.parseResolvers(resolvers),
                Duration.ofSeconds(5),
                2,
                100,
                Duration.ofMinutes(1),
                Dnssec.NONE)));
  }
}
