package org.posthorn.inbound.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InboundSettingsTest {

  @Test
  void aTrialListensOnLoopbackOnly() {
    assertThat(read(Map.of()).listeners())
        .extracting(
            each -> each.name() + " " + each.address() + " " + each.port() + " " + each.tls())
        .containsExactly(
            "lmtp 127.0.0.1 1024 NONE",
            "mx 127.0.0.1 1025 STARTTLS",
            "submission 127.0.0.1 1587 STARTTLS",
            "submissions 127.0.0.1 1465 IMPLICIT",
            "imap 127.0.0.1 1143 STARTTLS",
            "imaps 127.0.0.1 1993 IMPLICIT");
  }

  @Test
  void aServerListensForAllButLmtp() {
    assertThat(read(Map.of("posthorn.sample", "false")).listeners())
        .extracting(each -> each.name() + " " + each.address() + " " + each.port())
        .containsExactly(
            "lmtp 127.0.0.1 24",
            "mx 0.0.0.0 25",
            "submission 0.0.0.0 587",
            "submissions 0.0.0.0 465",
            "imap 0.0.0.0 143",
            "imaps 0.0.0.0 993");
  }

  @Test
  void listenersAreAddedAndSwitchedOff() {
    InboundSettings settings =
        read(
            Map.of(
                "posthorn.listener.inside.role", "submission",
                "posthorn.listener.inside.port", "2587",
                "posthorn.listener.inside.tls", "none",
                "posthorn.listener.mx.enabled", "false"));
    assertThat(settings.listeners(Set.of(ListenerRole.MX))).isEmpty();
    assertThat(settings.listeners(Set.of(ListenerRole.SUBMISSION)))
        .contains(
            new ListenerSettings(
                "inside", ListenerRole.SUBMISSION, "127.0.0.1", 2587, TlsMode.NONE));
  }

  @Test
  void everyWrongValueHasItsSentence() {
    InvalidSettings wrong =
        catchThrowableOfType(
            InvalidSettings.class,
            () ->
                read(
                    Map.of(
                        "posthorn.listener.mx.address", "0.0.0.0",
                        "posthorn.listener.imap.port", "70000",
                        "posthorn.listener.imaps.tls", "ssl",
                        "posthorn.listener.extra.port", "2525",
                        "posthorn.listener.lmtp.port", "1025",
                        "posthorn.workers", "many",
                        "posthorn.imap.message-limit", "999",
                        "posthorn.imap.save-limit", "1000",
                        "posthorn.host-name", "mail host")));
    assertThat(wrong.sentences())
        .containsExactlyInAnyOrder(
            "posthorn.listener.mx.address is \"0.0.0.0\", but must be a loopback address unless"
                + " posthorn.sample is false.",
            "posthorn.listener.imap.port is \"70000\", but must be a number from 1 to 65535.",
            "posthorn.listener.imaps.tls is \"ssl\", but must be one of none, starttls, implicit.",
            "posthorn.listener.extra.role is \"\", but must be set: mx, submission, lmtp or imap.",
            "posthorn.workers is \"many\", but must be a number from 1 to 1000.",
            "posthorn.imap.message-limit is \"999\", but must be 0 or at least 1000.",
            "posthorn.imap.save-limit is \"1000\", but must be 0 when posthorn.imap.message-limit is"
                + " set.",
            "posthorn.host-name is \"mail host\", but must be a host name of letters, digits, dots"
                + " and hyphens.");
  }

  @Test
  void limitsOfConnectionsAreSetByListener() throws UnknownHostException {
    InboundSettings settings =
        read(
            Map.of(
                "posthorn.listener.imaps.connections-per-address", "100",
                "posthorn.listener.imaps.connections-per-minute", "5000",
                "posthorn.listener.imaps.connections-per-account", "50",
                "posthorn.listener.imaps.connections-per-account-and-address", "40",
                "posthorn.listener.imaps.login-time", "PT20S",
                "posthorn.trusted-networks", "192.0.2.0/24, 2001:db8::/32,198.51.100.7"));
    assertThat(settings.listeners())
        .filteredOn(each -> !each.allowance().equals(ConnectionAllowance.STANDARD))
        .extracting(each -> each.name() + " " + each.allowance())
        .containsExactly(
            "imaps " + new ConnectionAllowance(100, 5000, 50, 40, Duration.ofSeconds(20)));
    for (String trusted :
        List.of("127.0.0.1", "::1", "192.0.2.9", "2001:db8:7::1", "198.51.100.7")) {
      assertThat(settings.trusted().contains(InetAddress.getByName(trusted))).as(trusted).isTrue();
    }
    for (String other : List.of("192.0.3.1", "2001:db9::1", "198.51.100.8", "0.0.0.1")) {
      assertThat(settings.trusted().contains(InetAddress.getByName(other))).as(other).isFalse();
    }
  }

  @Test
  void wrongLimitsOfConnectionsHaveTheirSentences() {
    InvalidSettings wrong =
        catchThrowableOfType(
            InvalidSettings.class,
            () ->
                read(
                    Map.of(
                        "posthorn.listener.imap.connections-per-account", "0",
                        "posthorn.listener.imap.login-time", "1 minute",
                        "posthorn.trusted-networks", "192.0.2.0/33")));
    assertThat(wrong.sentences())
        .containsExactlyInAnyOrder(
            "posthorn.listener.imap.connections-per-account is \"0\", but must be a number from 1"
                + " to 1000000.",
            "posthorn.listener.imap.login-time is \"1 minute\", but must be a duration from PT5S to"
                + " PT1H.",
            "posthorn.trusted-networks is \"192.0.2.0/33\", but must be IP addresses or networks,"
                + " as 192.0.2.0/24, with commas between.");
  }

  @Test
  void aListenerBehindProxiesTakesNobodyElse() {
    InboundSettings settings =
        read(
            Map.of(
                "posthorn.listener.imaps.proxy-protocol", "true",
                "posthorn.listener.mx.proxy-protocol", "false",
                "posthorn.listener.trusted-proxies", "192.0.2.1, 2001:db8::/64"));
    assertThat(settings.listeners())
        .filteredOn(each -> each.proxies().isPresent())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.name()).isEqualTo("imaps");
              assertThat(each.proxies().get().contains("192.0.2.1")).isTrue();
              assertThat(each.proxies().get().contains("2001:db8::9")).isTrue();
              assertThat(each.proxies().get().contains("127.0.0.1")).isFalse();
            });
  }

  @Test
  void aProxyHasToBeNamed() {
    InvalidSettings wrong =
        catchThrowableOfType(
            InvalidSettings.class,
            () -> read(Map.of("posthorn.listener.imaps.proxy-protocol", "true")));
    assertThat(wrong.sentences())
        .containsExactly(
            "posthorn.listener.trusted-proxies is \"\", but must name the proxies in front of"
                + " listener imaps.");
  }

  @Test
  void mailFromServersNeverWaitsForPeople() {
    assertThat(ListenerRole.MX.kind()).isEqualTo(ListenerRole.LMTP.kind());
    assertThat(
            Set.of(
                ListenerRole.MX.kind(), ListenerRole.SUBMISSION.kind(), ListenerRole.IMAP.kind()))
        .hasSize(3);
    InboundSettings settings = read(Map.of("posthorn.workers", "64"));
    assertThat(settings.workers(ListenerRole.MX.kind())).isEqualTo(64);
    assertThat(settings.workers(ListenerRole.SUBMISSION.kind())).isEqualTo(32);
    assertThat(settings.workers(ListenerRole.IMAP.kind())).isEqualTo(64);
  }

  @Test
  void noTwoListenersAtOnePlace() {
    InvalidSettings wrong =
        catchThrowableOfType(
            InvalidSettings.class, () -> read(Map.of("posthorn.listener.lmtp.port", "1025")));
    assertThat(wrong.sentences())
        .containsExactly(
            "posthorn.listener.mx.port is \"1025\", but listener lmtp has the same address and"
                + " port.");
  }

  private static InboundSettings read(Map<String, String> values) {
    return InboundSettings.read(
        SettingsSource.of(key -> Optional.ofNullable(values.get(key)), values.keySet()));
  }
}
