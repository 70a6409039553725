package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.sasl.StrictBase64;
import org.posthorn.smtp.codec.SmtpCommand;
import org.posthorn.smtp.codec.SmtpReply;
import org.posthorn.smtp.session.SmtpClient.Role;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.MemoryLine;
import org.posthorn.testkit.MemorySink.State;

@SuppressWarnings("StringConcatToTextBlock") // the octets are to be seen
class SubmissionTest {
  private static final String LOGIN =
      "EHLO client.example\r\nAUTH PLAIN AHVzZXIxQHBvc3Rob3JuLnRlc3QAcG9zdGhvcm4=\r\n";
  private static final String MAIL =
      "MAIL FROM:<user1@posthorn.test>\r\nRCPT TO:<user2@posthorn.test>\r\nDATA\r\n";

  private final Listener listener = new Listener(Role.SUBMISSION);

  @Test
  void messageIsCompletedAndKeepsSecrets() { // RFC 6409 §8
    assertThat(submit("From: user1@posthorn.test\r\nBcc: a@b.example\r\n\tc@d\r\nTo: x\r\n\r\ny"))
        .isEqualTo(
            "Return-Path: <user1@posthorn.test>\r\n"
                + "Received: from mx.posthorn.test\r\n"
                + "\tby mx.posthorn.test (Posthorn) with ESMTPA id 1m80ntrkr00000000000\r\n"
                + "\tfor <user2@posthorn.test>;\r\n\tSun, 22 Nov 2026 03:47:07 +0000\r\n"
                + "From: user1@posthorn.test\r\nTo: x\r\n"
                + "Date: Sun, 22 Nov 2026 03:47:07 +0000\r\n"
                + "Message-ID: <1m80ntrkr00000000000@mx.posthorn.test>\r\n\r\ny\r\n");
  }

  @Test
  void whoWritesOnBehalfOfAnotherIsNamed() { // RFC 5322 §3.6.2
    assertThat(submit("From: user3@posthorn.test\r\nSender: x@y.example\r\n\r\ny"))
        .contains("From: user3@posthorn.test\r\nSender: <user1@posthorn.test>\r\n")
        .doesNotContain("x@y.example");
    assertThat(submit("Sender: One <user1@posthorn.test>\r\nFrom: user3@posthorn.test\r\n\r\ny"))
        .contains("From: user3@posthorn.test\r\nSender: One <user1@posthorn.test>\r\nDate");
    assertThat(submit("Sender: x@y.example\r\nFrom: user1@posthorn.test\r\n\r\ny"))
        .doesNotContain("Sender");
  }

  @Test
  void whatAUrlNamesIsSubmittedWithoutBcc() { // RFC 4468 §3.2
    listener.house.draft = "From: user1@posthorn.test\r\nBcc: a@b.example\r\nTo: x\r\n\r\ny";
    MemoryLine line = listener.connect();
    send(
        line,
        LOGIN
            + "MAIL FROM:<user1@posthorn.test>\r\nRCPT TO:<user2@posthorn.test>\r\n"
            + "BURL imap://user1@mx.posthorn.test/Drafts/;UID=1;URLAUTH=x\r\n"
            + "BDAT 4 LAST\r\nes\r\n");
    assertThat(line.unread())
        .endsWith("250 2.0.0 Octets received\r\n250 2.0.0 Message accepted\r\n");
    assertThat(listener.house.last().text())
        .contains("From: user1@posthorn.test\r\nTo: x\r\n")
        .endsWith("\r\n\r\nyes\r\n")
        .doesNotContain("b.example");
  }

  @Test
  void aUrlAloneIsAWholeMessage() {
    listener.house.draft = "From: user1@posthorn.test\r\n\r\ny\r\n";
    MemoryLine line = listener.connect();
    send(
        line,
        LOGIN
            + "MAIL FROM:<user1@posthorn.test>\r\nRCPT TO:<user2@posthorn.test>\r\n"
            + "BURL imap://user1@mx.posthorn.test/Drafts/;UID=1;URLAUTH=x LAST\r\n");
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n");
    assertThat(listener.house.last().text()).endsWith("\r\n\r\ny\r\n");
  }

  @Test
  void aUrlThatNamesNothingEndsTheTransaction() { // RFC 4468 §3.2
    MemoryLine line = listener.connect();
    send(
        line,
        LOGIN
            + "MAIL FROM:<user1@posthorn.test>\r\nRCPT TO:<user2@posthorn.test>\r\n"
            + "BURL imap://user1@elsewhere.test/Drafts/;UID=1;URLAUTH=x LAST\r\n"
            + "MAIL FROM:<user1@posthorn.test>\r\nBURL nothing LAST\r\n");
    assertThat(line.unread())
        .endsWith(
            "554 5.6.6 The URL names nothing here that is for you\r\n"
                + "250 2.1.0 Sender OK\r\n501 5.5.4 Not a URL\r\n");
    assertThat(listener.house.messages).isEmpty();
    assertThat(listener.house.open).isEqualTo(1);
  }

