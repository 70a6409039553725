package org.posthorn.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.web.security.Area;

class OwnRequestsTest {
  private static final Map<String, String> OWN =
      Map.of(
          "X-Posthorn", "1",
          "Host", "mail.example",
          "Origin", "https://mail.example",
          "Sec-Fetch-Site", "same-origin");

  private static boolean isOwnScript(Map<String, String> fields) {
    return OwnRequests.isOwnScript(FakeRequest.of("POST", fields));
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
