package org.posthorn.inbound.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.kernel.Statistics;

class CertificateCalendarTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Path FILE = Path.of("certificate.pem");

  /** One that is valid for ten years from then on, less a day. */
  private static X509Certificate made(String host) throws Exception {
    return SelfSigned.create(host, Clock.fixed(NOW, ZoneOffset.UTC)).chain().get(0);
  }

  private static Instant before(int days) {
    return NOW.plus(Duration.ofDays(3650)).minus(Duration.ofDays(days));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "40 | ",
        "29 | event=certificate-expires days=29",
        "14 | event=certificate-expires days=14",
        "0 | event=certificate-expires days=0",
        "-1 | event=certificate-expired",
        "3700 | event=certificate-not-yet-valid"
      })
  void anOperatorIsToldInTime(int days, String line) throws Exception {
    String said =
        new CertificateCalendar(FILE, "mail.example.com")
            .warning(made("mail.example.com"), before(days))
            .orElse("");
    assertThat(said).startsWith(line == null ? "" : line);
    assertThat(said.isEmpty()).isEqualTo(line == null);
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL.example.com, true",
    "*.example.com, true",
    "example.com, false",
    "*.com, false"
  })
  void theHostsNameIsToBeInIt(String name, boolean fits) throws Exception {
    assertThat(new CertificateCalendar(FILE, "mail.example.com").warning(made(name), NOW).isEmpty())
        .isEqualTo(fits);
  }

  @Test
  void howLongItIsValidIsShown() throws Exception {
    CertificateCalendar calendar = new CertificateCalendar(FILE, "mail.example.com");
    calendar.look(made("mail.example.com"), before(20));
    calendar.look(made("mail.example.com"), before(10));
    assertThat(Statistics.of("certificate_valid_seconds", "file", FILE.toString()).sum())
        .isEqualTo(Duration.ofDays(10).toSeconds());
  }
}
