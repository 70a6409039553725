package org.posthorn.mailauth.dkim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.posthorn.mailauth.dkim.DkimAlgorithm.ED25519_SHA256;
import static org.posthorn.mailauth.dkim.DkimAlgorithm.RSA_SHA256;
import static org.posthorn.mailauth.dkim.PublishedKeys.NOW;
import static org.posthorn.mailauth.dkim.PublishedKeys.octets;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing and verifying, against each other and by the examples of the RFCs. */
@SuppressWarnings("StringConcatToTextBlock") // lines end with CRLF
class DkimTest {
  private static final String MESSAGE =
      "Received: from a\r\nFrom: Ann <ann@a.test>\r\nTo: bob@b.test\r\nSubject: Hi\r\n\there\r\n"
          + "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n\r\nHello  world \r\n.\r\n\r\n";

  private final PublishedKeys dns = new PublishedKeys();

  private String sign(String message, SigningKey... keys) {
    DkimSigning signing = new DkimSigner(List.of(keys), Duration.ofDays(7)).begin();
    signing.feed(ByteBuffer.wrap(octets(message)));
    return signing.finish(NOW);
  }

  private List<DkimResult> verify(String message) {
    return verify(message, NOW);
  }

  private List<DkimResult> verify(String message, Instant now) {
    DkimVerification verification =
        new DkimVerifier(dns.lookup(), Clock.fixed(now, ZoneOffset.UTC)).begin();
    byte[] all = octets(message);
    int cut = all.length / 3;
    verification.feed(ByteBuffer.wrap(all, 0, cut));
    verification.feed(ByteBuffer.wrap(all, cut, all.length - cut));
    return verification.finish();
  }

  private String status(String message) {
    return verdict(verify(message));
  }

  private static String verdict(List<DkimResult> results) {
    assertThat(results).hasSize(1);
    DkimVerdict verdict = results.get(0).verdict();
    return (verdict.status().text() + " " + verdict.reason()).strip();
  }

  private SigningKey rsa() {
    return dns.key(RSA_SHA256, "a.test", "r");
  }

  @Test
  void bothAlgorithmsOfOneMessageVerify() {
    String signed = sign(MESSAGE, rsa(), dns.key(ED25519_SHA256, "a.test", "e")) + MESSAGE;
    assertThat(verify(signed))
        .extracting(DkimResult::status)
        .containsExactly(AuthStatus.PASS, AuthStatus.PASS);
    assertThat(verify(signed).get(0).text())
        .startsWith("dkim=pass (2048-bit key) header.d=a.test header.s=r header.a=rsa-sha256")
        .contains("header.i=@a.test header.b=");
  }

  @Test
  void theExampleOfTheRfcVerifies() { // RFC 8463 Appendix A
    String message =
        "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;\r\n"
            + " d=football.example.com; i=@football.example.com;\r\n"
            + " q=dns/txt; s=brisbane; t=1528637909; h=from : to :\r\n"
            + " subject : date : message-id : from : subject : date;\r\n"
            + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
            + " b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus\r\n"
            + " Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==\r\n"
            + "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\r\n"
            + " d=football.example.com; i=@football.example.com;\r\n"
            + " q=dns/txt; s=test; t=1528637909; h=from : to : subject :\r\n"
            + " date : message-id : from : subject : date;\r\n"
            + " bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
            + " b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3\r\n"
            + " DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz\r\n"
            + " dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=\r\n"
            + "From: Joe SixPack <joe@football.example.com>\r\n"
            + "To: Suzie Q <suzie@shopping.example.net>\r\n"
            + "Subject: Is dinner ready?\r\n"
            + "Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)\r\n"
            + "Message-ID: <20030712040037.46341.5F8J@football.example.com>\r\n"
            + "\r\nHi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n";
    dns.text(
        "football.example.com",
        "brisbane",
        "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    dns.text(
        "football.example.com",
        "test",
        "v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3id"
            + "Y6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz"
            + "1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB");
    assertThat(verify(message))
        .extracting(DkimResult::status)
        .containsExactly(AuthStatus.PASS, AuthStatus.PASS);
    assertThat(verify(message.replace("hungry", "thirsty")))
        .extracting(DkimResult::status)
        .containsExactly(AuthStatus.FAIL, AuthStatus.FAIL);
  }