  @Test
  void whoLogsInAfterHeloIsSeenInReceived() { // RFC 3848: A says that somebody has logged in
    MemoryLine line = listener.connect();
    send(
        line, LOGIN.replace("EHLO", "HELO") + MAIL + "From: user1@posthorn.test\r\n\r\ny\r\n.\r\n");
    assertThat(listener.house.last().text()).contains(" with ESMTPA id ");
  }

  @Test
  void completeHeaderIsLeftAlone() {
    assertThat(submit("date: now\r\nMESSAGE-ID : <x@y>\r\nFrom: user1@posthorn.test\r\n\r\nBcc: z"))
        .endsWith(
            "+0000\r\n"
                + "date: now\r\n"
                + "MESSAGE-ID : <x@y>\r\n"
                + "From: user1@posthorn.test\r\n\r\n"
                + "Bcc: z\r\n");
  }

  @Test
  void headerWithoutTextIsCompletedToo() {
    assertThat(submit("From: user1@posthorn.test")).endsWith("@mx.posthorn.test>\r\n");
    assertThat(submit("From: user1@posthorn.test\r\nno field here"))
        .endsWith("@mx.posthorn.test>\r\n\r\nno field here\r\n");
  }

  @Test
  void withoutTlsThereIsNoLoginUnlessAllowed() { // RFC 4954 §4
    listener.settings = listener.settings.withAuthWithoutTls(false);
    MemoryLine line = listener.connect();
    send(line, LOGIN);
    assertThat(line.unread())
        .doesNotContain("AUTH")
        .endsWith("250 LIMITS RCPTMAX=1000\r\n538 5.7.11 Encryption required\r\n");
    line = listener.connect();
    send(line, "STARTTLS\r\n");
    send(line, LOGIN + MAIL);
    assertThat(line.unread())
        .contains(
            "250-AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 PLAIN"
                + " LOGIN\r\n")
        .contains("235 2.7.0");
  }

  @Test
  void scramEndsWithTheServersSignatureAndAnEmptyLine() throws GeneralSecurityException {
    MemoryLine line = listener.connect(); // RFC 4954 §4, RFC 5802 §3
    String bare = "n=user1@posthorn.test,r=abc";
    send(line, "EHLO a.example\r\nAUTH SCRAM-SHA-256 " + base64("n,," + bare) + "\r\n");
    String heard = line.unread();
    String challenge = heard.substring(heard.lastIndexOf("334 ") + 4).strip();
    String serverFirst = new String(StrictBase64.decode(challenge).orElseThrow(), UTF_8);
    String withoutProof = "c=biws," + serverFirst.split(",", -1)[0];
    String message = bare + ',' + serverFirst + ',' + withoutProof;
    PBEKeySpec spec = new PBEKeySpec("posthorn".toCharArray(), new byte[16], 4096, 256);
    byte[] salted =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    byte[] proof = hmac(salted, "Client Key");
    byte[] signature = hmac(MessageDigest.getInstance("SHA-256").digest(proof), message);
    for (int i = 0; i < proof.length; i++) {
      proof[i] ^= signature[i];
    }
    send(line, base64(withoutProof + ",p=" + StrictBase64.encode(proof)) + "\r\n");
    String last = base64("v=" + StrictBase64.encode(hmac(hmac(salted, "Server Key"), message)));
    assertThat(line.unread()).endsWith("334 " + last + "\r\n");
    send(line, "\r\nMAIL FROM:<user1@posthorn.test>\r\n");
    assertThat(line.unread())
        .endsWith("235 2.7.0 Authentication successful\r\n250 2.1.0 Sender OK\r\n");
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }

  @Test
  void brokenAuthenticatorIsATemporaryFailure() {
    MemoryLine line = listener.connect();
    send(line, "EHLO a.example\r\nAUTH PLAIN " + base64("\0crash\0x") + "\r\nNOOP\r\n");
    assertThat(line.unread()).endsWith("454 4.7.0 Cannot authenticate now\r\n250 2.0.0 OK\r\n");
    assertThat(listener.failures).hasSize(1);
  }

