package org.posthorn.webapi.v1;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.search.QuerySyntax;
import org.posthorn.mime.MessageFacts;
import org.posthorn.mime.reading.ReadableMessage;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.SendingSettings;
import org.posthorn.web.turns.ComputingBusy;
import org.posthorn.web.turns.ComputingTurns;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.v0.StoredMessage;

/** Reads messages for the API. */
@ApplicationScoped
public class MessageReading {
  private static final long PATIENCE = Duration.ofMillis(40).toNanos(); // of a page
  private static final int RETRY_SECONDS = 1;
  private static final int PIECE = 32 * 1024;

  @Inject MailStore stores;
  @Inject ComputingTurns turns;
  @Inject PartSizes sizes;
  @Inject SendingSettings server;

  @SuppressWarnings("NullAway.Init") // the container fills the fields
  public MessageReading() {}

  /** What is to be listed; all of it may be empty. */
  record Wanted(String q, String mailbox, String cursor) {}

  MessagePage list(Login login, Wanted wanted, int limit) {
    try {
      return turns.take(login.accountId(), () -> page(stores.as(login), wanted, limit));
    } catch (ComputingBusy busy) {
      throw ProblemException.retryLater(
          Response.Status.TOO_MANY_REQUESTS,
          "Too many searches of the account at once, try again",
          RETRY_SECONDS);
    }
  }

  private static MessagePage page(AccountStore store, Wanted wanted, int limit) {
    Optional<ListPosition> after =
        Optional.of(wanted.cursor())
            .filter(it -> !it.isEmpty())
            .map(
                it ->
                    ListPosition.of(it)
                        .orElseThrow(
                            () ->
                                ProblemException.badRequest(
                                    "cursor", "must be next of the previous page")));
    Map<Long, String> names =
        store.folders().list().all().stream()
            .collect(Collectors.toMap(MailboxList.Mailbox::id, mailbox -> mailbox.name().text()));
    MessageSearch search =
        new MessageSearch(
            store, QuerySyntax.parse(wanted.q()), mailbox(store, wanted.mailbox()), PATIENCE);
    MessageSearch.Result result = search.page(after, limit);
    return new MessagePage(
        summaries(search, result.found(), names), result.next().map(ListPosition::cursor));
  }

  private static Optional<MailboxList.Mailbox> mailbox(AccountStore store, String name) {
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ProblemException.found(
                MailboxName.parse(name)
                    .flatMap(store.folders().list()::find)
                    .filter(mailbox -> !mailbox.foreign())));
  }

  private static List<MessageSummary> summaries(
      MessageSearch search, List<MessageSearch.Found> found, Map<Long, String> names) {
    Map<MessageSearch.Found, MessageFacts> facts = new HashMap<>();
    found.stream()
        .collect(Collectors.groupingBy(MessageSearch.Found::view))
        .forEach((view, some) -> facts.putAll(facts(search.source(view), some)));
    List<MessageSummary> summaries = new ArrayList<>();
    for (MessageSearch.Found each : found) {
      MessageFacts its = facts.get(each);
      if (its != null) {
        String mailbox = names.getOrDefault(each.view().mailboxId(), "");
        summaries.add(MessageSummary.of(each, its, mailbox));
      }
    }
    return summaries;
  }

  private static Map<MessageSearch.Found, MessageFacts> facts(
      Optional<MessageSource> source, List<MessageSearch.Found> some) {
    Map<MessageSearch.Found, MessageFacts> facts = new HashMap<>();
    if (source.isEmpty()) {
      return facts;
    }
    long[] uids = some.stream().mapToLong(MessageSearch.Found::uid).toArray();
    try {
      List<MessageFacts> all = source.get().facts(some.get(0).view(), uids);
      for (int i = 0; i < uids.length; i++) {
        facts.put(some.get(i), all.get(i));
      }
    } catch (ContentLost lost) { // one of them: the others are shown
      for (MessageSearch.Found each : some) {
        try {
          facts.put(each, source.get().facts(each.view(), each.uid()).get(0));
        } catch (ContentLost gone) {
          source.get().lost(each.view(), each.uid());
        }
      }
    }
    return facts;
  }

  MessageView view(AccountStore store, StoredMessage message) {
    Map<Long, String> names =
        store.folders().list().all().stream()
            .collect(Collectors.toMap(MailboxList.Mailbox::id, mailbox -> mailbox.name().text()));
    List<String> mailboxes =
        StoredMessage.places(store, message.id()).stream()
            .map(place -> names.getOrDefault(place.mailbox(), ""))
            .distinct()
            .toList();
    return MessageView.of(
        message,
        ReadableMessage.of(
            message.facts(),
            message.content(),
            server.hostName(),
            part -> sizes.of(message.id(), message.content(), part)),
        mailboxes);
  }

  /** Writes the octets of a range. */
  static void copy(Content content, ByteRange range, OutputStream out) throws IOException {
    byte[] piece = new byte[PIECE];
    for (long at = range.first(); at <= range.last(); ) {
      int most = (int) Math.min(PIECE, range.last() + 1 - at);
      int count = content.read(at, ByteBuffer.wrap(piece, 0, most));
      if (count <= 0) {
        throw new IOException("a message ends early");
      }
      out.write(piece, 0, count);
      at += count;
    }
  }
}
