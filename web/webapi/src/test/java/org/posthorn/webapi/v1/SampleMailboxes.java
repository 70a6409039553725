package org.posthorn.webapi.v1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.ChangedMailboxes;
import org.posthorn.mailstore.Changes;
import org.posthorn.mailstore.FlagBits;
import org.posthorn.mailstore.Folders;
import org.posthorn.mailstore.Keywords;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.MessageStore;
import org.posthorn.mailstore.MessageVisitor;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.Rights;
import org.posthorn.mailstore.StoreResult;
import org.posthorn.mime.FactsReader;
import org.posthorn.mime.MessageFacts;
import org.posthorn.testkit.MemoryContent;

/** Mailboxes in memory, whose messages all say the same but for the times at which they came. */
final class SampleMailboxes {
  private static final String TEXT = "From: ann@a.test\r\nSubject: order\r\n\r\nHello\r\n";
  private static final String FILE =
      String.join(
          "\r\n",
          "From: ann@a.test",
          "Content-Type: application/pdf; name=a.pdf",
          "Content-Disposition: attachment",
          "",
          "x");

  private final Map<Long, MailboxView> views = new TreeMap<>();
  private final List<MailboxList.Mailbox> mailboxes = new ArrayList<>();
  private String octets = TEXT;
  long slowness; // nanoseconds that each message takes to be read
  final List<String> done = new ArrayList<>();
  ChangedMailboxes changed = new ChangedMailboxes(1, List.of());
  UidSet expunged = UidSet.EMPTY;
  int queries;
  int read;

  /** Adds one of the account's own, whose messages came at these times. */
  SampleMailboxes with(long id, String name, long... received) {
    return with(new MailboxList.Mailbox(id, new MailboxName(name), 1, Optional.empty()), received);
  }

  /** Adds one of somebody else. */
  SampleMailboxes shared(long id, String name, long... received) {
    return with(
        new MailboxList.Mailbox(id, new MailboxName(name), 1, Optional.empty(), Rights.ALL, true),
        received);
  }

  private SampleMailboxes with(MailboxList.Mailbox mailbox, long... received) {
    mailboxes.add(mailbox);
    List<MailboxView.RestoredMessage> messages = new ArrayList<>();
    for (int i = 0; i < received.length; i++) {
      messages.add(
          new MailboxView.RestoredMessage(i + 1, FlagBits.NONE, i + 1, 100, received[i], 0, i + 1));
    }
    views.put(
        mailbox.id(),
        MailboxView.restoring(
                mailbox.id(), 1, received.length + 1, received.length + 1, Keywords.NONE)
            .restored(messages));
    return this;
  }

  /** All messages are files. */
  SampleMailboxes attached() {
    octets = FILE;
    return this;
  }

  MailboxList.Mailbox mailbox(long id) {
    return mailboxes.stream().filter(each -> each.id() == id).findFirst().orElseThrow();
  }

  AccountStore store() {
    Folders folders =
        proxy(Folders.class, (name, arguments) -> new MailboxList(mailboxes, List.of()));
    MessageStore messages =
        proxy(
            MessageStore.class,
            (name, arguments) ->
                switch (name) {
                  case "view" -> view(arguments[0]);
                  case "read" -> Outcome.done(source());
                  case "places" -> places((long) arguments[0]);
                  case "expungedSince" -> Outcome.done(expunged);
                  case "store" -> stored(arguments);
                  case "move", "expunge" -> done(name, arguments);
                  default -> throw new UnsupportedOperationException(name);
                });
    Changes changes = proxy(Changes.class, (name, arguments) -> changed);
    return proxy(
        AccountStore.class,
        (name, arguments) ->
            switch (name) {
              case "folders" -> folders;
              case "messages" -> messages;
              case "changes" -> changes;
              default -> throw new UnsupportedOperationException(name);
            });
  }

  private Outcome<MailboxView> view(Object id) {
    return Optional.ofNullable(views.get(id))
        .map(Outcome::done)
        .orElseGet(() -> Outcome.refused(Outcome.Refusal.NONEXISTENT));
  }

  private MailboxView existing(Object id) {
    return view(id).result().orElseThrow();
  }

  private List<MessagePlace> places(long content) {
    List<MessagePlace> places = new ArrayList<>();
    views.values().forEach(view -> MessagePlace.find(content, view, places));
    return places;
  }

  private Outcome<StoreResult> stored(Object... arguments) {
    MailboxView view = existing(arguments[0]);
    UidSet uids = (UidSet) arguments[1];
    OptionalLong unchangedSince = (OptionalLong) arguments[3];
    if (unchangedSince.isPresent()
        && view.modSeq(view.indexOf(uids.first(0))) > unchangedSince.getAsLong()) {
      return Outcome.done(new StoreResult(UidSet.EMPTY, uids, view));
    }
    done("store", arguments);
    return Outcome.done(new StoreResult(uids, UidSet.EMPTY, view));
  }

  /** Notes what was done, to which message of which mailbox. */
  private Outcome<?> done(String what, Object... arguments) {
    done.add(what + " " + arguments[0] + "." + arguments[1]);
    MailboxView view = existing(arguments[0]);
    return what.equals("move")
        ? Outcome.done(new AddedMessages(1, UidSet.EMPTY, UidSet.EMPTY, view))
        : Outcome.done(view);
  }

  private MessageSource source() {
    MessageFacts facts = facts();
    return proxy(
        MessageSource.class,
        (name, arguments) ->
            switch (name) {
              case "facts" ->
                  LongStream.of(asked((long[]) arguments[1])).mapToObj(uid -> facts).toList();
              case "visit" -> visited((long[]) arguments[1], facts, (MessageVisitor) arguments[2]);
              case "textCandidates", "textRanking" -> Optional.empty();
              default -> throw new UnsupportedOperationException(name);
            });
  }

  private long[] asked(long[] uids) {
    queries++;
    if (uids.length > 1000) {
      throw new IllegalArgumentException("too many at a time");
    }
    work(uids.length);
    return uids;
  }

  private Object visited(long[] uids, MessageFacts facts, MessageVisitor visitor) {
    for (int i = 0; i < uids.length; i++) {
      visitor.see(i, facts, MemoryContent.of(octets));
    }
    work(uids.length);
    return Optional.empty(); // nothing
  }

  private void work(int messages) {
    read += messages;
    for (long end = System.nanoTime() + messages * slowness; System.nanoTime() < end; ) {
      Thread.onSpinWait();
    }
  }

  private MessageFacts facts() {
    FactsReader reader = new FactsReader();
    reader.feed(ByteBuffer.wrap(octets.getBytes(US_ASCII)));
    return reader.finish();
  }

  /** What a method answers. */
  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> port, Answer answer) {
    return port.cast(
        Proxy.newProxyInstance(
            port.getClassLoader(),
            new Class<?>[] {port},
            (self, method, arguments) -> answer.to(method.getName(), arguments)));
  }
}
