package org.posthorn.mailauth.arc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mailauth.dkim.DkimAlgorithm.ED25519_SHA256;
import static org.posthorn.mailauth.dkim.DkimAlgorithm.RSA_SHA256;
import static org.posthorn.mailauth.dkim.PublishedKeys.NOW;
import static org.posthorn.mailauth.dkim.PublishedKeys.octets;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.PublishedKeys;
import org.posthorn.mailauth.dkim.SigningKey;

class ArcTest {
  private static final String MESSAGE =
      "From: Ann <ann@a.test>\r\nTo: list@b.test\r\nSubject: Hi\r\n\r\nHello\r\n";

  private final PublishedKeys dns = new PublishedKeys();
  private final SigningKey first = dns.key(RSA_SHA256, "b.test", "arc");
  private final SigningKey second = dns.key(ED25519_SHA256, "c.test", "arc");

  private ArcResult validate(String message) {
    ArcValidation validation =
        new ArcValidator(dns.lookup(), Clock.fixed(NOW, ZoneOffset.UTC)).begin();
    validation.feed(ByteBuffer.wrap(octets(message)));
    return validation.finish();
  }

  private Optional<String> set(String message, ArcResult before, SigningKey key) {
    ArcSealing sealing = new ArcSealer(key, "mx." + key.domain()).begin();
    sealing.feed(ByteBuffer.wrap(octets(message)));
    return sealing.finish(before, List.of("spf=pass smtp.mailfrom=a.test", "dkim=pass"), NOW);
  }

  private String seal(String message, SigningKey key) {
    return set(message, validate(message), key).orElseThrow() + message;
  }

  @Test
  void aSealedChainPasses() {
    assertThat(validate(MESSAGE).status()).isEqualTo(AuthStatus.NONE);
    String once = seal(MESSAGE, first);
    assertThat(once).contains("cv=none").contains("i=1; mx.b.test;\r\n\tspf=pass");
    assertThat(validate(once).text()).isEqualTo("arc=pass (i=1)");
    String twice = seal(once, second);
    assertThat(twice).contains("cv=pass");
    assertThat(validate(twice).status()).isEqualTo(AuthStatus.PASS);
    assertThat(validate(twice).sealers()).containsExactly("b.test", "c.test");
  }

  @Test
  void whoChangesAMessageAndSealsItAgainKeepsTheChain() { // RFC 8617 §5.2: only the last signature
    String once = seal(MESSAGE, first);
    ArcResult asItCame = validate(once);
    String changed = once.replace("Subject: Hi", "Subject: [list] Hi") + "-- footer\r\n";
    String twice = set(changed, asItCame, second).orElseThrow() + changed;
    assertThat(validate(twice).status()).isEqualTo(AuthStatus.PASS);
    assertThat(validate(twice.replace("footer", "forged")).status()).isEqualTo(AuthStatus.FAIL);
    assertThat(validate(twice.replace("spf=pass", "spf=fail")).reason())
        .isEqualTo("a seal did not verify");
  }

  @Test
  void aBrokenChainIsSealedAsBrokenOnceAndThenNeverAgain() { // RFC 8617 §5.1
    String broken = seal(MESSAGE, first).replace("Hello", "Bye");
    ArcResult failed = validate(broken);
    assertThat(failed.status()).isEqualTo(AuthStatus.FAIL);
    String sealed = seal(broken, second);
    assertThat(sealed).contains("cv=fail");
    ArcResult ended = validate(sealed);
    assertThat(ended.ended()).isTrue();
    assertThat(ended.status()).isEqualTo(AuthStatus.FAIL);
    assertThat(set(sealed, ended, first)).isEmpty();
  }

  @Test
  void silenceOfDnsIsTemporaryAndNothingIsSealedThen() {
    String once = seal(MESSAGE, first);
    dns.silence("b.test", "arc");
    ArcResult result = validate(once);
    assertThat(result.status()).isEqualTo(AuthStatus.TEMPERROR);
    assertThat(set(once, result, second)).isEmpty();
  }

  @Test
  void incompleteSetsFail() {
    String once = seal(MESSAGE, first);
    String seal = once.substring(0, once.indexOf("ARC-Message-Signature"));
    assertThat(validate(once.substring(seal.length())).status()).isEqualTo(AuthStatus.FAIL);
    assertThat(validate(seal + once).status()).isEqualTo(AuthStatus.FAIL);
    assertThat(validate(once.replace("i=1;", "i=2;")).reason()).isEqualTo("a set is missing");
    assertThat(validate(once.replace("i=1;", "i=51;")).status()).isEqualTo(AuthStatus.FAIL);
    assertThat(validate(once.replace("cv=none", "cv=pass")).status()).isEqualTo(AuthStatus.FAIL);
  }

  @Test
  void chainsAreNotLongerThanFifty() {
    String message = MESSAGE;
    for (int i = 0; i < ArcSet.MAX; i++) {
      message = seal(message, second);
    }
    ArcResult result = validate(message);
    assertThat(result.status()).isEqualTo(AuthStatus.PASS);
    assertThat(set(message, result, second)).isEmpty();
  }

  @Test
  void anyOctetsGiveAResult() {
    String sealed = seal(seal(MESSAGE, second), second);
    Random random = new Random(5);
    for (int i = 0; i < 1_000; i++) {
      StringBuilder broken = new StringBuilder(sealed);
      int at = random.nextInt(broken.length() - 4);
      broken.replace(at, at + random.nextInt(4), String.valueOf((char) random.nextInt(256)));
      assertThat(validate(broken.toString()).status()).isNotNull();
    }
  }
}
