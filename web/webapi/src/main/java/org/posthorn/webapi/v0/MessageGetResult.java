package org.posthorn.webapi.v0;

import jakarta.json.bind.annotation.JsonbProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.posthorn.mailstore.Flags;
import org.posthorn.mime.reading.Provenance;
import org.posthorn.mime.reading.ReadableMessage;

/** A message, its parts, and what is known of it. */
public record MessageGetResult(
    @JsonbProperty("Message") IncomingMessage message,
    @JsonbProperty("Structure") Structure structure,
    @JsonbProperty("Meta") Meta meta) {

  /** What is known of a message. */
  public record Meta(
      @JsonbProperty("Size") long size,
      @JsonbProperty("DSN") boolean dsn,
      @JsonbProperty("Flags") List<String> flags,
      @JsonbProperty("MailFrom") String mailFrom,
      @JsonbProperty("MailFromValidated") boolean mailFromValidated,
      @JsonbProperty("RcptTo") String rcptTo,
      @JsonbProperty("MsgFrom") String msgFrom,
      @JsonbProperty("MsgFromValidated") boolean msgFromValidated,
      @JsonbProperty("DKIMVerifiedDomains") List<String> dkimVerifiedDomains,
      @JsonbProperty("RemoteIP") String remoteIp,
      @JsonbProperty("MailboxName") String mailboxName) {}

  static MessageGetResult of(StoredMessage stored, ReadableMessage message, String mailbox) {
    Provenance from = message.provenance();
    return new MessageGetResult(
        IncomingMessage.of(message),
        Structure.of(message.structure()),
        new Meta(
            stored.content().size(),
            message.report(),
            names(stored.flags()),
            from.mailFrom(),
            from.mailFromValidated(),
            from.rcptTo(),
            from.msgFrom(),
            from.msgFromValidated(),
            from.dkimVerifiedDomains(),
            from.remoteIp(),
            mailbox));
  }

  private static List<String> names(Flags flags) {
    List<String> names = new ArrayList<>(flags.keywords());
    for (int i = 0; i < Flags.SYSTEM.size(); i++) {
      if ((flags.system() & 1 << i) != 0) {
        names.add(Flags.SYSTEM.get(i));
      }
    }
    return names.stream().map(it -> it.toLowerCase(Locale.ROOT)).sorted().toList();
  }
}