  @Test
  void loginLinesMayBeLongButNotEndless() { // RFC 4954 §4
    MemoryLine line = listener.connect();
    send(line, "EHLO a.example\r\nAUTH PLAIN\r\n");
    send(line, "A".repeat(12_000) + "\r\n");
    assertThat(line.unread()).endsWith("501 5.5.2 Malformed response\r\n");
    send(line, "AUTH PLAIN\r\n");
    send(line, "A".repeat(12_288));
    assertThat(line.unread()).endsWith("500 5.5.2 Line too long\r\n");
    assertThat(line.closedByServer()).isTrue();
  }

  @Test
  void loginThatIsBeingCheckedIsAnsweredLater() {
    listener.house.slow = true;
    MemoryLine line = listener.connect();
    send(line, LOGIN + "NOOP\r\n");
    assertThat(line.unread()).endsWith("250 LIMITS RCPTMAX=1000\r\n");
    send(line, MAIL);
    assertThat(line.unread()).endsWith("250 LIMITS RCPTMAX=1000\r\n");
    listener.house.check();
    line.settle();
    assertThat(line.unread())
        .contains("235 2.7.0 Authentication successful\r\n250 2.0.0 OK\r\n250 2.1.0")
        .endsWith("354 End with <CRLF>.<CRLF>\r\n");
    line = listener.connect();
    send(line, "EHLO a.example\r\nAUTH LOGIN\r\n");
    send(line, base64("user1@posthorn.test") + "\r\n" + base64("wrong") + "\r\nNOOP\r\n");
    listener.house.check();
    line.settle();
    assertThat(line.unread()).endsWith("535 5.7.8 Authentication failed\r\n250 2.0.0 OK\r\n");
  }

  @Test
  void nobodyWaitsForTheLoginOfAPeerThatHasGone() {
    listener.house.slow = true;
    MemoryLine line = listener.connect();
    send(line, LOGIN);
    line.close();
    assertThat(listener.house.waiting).singleElement().matches(CompletableFuture::isCancelled);
  }

  @Test
  void brokenCheckIsATemporaryFailure() {
    listener.house.slow = true;
    MemoryLine line = listener.connect();
    send(line, LOGIN + "NOOP\r\n");
    listener.house.waiting.get(0).completeExceptionally(new IllegalStateException("no database"));
    line.settle();
    assertThat(line.unread()).endsWith("454 4.7.0 Cannot authenticate now\r\n250 2.0.0 OK\r\n");
    assertThat(listener.failures).hasSize(1);
  }

  @Test
  void whoHasFailedTooOftenHearsForHowLong() {
    MemoryLine line = listener.connect();
    send(line, "EHLO a.example\r\nAUTH PLAIN " + base64("\0throttled\0x") + "\r\n");
    assertThat(line.unread())
        .endsWith("454 4.7.0 Too many failed logins, try again in 30 seconds\r\n");
  }

  @Test
  void whoMayNotLogInAnyMoreSendsNoMore() { // RFC 5321 §3.8
    for (Optional<String> changed : List.of(Optional.<String>empty(), Optional.of("password 2"))) {
      listener.house.standing = Optional.of("password 1");
      MemoryLine line = listener.connect();
      send(line, LOGIN);
      listener.house.standing = changed;
      send(line, "MAIL FROM:<user1@posthorn.test>\r\nNOOP\r\n");
      assertThat(line.unread()).endsWith("\r\n421 4.7.0 You may not be logged in any more\r\n");
      assertThat(line.closedByServer()).isTrue();
    }
  }

  @Test
  void whoMayNotLogInAnyMoreWhenTheMessageEndsHasNotSentIt() {
    MemoryLine line = listener.connect();
    send(line, LOGIN + MAIL + "From: user1@posthorn.test\r\n\r\nx\r\n");
    listener.house.standing = Optional.empty();
    send(line, ".\r\nNOOP\r\n");
    assertThat(line.unread()).endsWith("421 4.7.0 You may not be logged in any more\r\n");
    assertThat(line.closedByServer()).isTrue();
    assertThat(listener.house.messages).isEmpty();
    assertThat(listener.house.sinks).singleElement().matches(s -> s.state() == State.DISCARDED);
  }

