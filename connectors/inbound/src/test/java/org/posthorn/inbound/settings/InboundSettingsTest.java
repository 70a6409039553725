package org.posthorn.inbound.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InboundSettingsTest {
  private static final ProtocolListeners PROTOCOL =
      ProtocolListeners.parse(
          """
          # of a test
          role.mx = smtp
          role.submission = submission users half
          role.lmtp = smtp local
          listener.lmtp = lmtp none 24 1024
          listener.mx = mx starttls 25 1025
          listener.submission = submission starttls 587 1587
          listener.submissions = submission implicit 465 1465
          key.posthorn.smtp.max-recipients = number 100 100000
          """);

  private static ListenerRole role(String name) {
    return PROTOCOL.role(name).orElseThrow();
  }

  @Test
  void aTrialListensOnLoopbackOnly() {
    assertThat(read(Map.of()).listeners())
        .extracting(
            each -> each.name() + " " + each.address() + " " + each.port() + " " + each.tls())
        .containsExactly(
            "lmtp 127.0.0.1 1024 NONE",
            "mx 127.0.0.1 1025 STARTTLS",
            "submission 127.0.0.1 1587 STARTTLS",
            "submissions 127.0.0.1 1465 IMPLICIT");
  }

  @Test
  void aServerListensForAllButLmtp() {
    assertThat(read(Map.of("posthorn.sample", "false")).listeners())
        .extracting(each -> each.name() + " " + each.address() + " " + each.port())
        .containsExactly(
            "lmtp 127.0.0.1 24",
            "mx 0.0.0.0 25",
            "submission 0.0.0.0 587",
            "submissions 0.0.0.0 465");
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
    assertThat(settings.listeners()).noneMatch(each -> each.role().equals(role("mx")));
    assertThat(settings.listeners())
        .contains(
            new ListenerSettings("inside", role("submission"), "127.0.0.1", 2587, TlsMode.NONE));
  }

  @Test
  void listenersOfOtherProtocolsAreNotOurs() {
    InboundSettings settings =
        read(
            Map.of(
                "posthorn.listener.pop.role", "pop3",
                "posthorn.listener.imap.port", "70000",
                "posthorn.listener.mx.role", "imap"));
    assertThat(settings.listeners())
        .extracting(ListenerSettings::name)
        .containsExactly("lmtp", "submission", "submissions");
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
                        "posthorn.listener.submission.port", "70000",
                        "posthorn.listener.submissions.tls", "ssl",
                        "posthorn.listener.extra.role", "mx",
                        "posthorn.listener.lmtp.port", "1025",
                        "posthorn.workers", "many",
                        "posthorn.host-name", "mail host")));
    assertThat(wrong.sentences())
        .containsExactlyInAnyOrder(
            "posthorn.listener.mx.address is \"0.0.0.0\", but must be a loopback address unless"
                + " posthorn.sample is false.",
            "posthorn.listener.submission.port is \"70000\", but must be a number from 1 to 65535.",
            "posthorn.listener.submissions.tls is \"ssl\", but must be one of none, starttls,"
                + " implicit.",
            "posthorn.listener.extra.port is \"\", but must be set.",
            "posthorn.workers is \"many\", but must be a number from 1 to 1000.",
            "posthorn.host-name is \"mail host\", but must be a host name of letters, digits, dots"
                + " and hyphens.");
  }

  @Test
  void limitsOfConnectionsAreSetByListener() throws UnknownHostException {
    InboundSettings settings =
        read(
            Map.of(
                "posthorn.listener.submissions.connections-per-address", "100",
                "posthorn.listener.submissions.connections-per-minute", "5000",
                "posthorn.listener.submissions.connections-per-account", "50",
                "posthorn.listener.submissions.connections-per-account-and-address", "40",
                "posthorn.listener.submissions.login-time", "PT20S",
                "posthorn.trusted-networks", "192.0.2.0/24, 2001:db8::/32,198.51.100.7"));
    assertThat(settings.listeners())
        .filteredOn(each -> !each.allowance().equals(ConnectionAllowance.STANDARD))
        .extracting(each -> each.name() + " " + each.allowance())
        .containsExactly(
            "submissions " + new ConnectionAllowance(100, 5000, 50, 40, Duration.ofSeconds(20)));
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
                        "posthorn.listener.mx.connections-per-account", "0",
                        "posthorn.listener.mx.login-time", "1 minute",
                        "posthorn.trusted-networks", "192.0.2.0/33")));
    assertThat(wrong.sentences())
        .containsExactlyInAnyOrder(
            "posthorn.listener.mx.connections-per-account is \"0\", but must be a number from 1"
                + " to 1000000.",
            "posthorn.listener.mx.login-time is \"1 minute\", but must be a duration from PT5S to"
                + " PT1H.",
            "posthorn.trusted-networks is \"192.0.2.0/33\", but must be IP addresses or networks,"
                + " as 192.0.2.0/24, with commas between.");
  }

  @Test
  void aListenerBehindProxiesTakesNobodyElse() {
    InboundSettings settings =
        read(
            Map.of(
                "posthorn.listener.submissions.proxy-protocol", "true",
                "posthorn.listener.mx.proxy-protocol", "false",
                "posthorn.listener.trusted-proxies", "192.0.2.1, 2001:db8::/64"));
    assertThat(settings.listeners())
        .filteredOn(each -> each.proxies().isPresent())
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.name()).isEqualTo("submissions");
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
            () -> read(Map.of("posthorn.listener.submissions.proxy-protocol", "true")));
    assertThat(wrong.sentences())
        .containsExactly(
            "posthorn.listener.trusted-proxies is \"\", but must name the proxies in front of"
                + " listener submissions.");
  }

  @Test
  void mailFromServersNeverWaitsForPeople() {
    assertThat(role("mx").kind()).isEqualTo(role("lmtp").kind());
    assertThat(role("mx").kind()).isNotEqualTo(role("submission").kind());
    InboundSettings settings = read(Map.of("posthorn.workers", "64"));
    assertThat(settings.workers(role("mx"))).isEqualTo(64);
    assertThat(settings.workers(role("submission"))).isEqualTo(32);
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
        SettingsSource.of(key -> Optional.ofNullable(values.get(key)), values.keySet()),
        PROTOCOL,
        own -> {});
  }
}