  @Test
  void whatRelaysMayDoBreaksNothing() {
    String signed =
        "Received: by b.test\r\n"
            + sign(MESSAGE, rsa())
            + MESSAGE
                .replace("Subject: Hi\r\n\there", "SUBJECT:  Hi \t here")
                .replace("Hello  world ", "Hello world")
            + "\r\n\r\n";
    assertThat(status(signed)).isEqualTo("pass");
  }

  @Test
  void nobodyAddsASecondFieldOfThoseThatAreShown() {
    String signature = sign(MESSAGE, rsa());
    for (String field : List.of("From", "To", "Cc", "Subject", "Reply-To", "Content-Type")) {
      assertThat(status(signature + field + ": x@evil.test\r\n" + MESSAGE))
          .as(field)
          .isEqualTo("fail signature did not verify");
    }
  }

  @Test
  void octetsBeyondAsciiLongLinesAndOddEndsSurviveTheRoundTrip() {
    Random random = new Random(7);
    SigningKey key = dns.key(ED25519_SHA256, "a.test", "e");
    String[] bodies = {
      "", "\r\n", "x", "x\r", "\n\n", "a\rb\r\n\n", " \t", "\u00ff".repeat(200_000), "\0\1\2"
    };
    for (String body : bodies) {
      String message =
          "From: \u00c3\u00a4@a.test\r\nSubject: " + "\u00e4 ".repeat(900) + "\r\n\r\n" + body;
      String signed = sign(message, key) + message;
      assertThat(status(signed)).as(body.length() > 20 ? "long" : body).isEqualTo("pass");
    }
    for (int i = 0; i < 200; i++) {
      StringBuilder body = new StringBuilder();
      random.ints(40, 0, 6).forEach(n -> body.append("\r\n \ta\u00e4".charAt(n)));
      String message = "From: a@a.test\r\n\r\n" + body;
      assertThat(status(sign(message, key) + message)).as(body.toString()).isEqualTo("pass");
    }
  }

  @Test
  void aHeaderAloneIsSignedToo() {
    SigningKey key = rsa();
    for (String message : List.of("From: a@a.test\r\n", "From: a@a.test\r\n\r\n")) {
      assertThat(status(sign(message, key) + message)).isEqualTo("pass");
    }
  }

  @Test
  void whatBecomesLinesIsSignedAsLines() {
    SigningKey key = rsa();
    String message = "From: a@a.test\r\n\r\na\nb\rc";
    DkimSigning signing = new DkimSigner(List.of(key), Duration.ZERO).beginLines();
    signing.feed(ByteBuffer.wrap(octets(message)));
    String signature = signing.finish(NOW);
    assertThat(signature).doesNotContain(" x=");
    assertThat(status(signature + "From: a@a.test\r\n\r\na\r\nb\r\nc\r\n")).isEqualTo("pass");
  }

