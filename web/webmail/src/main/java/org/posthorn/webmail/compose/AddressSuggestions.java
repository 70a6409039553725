package org.posthorn.webmail.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailStore;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;
import org.posthorn.sasl.Login;

/**
 * To whom people may want to write: those to whom they have written lately, and who have written to
 * them. Read once from the newest messages of Sent and INBOX and kept for some accounts, so that an
 * answer comes while one types.
 */
@ApplicationScoped
public class AddressSuggestions {
  private static final int NEWEST = 1_000; // of each mailbox
  private static final int ACCOUNTS = 200;
  private static final int MOST_PEOPLE = 3_000;
  private static final int WRITTEN_TO = 5;

  @Inject MailStore stores;

  private final Map<Long, Known> accounts =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
              return size() > ACCOUNTS;
            }
          });

  @SuppressWarnings("NullAway.Init") // the container fills the field
  public AddressSuggestions() {}

  /** Somebody, and how much one has to do with them. */
  record Person(String name, String address, int weight) {}

  /**
   * What is known of an account.
   *
   * @param state UIDNEXT of the mailboxes that were read
   */
  private record Known(List<Long> state, List<Person> people) {}

  /**
   * Those of whom some word of the name or the address begins with a text, the likeliest first.
   *
   * @param most how many at most
   */
  List<Person> find(Login login, String text, int most) {
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<Person> found = new ArrayList<>();
    for (Person each : people(login)) {
      if (found.size() < most && matches(each, wanted)) {
        found.add(each);
      }
    }
    return found;
  }

  private static boolean matches(Person person, String wanted) {
    String all = (person.name() + ' ' + person.address()).toLowerCase(Locale.ROOT);
    int at = all.indexOf(wanted);
    while (at > 0 && Character.isLetterOrDigit(all.charAt(at - 1))) {
      at = all.indexOf(wanted, at + 1);
    }
    return at >= 0;
  }

  private List<Person> people(Login login) {
    AccountStore store = stores.as(login);
    List<Optional<MailboxView>> views = new ArrayList<>();
    MailboxList list = store.folders().list();
    views.add(
        list.all().stream()
            .filter(each -> !each.foreign() && each.use().equals(Optional.of(SpecialUse.SENT)))
            .findFirst()
            .flatMap(each -> store.messages().view(each.id()).result()));
    views.add(
        list.find(MailboxName.INBOX).flatMap(each -> store.messages().view(each.id()).result()));
    List<Long> state = views.stream().map(it -> it.map(MailboxView::uidNext).orElse(0L)).toList();
    Known known = accounts.get(login.accountId());
    if (known == null || !known.state().equals(state)) {
      Map<String, Person> people = new LinkedHashMap<>();
      views.get(0).ifPresent(view -> read(store, view, true, people));
      views.get(1).ifPresent(view -> read(store, view, false, people));
      List<Person> sorted = new ArrayList<>(people.values());
      sorted.sort((a, b) -> Integer.compare(b.weight(), a.weight()));
      known = new Known(state, List.copyOf(sorted));
      accounts.put(login.accountId(), known);
    }
    return known.people();
  }

  private static void read(
      AccountStore store, MailboxView view, boolean sent, Map<String, Person> people) {
    Optional<MessageSource> source = store.messages().read(view.mailboxId()).result();
    int count = Math.min(NEWEST, view.size());
    long[] uids = new long[count];
    for (int i = 0; i < count; i++) {
      uids[i] = view.uid(view.size() - count + i);
    }
    if (source.isEmpty() || count == 0) {
      return;
    }
    List<MessageFacts> facts;
    try {
      facts = source.get().facts(view, uids);
    } catch (ContentLost lost) {
      return; // whoever reads the message is told
    }
    for (MessageFacts each : facts) {
      if (sent) {
        add(each.header().addresses(HeaderField.TO), WRITTEN_TO, people);
        add(each.header().addresses(HeaderField.CC), WRITTEN_TO, people);
      } else {
        add(each.header().addresses(HeaderField.FROM), 1, people);
      }
    }
  }

  private static void add(List<MailAddress> addresses, int weight, Map<String, Person> people) {
    for (MailAddress each : addresses) {
      String address = each.address();
      String key = address.toLowerCase(Locale.ROOT);
      if (address.indexOf('@') <= 0 || isMachine(key)) {
        continue;
      }
      Person before = people.get(key);
      if (before != null || people.size() < MOST_PEOPLE) {
        String name = each.name().strip();
        String shown = name.isEmpty() && before != null ? before.name() : name;
        people.put(
            key, new Person(shown, address, (before == null ? 0 : before.weight()) + weight));
      }
    }
  }

  private static boolean isMachine(String address) {
    return address.startsWith("mailer-daemon@")
        || address.matches("(?:no-?reply|do-?not-?reply|bounces?)[^@]*@.*");
  }
}
