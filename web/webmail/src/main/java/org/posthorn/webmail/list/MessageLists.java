package org.posthorn.webmail.list;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.Outcome;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.search.QuerySyntax;
import org.posthorn.web.turns.ComputingTurns;

/**
 * Finds out which messages a list has. What took long is remembered as long as nothing changes, so
 * that scrolling costs nothing. Thread-safe.
 */
@ApplicationScoped
public class MessageLists {
  private static final int REMEMBERED = 32;
  private static final int MOST_THREADED = 20_000;

  @Inject ComputingTurns turns;

  private final Map<Key, MessageList> known =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, MessageList> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Key(long account, ListQuery query, String state) {}

  /**
   * The list of a query; refused when the account may not read the mailbox.
   *
   * @throws org.posthorn.web.turns.ComputingBusy when too much of the account is being computed
   */
  public Outcome<MessageList> list(AccountStore store, long account, ListQuery query) {
    if (query.mailbox().isEmpty() || !query.search().isEmpty()) {
      return Outcome.done(found(store, account, query));
    }
    Outcome<MailboxView> outcome = store.messages().view(query.mailbox().getAsLong());
    Optional<MailboxView> view = outcome.result();
    if (view.isEmpty()) {
      return Outcome.refused(((Outcome.Refused<MailboxView>) outcome).reason());
    }
    Key key = new Key(account, query, MessageList.state(view.get()));
    if (query.filter() == ListQuery.Filter.ALL
        && !query.threads()
        && DateOrder.isNatural(view.get())) {
      return Outcome.done(MessageList.all(view.get(), query.oldestFirst()));
    }
    return Outcome.done(computed(key, () -> of(store, view.get(), query)));
  }

  private MessageList of(AccountStore store, MailboxView view, ListQuery query) {
    if (query.filter() == ListQuery.Filter.ATTACHMENTS) {
      ListQuery search =
          new ListQuery(query.mailbox(), "a:any", ListQuery.Filter.ALL, query.oldestFirst(), false);
      return new FoundMessages(store, QuerySyntax.parse(search.search()), search).list();
    }
    long[] uids = DateOrder.sorted(view, filtered(view, query.filter()));
    if (query.threads()) {
      MessageSource source = store.messages().read(view.mailboxId()).result().orElseThrow();
      return ThreadRows.of(source, view, uids, query.oldestFirst());
    }
    if (!query.oldestFirst()) {
      reverse(uids);
    }
    int[] ones = new int[uids.length];
    Arrays.fill(ones, 1);
    return MessageList.of(view, uids, ones);
  }

  private static long[] filtered(MailboxView view, ListQuery.Filter filter) {
    long mask = filter == ListQuery.Filter.UNREAD ? Flags.SEEN : Flags.FLAGGED;
    long wanted = filter == ListQuery.Filter.STARRED ? mask : 0;
    long[] uids = new long[view.size()];
    int count = 0;
    MailboxCursor cursor = view.cursor(0);
    while (cursor.next()) {
      if (filter == ListQuery.Filter.ALL || (cursor.flags() & mask) == wanted) {
        uids[count++] = cursor.uid();
      }
    }
    return Arrays.copyOf(uids, count);
  }

  private static void reverse(long[] numbers) {
    for (int i = 0, j = numbers.length - 1; i < j; i++, j--) {
      long one = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = one;
    }
  }

  private MessageList found(AccountStore store, long account, ListQuery query) {
    FoundMessages search = new FoundMessages(store, QuerySyntax.parse(query.search()), query);
    Key key = new Key(account, query, search.state());
    return computed(key, search::list);
  }

  private MessageList computed(Key key, Supplier<MessageList> work) {
    Supplier<MessageList> wanted = () -> remembered(key).orElseGet(() -> keep(key, work.get()));
    return remembered(key).orElseGet(() -> turns.take(key.account(), wanted));
  }

  /**
   * The messages of a mailbox that are in one thread with a message, the oldest first; none where
   * the mailbox is too large to look through for one message.
   *
   * @throws org.posthorn.web.turns.ComputingBusy when too much of the account is being computed
   */
  public Optional<MessageList> thread(AccountStore store, long account, long mailbox, long uid) {
    Optional<MessageSource> source = store.messages().read(mailbox).result();
    return source
        .flatMap(MessageSource::latest)
        .filter(view -> view.size() <= MOST_THREADED)
        .map(view -> turns.take(account, () -> ThreadRows.around(source.orElseThrow(), view, uid)));
  }

  private Optional<MessageList> remembered(Key key) {
    synchronized (known) {
      return Optional.ofNullable(known.get(key));
    }
  }

  private MessageList keep(Key key, MessageList list) {
    synchronized (known) {
      known.put(key, list);
    }
    return list;
  }

  /** The key of a filter, for searches. */
  static Optional<SearchKey> key(ListQuery.Filter filter) {
    return switch (filter) {
      case UNREAD -> Optional.of(new SearchKey.Not(new SearchKey.Flag(Flags.SEEN)));
      case STARRED -> Optional.of(new SearchKey.Flag(Flags.FLAGGED));
      default -> Optional.empty();
    };
  }
}
