package org.posthorn.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.net.Networks;
import org.posthorn.web.proxy.ProxySettings;
import org.posthorn.web.security.Area;

class OwnRequestsTest {
  private static final Map<String, String> OWN =
      Map.of(
          "X-Posthorn", "1",
          "Host", "mail.example",
          "Origin", "https://mail.example",
          "Sec-Fetch-Site", "same-origin");

  private static boolean isOwnScript(Map<String, String> fields) {
    return isOwnScript(fields, new ProxySettings(Networks.NONE, false));
  }

  private static boolean isOwnScript(Map<String, String> fields, ProxySettings proxies) {
    return OwnRequests.isOwnScript(FakeRequest.of("POST", fields), proxies);
  }

  @Test
  void theHostIsThatUnderWhichATrustedProxyIsAsked() {
    Map<String, String> behind = new HashMap<>(OWN);
    behind.put("Host", "10.0.0.7:8080");
    ProxySettings trusting = new ProxySettings(Networks.parse("192.0.2.0/24"), false);
    assertThat(isOwnScript(behind, trusting)).as("no field").isFalse();
    behind.put("X-Forwarded-Host", "mail.example");
    assertThat(isOwnScript(behind, trusting)).isTrue();
    assertThat(isOwnScript(behind)).as("a stranger says so").isFalse();
    ProxySettings standard = new ProxySettings(Networks.parse("192.0.2.0/24"), true);
    assertThat(isOwnScript(behind, standard)).as("the other field").isFalse();
    behind.put("Forwarded", "for=198.51.100.7;host=mail.example;proto=https");
    assertThat(isOwnScript(behind, standard)).isTrue();
    behind.put("Origin", "https://10.0.0.7:8080");
    assertThat(isOwnScript(behind, trusting)).as("the name within").isFalse();
  }

  @Test
  void ofSeveralHostsThatOfTheOutermostTrustedProxyCounts() {
    Map<String, String> behind = new HashMap<>(OWN);
    ProxySettings trusting = new ProxySettings(Networks.parse("192.0.2.0/24"), false);
    behind.put("X-Forwarded-For", "203.0.113.9, 198.51.100.7, 192.0.2.2");
    behind.put("X-Forwarded-Host", "evil.example, mail.example, within.example");
    assertThat(isOwnScript(behind, trusting)).isTrue();
    behind.put("Origin", "https://evil.example");
    assertThat(isOwnScript(behind, trusting)).isFalse();
  }

  @Test
  void scriptsOfOurPagesAreOwn() {
    assertThat(isOwnScript(OWN)).isTrue();
    assertThat(isOwnScript(Map.of("X-Posthorn", "1"))).as("a browser of before").isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none"})
  void otherSitesAreNot(String site) {
    assertThat(isOwnScript(Map.of("X-Posthorn", "1", "Sec-Fetch-Site", site))).isFalse();
  }

  @Test
  void formsAreNot() {
    assertThat(isOwnScript(Map.of("Sec-Fetch-Site", "same-origin"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "null", "https://mail.example.evil.example", "%"})
  void pagesOfOthersAreNot(String origin) {
    assertThat(isOwnScript(Map.of("X-Posthorn", "1", "Host", "mail.example", "Origin", origin)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
  void readingChangesNothing(String method) { // RFC 9110 §9.2.1
    assertThat(OwnRequests.mayChange(FakeRequest.of(method, Map.of()))).isFalse();
    assertThat(OwnRequests.mayChange(FakeRequest.of("POST", Map.of()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example/",
        "//evil.example/webmail",
        "/webmail//evil.example",
        "/admin",
        "/webmailx",
        "/webmail/../admin",
        "/webmail/\\evil",
        "/webmail/a b",
        "/webmail/a\r\nSet-Cookie: x",
        "/webmail/sign-in?to=/webmail",
        "javascript:alert(1)",
        ""
      })
  void signInLeadsNowhereElse(String to) {
    assertThat(SignInServlet.target(Area.WEBMAIL, FakeRequest.of("GET", Map.of("to", to))))
        .isEqualTo("/webmail");
  }

  @Test
  void signInLeadsBack() {
    String to = "/webmail/search?q=a%20b";
    assertThat(SignInServlet.target(Area.WEBMAIL, FakeRequest.of("GET", Map.of("to", to))))
        .isEqualTo(to);
  }
}