  @Test
  void linesOfASignatureAreShort() {
    assertThat(sign(MESSAGE, rsa()).lines()).allMatch(line -> line.length() <= 78);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo= | permerror key of another type",
        "p= | permerror key revoked",
        "p=!! | permerror key cannot be read",
        "v=DKIM2; p=RSA | permerror no key record",
        "p=RSA; v=DKIM1 | permerror no key record",
        "h=sha1; p=RSA | permerror hash not allowed by the key",
        "s=tlsrpt; p=RSA | permerror key is not for mail",
        "s=*:x; h=sha1:sha256; n=note; p=RSA | pass",
        "p=RSA; p=RSA | permerror key record cannot be read",
        "nonsense | permerror key record cannot be read",
        "t=s; p=RSA | pass",
      })
  void keyRecordsSayWhatTheyAreFor(String text, String verdict) {
    SigningKey key = rsa();
    dns.clear();
    String base64 = java.util.Base64.getEncoder().encodeToString(PublishedKeys.rsa());
    dns.text("a.test", "r", text.replace("RSA", base64));
    assertThat(status(sign(MESSAGE, key) + MESSAGE)).isEqualTo(verdict);
  }

  @Test
  void keysInTheFormOfTheRfcAreRead() { // RFC 6376 §3.6.1: RSAPublicKey
    SigningKey key = rsa();
    dns.clear();
    byte[] bare = java.util.Arrays.copyOfRange(PublishedKeys.rsa(), 24, PublishedKeys.rsa().length);
    dns.text("a.test", "r", "p=" + java.util.Base64.getEncoder().encodeToString(bare));
    assertThat(status(sign(MESSAGE, key) + MESSAGE)).isEqualTo("pass");
  }

  @Test
  void missingKeysArePermanentAndSilenceIsNot() {
    String signed = sign(MESSAGE, rsa()) + MESSAGE;
    dns.clear();
    assertThat(status(signed)).isEqualTo("permerror no key for signature");
    dns.silence("a.test", "r");
    assertThat(status(signed)).isEqualTo("temperror no answer about the key");
  }

  @Test
  void severalKeysUnderOneNameAreNone() {
    String signed = sign(MESSAGE, rsa()) + MESSAGE;
    dns.text("a.test", "r", "some other text of this name");
    assertThat(status(signed)).isEqualTo("pass");
    rsa();
    assertThat(status(signed)).isEqualTo("permerror several keys for signature");
  }

  @Test
  void signaturesExpireAndDoNotComeFromTheFuture() {
    String signed = sign(MESSAGE, rsa()) + MESSAGE;
    assertThat(verdict(verify(signed, NOW.plus(Duration.ofDays(8)))))
        .isEqualTo("fail signature expired");
    assertThat(verdict(verify(signed, NOW.minus(Duration.ofHours(1)))))
        .isEqualTo("policy signed in the future");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "v=1; | | neutral unknown version",
        "a=rsa-sha256 | a=rsa-md5 | neutral unknown algorithm",
        "a=rsa-sha256 | a=rsa-sha1 | policy SHA-1 is not accepted",
        "d=a.test | d=a..test | neutral no valid domain or selector",
        "d=a.test | d=a.test; i=x@b.test | permerror identity is not of the domain",
        "d=a.test | d=a.test; i=x@sub.a.test | fail signature did not verify",
        "d=a.test | d=a.test; q=http | neutral keys are not in DNS",
        "c=relaxed | c=loose | neutral unknown canonicalization",
        "h=From:From: | h= | permerror From is not signed",
        "t=1800000000 | t=1900000000 | permerror expires before it was made",
        "t=1800000000 | t=-1 | neutral a number is none",
        "t=1800000000 | t=1800000000; l=99999 | fail body is shorter than signed",
        "bh= | bh=!;xx= | neutral no valid signature or body hash",
        "v=1; | v=1; v=1; | neutral signature cannot be read",
        "bh= | bh=AAAA;xx= | fail body hash did not verify",
      })
  void tagsAreChecked(String from, String to, String verdict) {
    String signature = sign(MESSAGE, rsa());
    String changed = signature.replace(from, to == null ? "" : to);
    assertThat(changed).isNotEqualTo(signature);
    assertThat(status(changed + MESSAGE)).isEqualTo(verdict);
  }

  @Test
  void aBodyThatIsSignedInPartIsNotAccepted() { // RFC 6376 §8.2
    rsa();
    SigningKey key = dns.key(ED25519_SHA256, "a.test", "e");
    for (String c : List.of("simple/simple", "relaxed", "relaxed/relaxed")) {
      Canonicalization header = Canonicalization.named(c.split("/")[0]).orElseThrow();
      byte[] hash = Digests.sha256().digest(octets("Hello"));
      String open =
          "DKIM-Signature: v=1; a=ed25519-sha256; c="
              + c
              + "; d=a.test; s=e; l=5; h=from;\r\n bh="
              + java.util.Base64.getEncoder().encodeToString(hash)
              + ";\r\n b=";
      RawHeader fields = RawHeader.parse("From: a@a.test");
      byte[] signed = SignedOctets.of(fields, List.of("from"), header, open);
      String value =
          java.util.Base64.getEncoder().encodeToString(ED25519_SHA256.sign(key.key(), signed));
      assertThat(status(open + value + "\r\nFrom: a@a.test\r\n\r\nHello, and more"))
          .as(c)
          .isEqualTo("policy part of the body is not signed");
    }
  }

  @Test
  void strictKeysWantTheDomainItself() {
    SigningKey key = dns.key(ED25519_SHA256, "a.test", "e");
    String open =
        "DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed; d=a.test; s=e; h=from; i=x@sub.a.test;"
            + " bh="
            + java.util.Base64.getEncoder().encodeToString(Digests.sha256().digest(octets("\r\n")))
            + "; b=";
    byte[] signed =
        SignedOctets.of(
            RawHeader.parse("From: a@a.test"), List.of("from"), Canonicalization.RELAXED, open);
    String message =
        open
            + java.util.Base64.getEncoder().encodeToString(ED25519_SHA256.sign(key.key(), signed))
            + "\r\nFrom: a@a.test\r\n\r\n";
    assertThat(status(message)).isEqualTo("pass");
    DkimKeyLookup.Found found = dns.lookup().find("a.test", "e");
    assertThat(found).isInstanceOf(DkimKeyLookup.Found.Key.class);
    dns.clear();
    dns.key(ED25519_SHA256, "a.test", "strict");
    String text = DkimKeyRecord.publish(ED25519_SHA256, edKey());
    dns.clear();
    dns.text("a.test", "e", text + "; t=s");
    assertThat(status(message)).isEqualTo("permerror the key allows no subdomain");
  }

  private byte[] edKey() {
    DkimKeyLookup.Found found = dns.lookup().find("a.test", "strict");
    return ((DkimKeyLookup.Found.Key) found).key().key().getEncoded();
  }

  @Test
  void shortKeysAreNotAccepted() throws Exception { // RFC 8301 §3.2
    java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance("RSA");
    generator.initialize(768);
    java.security.KeyPair pair = generator.generateKeyPair();
    dns.text("a.test", "s", DkimKeyRecord.publish(RSA_SHA256, pair.getPublic().getEncoded()));
    SigningKey key = new SigningKey("a.test", "s", RSA_SHA256, pair.getPrivate());
    assertThat(status(sign(MESSAGE, key) + MESSAGE))
        .isEqualTo("policy key is shorter than 1024 bits");
  }

  @Test
  void domainsBeyondAsciiAreLookedUpByTheirALabels() { // RFC 8616 §4
    SigningKey key = dns.key(ED25519_SHA256, "xn--bcher-kva.test", "xn--schlssel-95a");
    String message = "From: a@b\u00c3\u00bccher.test\r\n\r\n";
    String signed = sign(message, key) + message;
    assertThat(status(signed)).isEqualTo("pass");
    String unicode =
        new String(octets(signed), java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace(
                "d=xn--bcher-kva.test",
                new String(
                    "d=b\u00fccher.test".getBytes(UTF_8),
                    java.nio.charset.StandardCharsets.ISO_8859_1));
    assertThat(status(unicode)).isEqualTo("fail signature did not verify"); // the key was found
  }

  @Test
  void onlySomeSignaturesAreLookedAt() {
    String signature = sign(MESSAGE, dns.key(ED25519_SHA256, "a.test", "e"));
    assertThat(verify(signature.repeat(50) + MESSAGE)).hasSize(DkimVerifier.MAX_SIGNATURES);
  }

  @Test
  void anyOctetsGiveAResult() {
    String signed = sign(MESSAGE, dns.key(ED25519_SHA256, "a.test", "e")) + MESSAGE;
    Random random = new Random(3);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder broken = new StringBuilder(signed);
      for (int j = 0; j < 3; j++) {
        int at = random.nextInt(broken.length() - 4);
        broken.replace(at, at + random.nextInt(4), String.valueOf((char) random.nextInt(256)));
      }
      assertThat(verify(broken.toString())).hasSizeLessThanOrEqualTo(8);
    }
    assertThat(verify("")).isEmpty();
    assertThat(verify("\r\n")).isEmpty();
    assertThat(verify(":\r\n \r\n")).isEmpty();
  }

  @Test
  void hostileHeadersTakeNoTime() {
    rsa();
    String many = "From: a@a.test\r\n".repeat(60_000);
    String names = "from:".repeat(199) + "from";
    String signature =
        "DKIM-Signature: v=1; a=rsa-sha256; d=a.test; s=r; h=" + names + "; bh=AAAA; b=AAAA\r\n";
    assertThat(verify(signature.repeat(8) + many + "\r\n")).hasSize(8);
    String identity = "DKIM-Signature: v=1; i=" + "=".repeat(900_000) + "\r\n";
    assertThat(verify(identity + MESSAGE)).hasSize(1);
    assertThat(status("DKIM-Signature: v=1; a=" + "x".repeat(2_000_000) + "\r\n" + MESSAGE))
        .startsWith("neutral");
  }

  @Test
  void aHeaderWithoutEndIsNotJudged() {
    String signed = sign(MESSAGE, rsa());
    String endless = signed + "X: " + "x".repeat(MessageSplitter.MAX_HEADER) + "\r\n" + MESSAGE;
    assertThat(status(endless)).isEqualTo("permerror header too long");
  }
}
