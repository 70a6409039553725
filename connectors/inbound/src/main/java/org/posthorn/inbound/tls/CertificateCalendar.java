package org.posthorn.inbound.tls;

import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.posthorn.kernel.Statistics;

/**
 * Tells an operator in time that a certificate will not do: once a day from thirty days before its
 * end on, and when the host's name is not in it. Shows how long it is valid as {@code
 * posthorn_certificate_valid_seconds}, below 0 when it has expired. One for each file, though
 * several listeners use it. Thread-safe.
 */
final class CertificateCalendar {
  private static final System.Logger LOG = System.getLogger(CertificateCalendar.class.getName());
  private static final Map<Path, CertificateCalendar> KNOWN = new ConcurrentHashMap<>();
  private static final Duration SOON = Duration.ofDays(30);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int DNS = 2; // of the GeneralNames. RFC 5280 §4.2.1.6

  private final Path file;
  private final String host;
  private @Nullable Instant told; // guarded by this

  CertificateCalendar(Path file, String host) {
    this.file = file;
    this.host = host;
  }

  static CertificateCalendar of(Path file, String host) {
    return KNOWN.computeIfAbsent(file, path -> new CertificateCalendar(path, host));
  }

  /** There is another certificate: what there is to say of it is said at once. */
  synchronized void changed() {
    told = null;
  }

  /** Looks at the certificate in use; cheap. */
  synchronized void look(X509Certificate certificate, Instant now) {
    Duration left = Duration.between(now, certificate.getNotAfter().toInstant());
    LongAdder shown = Statistics.of("certificate_valid_seconds", "file", file.toString());
    shown.add(left.toSeconds() - shown.sum());
    if (told == null || Duration.between(told, now).compareTo(DAY) >= 0) {
      told = now;
      warning(certificate, now).ifPresent(line -> LOG.log(System.Logger.Level.WARNING, line));
    }
  }

  /** What there is to say today. */
  Optional<String> warning(X509Certificate certificate, Instant now) {
    Duration left = Duration.between(now, certificate.getNotAfter().toInstant());
    String end = " until=" + certificate.getNotAfter().toInstant() + " file=" + file;
    if (left.isNegative()) {
      return Optional.of("event=certificate-expired" + end);
    }
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      return Optional.of(
          "event=certificate-not-yet-valid from="
              + certificate.getNotBefore().toInstant()
              + " file="
              + file);
    }
    if (left.compareTo(SOON) < 0) {
      return Optional.of("event=certificate-expires days=" + left.toDays() + end);
    }
    List<String> names = names(certificate);
    return names.stream().anyMatch(this::fits)
        ? Optional.empty()
        : Optional.of(
            "event=certificate-wrong-host host="
                + host
                + " names="
                + String.join(",", names)
                + " file="
                + file);
  }

  private boolean fits(String name) { // RFC 9525 §6.3
    String wanted = host.toLowerCase(Locale.ROOT);
    String lower = name.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    return lower.equals(wanted)
        || lower.startsWith("*.") && dot > 0 && lower.substring(1).equals(wanted.substring(dot));
  }

  private static List<String> names(X509Certificate certificate) {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null
          ? List.of()
          : names.stream()
              .filter(name -> Integer.valueOf(DNS).equals(name.get(0)))
              .map(name -> String.valueOf(name.get(1)))
              .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }
}
