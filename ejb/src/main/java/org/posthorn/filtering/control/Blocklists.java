package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.posthorn.net.Networks;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Zones of DNS with clients that are known to be bad, or good. RFC 5782. A zone that lists what may
 * never be listed, or not what always is, is not asked: it has ended, or refuses us. Waits for DNS.
 */
@ApplicationScoped
public class Blocklists {
  private static final Duration HEALTH = Duration.ofHours(4);
  private static final Duration ILL = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofSeconds(10); // for all zones of a message
  private static final int MOST_ZONES = 1_000; // remembered

  @Inject Dns dns;
  Clock clock = Clock.systemUTC();

  private final Map<String, Health> healths = new ConcurrentHashMap<>();

  /**
   * How a zone is.
   *
   * @param until this is believed
   */
  private record Health(boolean good, Instant until) {}

  /** What is asked about the client of one message. */
  Asking about(String client) {
    return new Asking(client);
  }

  /** Asks each zone once, however many accounts go by it, and all of them for so long. */
  final class Asking {
    private final String client;
    private final Map<String, Boolean> known = new HashMap<>();
    private long left = PATIENCE.toNanos();

    private Asking(String client) {
      this.client = client;
    }

    /** The first of some zones that has the client. */
    Optional<String> listing(List<String> zones) {
      return zones.stream().filter(this::isListed).findFirst();
    }

    private boolean isListed(String zone) {
      Boolean answer = known.get(zone);
      if (answer == null && left > 0) {
        long began = System.nanoTime();
        answer = isHealthy(zone) && lists(zone, client);
        left -= System.nanoTime() - began;
        known.put(zone, answer);
      }
      return answer != null && answer;
    }
  }

  /** Whether a zone can be believed: it has 127.0.0.2 and not 127.0.0.1. RFC 5782 §5. */
  public boolean isHealthy(String zone) {
    Instant now = clock.instant();
    Health known = healths.get(zone);
    if (known == null || !known.until().isAfter(now)) {
      boolean good = lists(zone, "127.0.0.2") && !lists(zone, "127.0.0.1");
      known = new Health(good, now.plus(good ? HEALTH : ILL));
      if (healths.size() >= MOST_ZONES) {
        healths.clear();
      }
      healths.put(zone, known);
    }
    return known.good();
  }

  private boolean lists(String zone, String client) {
    return name(zone, client)
        .map(name -> dns.ask(name, Type.A))
        .filter(DnsAnswer.Records.class::isInstance)
        .map(DnsAnswer.Records.class::cast)
        .filter(
            found ->
                found.as(ARecord.class).stream()
                    .map(record -> record.getAddress().getAddress())
                    // 127.255.255.0/24 says that the question was refused
                    .anyMatch(at -> at[0] == 127 && !(at[1] == -1 && at[2] == -1)))
        .isPresent();
  }

  private static Optional<Name> name(String zone, String client) {
    return Networks.octets(client).flatMap(octets -> name(zone, octets));
  }

  private static Optional<Name> name(String zone, byte[] octets) {
    StringBuilder text = new StringBuilder();
    for (int i = octets.length - 1; i >= 0; i--) {
      int each = octets[i] & 0xFF;
      if (octets.length == 4) {
        text.append(each).append('.');
      } else { // RFC 5782 §2.4
        text.append(Integer.toHexString(each & 0xF)).append('.');
        text.append(Integer.toHexString(each >> 4)).append('.');
      }
    }
    try {
      return Optional.of(Name.fromString(text + zone, Name.root));
    } catch (TextParseException broken) {
      return Optional.empty();
    }
  }
}