  @Test
  void everyCommandHasAHandler() {
    SmtpSession session =
        new SmtpSession(
            new SessionState(listener.service(), new FakeWire(FakeWire.anyPeer(), true)));
    Set<Class<?>> handled = new HashSet<>(session.handlers().keySet());
    handled.add(SmtpCommand.Bdat.class);
    handled.add(SmtpCommand.Burl.class);
    handled.add(SmtpCommand.Auth.class);
    assertThat(handled)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(SmtpCommand.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void everyReasonHasAReply(Reason reason) { // RFC 3463
    SmtpReply deferred = Replies.of(Verdict.deferred(reason), Replies.OK);
    SmtpReply refused = Replies.of(Verdict.refused(reason), Replies.OK);
    assertThat(deferred.code()).isBetween(450, 452);
    assertThat(deferred.status()).startsWith("4.");
    assertThat(refused.code()).isBetween(550, 554);
    assertThat(refused.status()).isEqualTo('5' + deferred.status().substring(1));
  }

  @Test
  void differentVerdictsAreNoSuccess() {
    Verdict refused = Verdict.refused(Reason.POLICY);
    Verdict deferred = Verdict.deferred(Reason.SYSTEM);
    assertThat(Replies.ofAll(List.of(Verdict.yes(), Verdict.yes()), Replies.TAKEN))
        .isEqualTo(Replies.TAKEN);
    assertThat(Replies.ofAll(List.of(Verdict.yes(), refused), Replies.TAKEN).code()).isEqualTo(550);
    assertThat(Replies.ofAll(List.of(refused, Verdict.yes(), deferred), Replies.TAKEN).code())
        .isEqualTo(451);
  }

  @ParameterizedTest
  @EnumSource(value = Role.class, names = "ODMR", mode = EnumSource.Mode.EXCLUDE)
  void anythingMayBeSent(Role role) {
    Listener target = new Listener(role);
    target.settings = target.settings.withMaxMessageSize(65_536);
    String hello = role == Role.LMTP ? "LHLO a.example\r\n" : "EHLO a.example\r\n";
    String[] words = {
      hello,
      LOGIN,
      MAIL,
      "RSET\r\n",
      "NOOP\r\n",
      "BDAT 5\r\n",
      "BDAT 3 LAST\r\n",
      "From: user1@posthorn.test\r\n",
      "\r\n",
      ".",
      "\r",
      "\n",
      ".\r\n",
      "abc",
      "AUTH LOGIN\r\n",
      "*\r\n",
      "STARTTLS\r\n",
      "\0",
      "\u00ff",
      "MAIL FROM:<>\r\n",
      "RCPT TO:<user1@posthorn.test>\r\n",
      "DATA\r\n",
      "x".repeat(999)
    };
    Random random = new Random(2033);
    for (int round = 0; round < 1500; round++) {
      MemoryLine line = target.connect();
      if (random.nextBoolean()) {
        String login = role == Role.SUBMISSION ? LOGIN : hello;
        send(line, login + MAIL + "From: user1@posthorn.test\r\n");
      }
      for (int i = random.nextInt(30); i > 0; i--) {
        String word = words[random.nextInt(words.length)];
        int cut = random.nextInt(word.length());
        send(line, word.substring(0, cut));
        send(line, word.substring(cut));
      }
      line.close();
    }
    assertThat(target.failures).isEmpty();
    assertThat(target.house.sinks).isNotEmpty().noneMatch(sink -> sink.state() == State.OPEN);
    assertThat(target.house.messages).isNotEmpty();
  }

  private String submit(String message) {
    MemoryLine line = listener.connect();
    send(line, LOGIN + MAIL + message + "\r\n.\r\n");
    assertThat(line.unread()).endsWith("250 2.0.0 Message accepted\r\n");
    return listener.house.last().text();
  }

  private static String base64(String text) {
    return StrictBase64.encode(text.getBytes(UTF_8));
  }

  @Test
  void anAccountWithTooManyConnectionsIsToldSo() { // RFC 4954 §6
    MemoryLine line = listener.connect();
    line.wire().fill();
    send(line, LOGIN + "MAIL FROM:<user1@posthorn.test>\r\n");
    assertThat(line.unread())
        .contains("454 4.7.0 Too many connections of this account, close some\r\n530 ");
    assertThat(line.wire().counted()).isEmpty();
  }

  @Test
  void aConnectionCountsForItsAccount() {
    MemoryLine line = listener.connect();
    send(line, LOGIN);
    assertThat(line.unread()).contains("235 ");
    assertThat(line.wire().counted()).isPresent();
  }

  @Test
  void manyCommandsGiveWayToOthers() {
    MemoryLine line = listener.connect();
    line.wire().turns(5);
    send(line, "NOOP\r\n".repeat(100));
    line.settle();
    assertThat(line.unread()).endsWith("250 2.0.0 OK\r\n".repeat(100));
    assertThat(line.wire().passed()).isGreaterThan(10);
  }

  private static void send(MemoryLine line, String text) {
    line.send(text.getBytes(UTF_8));
  }
}
