package org.posthorn.smtp.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.MailOptions.Returned;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Recipient.Notify;
import org.posthorn.kernel.Recipient.Original;
import org.posthorn.testkit.MemoryContent;

/** What a peer is told of the reports that the sender wants. RFC 3461 §5.2. */
class ClientReportsTest {
  private static final MailOptions OPTIONS =
      new MailOptions(
          false, Body.SEVEN_BIT, Optional.of("q 1+"), Optional.of(Returned.HDRS), false, List.of());
  private static final Recipient BOB =
      new Recipient(
          new Address("bob", "b.test"),
          Optional.of(new Original("rfc822", "bob+x@old.test")),
          Set.of(Notify.SUCCESS, Notify.FAILURE),
          List.of());
  private static final Recipient EVE = Recipient.of(new Address("eve", "b.test"));

  private static ClientSession session(Optional<Address> sender) {
    MemoryContent content = MemoryContent.of("Subject: hello\r\n\r\nbye\r\n");
    OutgoingMail mail =
        new OutgoingMail(
            new Envelope(sender, List.of(BOB, EVE), OPTIONS),
            content,
            Traits.of(content, Body.SEVEN_BIT),
            Conversion.NONE);
    return new ClientSession(new ClientSettings("mx.posthorn.example", StartTls.OFFERED), mail);
  }

  @Test
  void allThatWasSaidIsPassedOn() {
    ClientSession session =
        Script.play(
            session(Address.parse("ann@posthorn.example")),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250-mx.b.test
            S: 250 DSN
            C: MAIL FROM:<ann@posthorn.example> RET=HDRS ENVID=q+201+2B
            S: 250 fine
            C: RCPT TO:<bob@b.test> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bob+2Bx@old.test
            S: 250 fine
            C: RCPT TO:<eve@b.test>
            S: 250 fine
            C: DATA
            S: 354 go
            C: Subject: hello
            C:
            C: bye
            C: .
            S: 250 fine
            C: QUIT
            """,
            4096);
    assertThat(session.results()).hasSize(2).allMatch(RecipientResult::reported);
  }

  @Test
  void aPeerThatSendsNoReportsIsToldNothing() {
    ClientSession session =
        Script.play(
            session(Address.parse("ann@posthorn.example")),
            """
            S: 220 mx.b.test
            C: EHLO mx.posthorn.example
            S: 250 mx.b.test
            C: MAIL FROM:<ann@posthorn.example>
            S: 250 fine
            C: RCPT TO:<bob@b.test>
            S: 250 fine
            C: RCPT TO:<eve@b.test>
            S: 250 fine
            C: DATA
            S: 354 go
            C: Subject: hello
            C:
            C: bye
            C: .
            S: 250 fine
            C: QUIT
            """,
            4096);
    assertThat(session.results()).hasSize(2).noneMatch(RecipientResult::reported);
  }

  @Test
  void nobodyIsToldOfAReport() { // RFC 3461 §6.1
    Script.play(
        session(Optional.empty()),
        """
        S: 220 mx.b.test
        C: EHLO mx.posthorn.example
        S: 250-mx.b.test
        S: 250 DSN
        C: MAIL FROM:<>
        S: 250 fine
        C: RCPT TO:<bob@b.test> NOTIFY=NEVER
        S: 250 fine
        C: RCPT TO:<eve@b.test> NOTIFY=NEVER
        S: 250 fine
        C: DATA
        S: 354 go
        C: Subject: hello
        C:
        C: bye
        C: .
        S: 250 fine
        C: QUIT
        """,
        4096);
  }
}
