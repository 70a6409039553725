package org.posthorn.smtp.client;

import java.util.List;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Envelope;
import org.posthorn.testkit.MemoryContent;

/** Mail of Ann's, sessions that send it, and what came of that. */
final class ClientSessions {
  private ClientSessions() {}

  static OutgoingMail mail(String message, boolean utf8, String... recipients) {
    return mail(message, utf8, Body.SEVEN_BIT, Conversion.NONE, recipients);
  }

  static OutgoingMail mail(
      String message, boolean utf8, Body body, Conversion conversion, String... recipients) {
    MemoryContent content = MemoryContent.of(message);
    return new OutgoingMail(
        Envelope.of(
            Address.parse("ann@posthorn.example"),
            List.of(recipients).stream().map(each -> Address.parse(each).orElseThrow()).toList(),
            utf8,
            body),
        content,
        Traits.of(content, body),
        conversion);
  }

  static ClientSession session(OutgoingMail mail) {
    return new ClientSession(new ClientSettings("mx.posthorn.example", StartTls.OFFERED), mail);
  }

  static ClientSession play(OutgoingMail mail, String dialogue) {
    for (int piece = 1; piece < 40; piece++) { // any cut gives the same
      Script.play(session(mail), dialogue, piece);
    }
    return Script.play(session(mail), dialogue, 4096);
  }

  static String outcomes(ClientSession session) {
    return session.results().stream()
        .map(r -> r.recipient().localPart() + " " + r.outcome() + " " + r.status())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
