package org.posthorn.imap.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.posthorn.imap.codec.FlagText;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.FetchItem.Attribute;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.query.EmailId;
import org.posthorn.mailstore.thread.ThreadId;
import org.posthorn.mime.MessageFacts;

/** How attributes are written. RFC 9051 §7.5.2. */
final class AttributeWriters {
  private final FlagText flags;
  private final UidSet recent;
  private final DateText dates = new DateText();

  AttributeWriters(Keywords keywords, UidSet recent) {
    this.flags = new FlagText(keywords);
    this.recent = recent;
  }

  /** The writer of an attribute. */
  ItemWriter of(Attribute attribute) {
    return switch (attribute) {
      case FLAGS -> (message, out) -> flags(message, out);
      case UID -> number("UID ", MailboxCursor::uid);
      case RFC822_SIZE -> number("RFC822.SIZE ", MailboxCursor::octets);
      case INTERNALDATE -> date("INTERNALDATE ", MailboxCursor::internalDate);
      case SAVEDATE -> date("SAVEDATE ", MailboxCursor::saveDate);
      case ENVELOPE -> facts("ENVELOPE ", FactsText::envelope);
      case BODY -> facts("BODY ", FactsText::body);
      case BODYSTRUCTURE -> facts("BODYSTRUCTURE ", FactsText::bodyStructure);
      case MODSEQ ->
          (message, out) -> out.text("MODSEQ (").number(message.columns().modSeq()).text(')');
      case EMAILID ->
          (message, out) ->
              out.text("EMAILID (").text(EmailId.of(message.columns().contentId())).text(')');
      case THREADID ->
          (message, out) ->
              out.text("THREADID ")
                  .text(ThreadId.of(message.facts()).map(id -> "(" + id + ")").orElse("NIL"));
      case PREVIEW -> (message, out) -> out.text("PREVIEW ").string(message.facts().preview());
    };
  }

  private void flags(FetchMessage message, Responses out) {
    MailboxCursor columns = message.columns();
    flags.write(columns, !recent.isEmpty() && recent.contains(columns.uid()), out);
  }

  private static ItemWriter number(String label, ToLongFunction<MailboxCursor> value) {
    byte[] octets = label.getBytes(US_ASCII);
    return (message, out) -> out.octets(octets).number(value.applyAsLong(message.columns()));
  }

  private ItemWriter date(String label, ToLongFunction<MailboxCursor> value) {
    byte[] octets = label.getBytes(US_ASCII);
    return (message, out) -> {
      out.octets(octets);
      dates.write(value.applyAsLong(message.columns()), out);
    };
  }

  private static ItemWriter facts(String label, BiConsumer<MessageFacts, Responses> text) {
    byte[] octets = label.getBytes(US_ASCII);
    return (message, out) -> text.accept(message.facts(), out.octets(octets));
  }
}
