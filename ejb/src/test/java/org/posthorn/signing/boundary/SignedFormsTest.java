package org.posthorn.signing.boundary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dkim.DkimVerification;
import org.posthorn.mailauth.dkim.DkimVerifier;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.posthorn.mime.Reencoding;
import org.posthorn.signing.control.SigningWiring;
import org.posthorn.signing.value.DkimKeyInfo;
import org.posthorn.smtp.client.ClientAction;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.ClientSettings;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.StartTls;
import org.posthorn.smtp.client.Traits;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.MemoryContent;
import org.xbill.DNS.DClass;
import org.xbill.DNS.TXTRecord;

/** Whatever a peer takes, what it gets carries signatures that verify. RFC 6376 §5.3. */
@OnBothDatabases
class SignedFormsTest {
  private static final AtomicInteger DOMAINS = new AtomicInteger();
  private static final String LINES = "250-mx.b.test\r\n250 SIZE\r\n";
  private static final String EIGHT_BIT = "250-mx.b.test\r\n250 8BITMIME\r\n";
  private static final String BINARY =
      "250-mx.b.test\r\n250-8BITMIME\r\n250-CHUNKING\r\n250 BINARYMIME\r\n";

  private final TestDatabase database;
  private final String domain = "f" + DOMAINS.incrementAndGet() + ".test";
  private @TempDir Path data;
  private SigningWiring wiring;

  @SuppressWarnings("NullAway.Init")
  SignedFormsTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void wire() {
    database.transact(
        all ->
            all.createNativeQuery("delete from mail_domain where name like 'f%.test'")
                .executeUpdate());
    wiring = new SigningWiring(database, data, Clock.systemUTC());
    wiring.domains.create(domain, "");
    wiring.first.makeAll();
  }

  private String head(String more) {
    return "From: Ann <ann@" + domain + ">\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + more;
  }

  private OutgoingMail mail(String message, Body body) {
    MemoryContent content = new MemoryContent(1, message.getBytes(ISO_8859_1));
    Envelope envelope =
        Envelope.of(
                Optional.of(new Address("ann", domain)),
                List.of(new Address("bob", "b.test")),
                false,
                body)
            .asOwn();
    return new OutgoingMail(
        envelope,
        content,
        Traits.of(content, body),
        target -> Reencoding.of(content, target),
        SigningBench.signing(wiring).signer(envelope, content).orElseThrow());
  }

  /** What a peer with this answer to EHLO gets as the message, dots taken off. */
  private static String sent(OutgoingMail mail, String extensions) {
    ClientSession session =
        new ClientSession(new ClientSettings("mx.a.test", StartTls.NEVER), mail);
    session.received(ByteBuffer.wrap("220 mx.b.test\r\n".getBytes(ISO_8859_1)));
    StringBuilder content = new StringBuilder();
    boolean chunked = false;
    while (true) {
      ClientAction action = session.next();
      if (action instanceof ClientAction.Send send) {
        String line = ISO_8859_1.decode(send.octets()).toString();
        chunked |= line.contains("BDAT");
        for (String command : line.split("\r\n")) {
          if (!command.startsWith("BDAT")) {
            String reply =
                command.startsWith("EHLO")
                    ? extensions
                    : command.equals("DATA") ? "354 go on\r\n" : "250 fine\r\n";
            session.received(ByteBuffer.wrap(reply.getBytes(ISO_8859_1)));
          }
        }
      } else if (action instanceof ClientAction.SendContent send) {
        ByteBuffer block = ByteBuffer.allocate(4096);
        while (send.content().next(block.clear())) {
          content.append(ISO_8859_1.decode(block.flip()));
        }
        session.received(ByteBuffer.wrap("250 taken\r\n".getBytes(ISO_8859_1)));
      } else {
        assertThat(session.results()).hasSize(1);
        String text = content.toString();
        return chunked ? text : unstuffed(text);
      }
    }
  }

  private static String unstuffed(String data) {
    assertThat(data).endsWith("\r\n.\r\n");
    return data.substring(0, data.length() - 3).replace("\r\n..", "\r\n.");
  }

  private List<DkimResult> verify(String message) {
    DkimKeyLookup lookup =
        new DkimKeyLookup(
            (name, type) ->
                SigningBench.keys(wiring, Clock.systemUTC()).list(domain).orElseThrow().stream()
                    .filter(key -> key.recordName().equals(name.toString(true)))
                    .map(DkimKeyInfo::recordText)
                    .<DnsAnswer>map(
                        text ->
                            new DnsAnswer.Records(
                                List.of(
                                    new TXTRecord(
                                        name,
                                        DClass.IN,
                                        60,
                                        List.of(text.split("(?<=\\G.{200})")))),
                                false,
                                name))
                    .findFirst()
                    .orElse(new DnsAnswer.NoSuchName()));
    DkimVerification verification = new DkimVerifier(lookup, Clock.systemUTC()).begin();
    verification.feed(ByteBuffer.wrap(message.getBytes(ISO_8859_1)));
    return verification.finish();
  }

  private String verified(String message, Body body, String extensions) {
    String sent = sent(mail(message, body), extensions);
    assertThat(sent).startsWith("DKIM-Signature: ");
    assertThat(verify(sent))
        .extracting(DkimResult::status)
        .as(sent)
        .containsExactly(AuthStatus.PASS, AuthStatus.PASS);
    return sent;
  }

  @Test
  void plainMailWithDotsAndAReturnPathOfTheStore() {
    String message = head("\r\n.\r\n..dots\r\n \r\nend");
    for (String peer : List.of(LINES, EIGHT_BIT, BINARY)) {
      String sent = verified("Return-Path: <ann@a.test>\r\n" + message, Body.SEVEN_BIT, peer);
      assertThat(sent).doesNotContain("Return-Path").contains("\r\n..dots\r\n");
    }
  }

  @Test
  void eightBitsForThoseWhoTakeThemAndForThoseWhoDoNot() {
    String message =
        head("Content-Type: text/plain; charset=iso-8859-1\r\n")
            + "Content-Transfer-Encoding: 8bit\r\n\r\nGr\u00fc\u00dfe\r\n";
    assertThat(verified(message, Body.EIGHT_BIT, EIGHT_BIT)).contains("Gr\u00fc\u00dfe");
    assertThat(verified(message, Body.EIGHT_BIT, LINES))
        .doesNotContain("Gr\u00fc\u00dfe")
        .contains("base64");
  }

  @Test
  void binaryMailAsItIsAndConverted() {
    String message =
        head("Content-Type: application/octet-stream\r\n")
            + "Content-Transfer-Encoding: binary\r\n\r\na\0b\rc\nd\u00ff \t\r\n\r\n\r\n";
    assertThat(verified(message, Body.BINARY, BINARY)).endsWith("d\u00ff \t\r\n\r\n\r\n");
    assertThat(verified(message, Body.BINARY, EIGHT_BIT)).contains("base64");
    assertThat(verified(message, Body.BINARY, LINES)).contains("base64");
  }

  @Test
  void loneLineEndsBecomeLinesBeforeTheyAreSigned() {
    String message = head("\r\none\ntwo\rthree");
    assertThat(verified(message, Body.SEVEN_BIT, EIGHT_BIT)).endsWith("one\r\ntwo\r\nthree\r\n");
  }

  @Test
  void headersBeyondAscii() {
    verified(head("X-Name: Gr\u00c3\u00bc\u00c3\u009fe\r\n\r\nx\r\n"), Body.EIGHT_BIT, EIGHT_BIT);
  }
}
