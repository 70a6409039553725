package org.posthorn.webmail.list;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.posthorn.kernel.ContentLost;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxCursor;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;
import org.posthorn.webmail.text.Person;
import org.posthorn.webmail.text.Words;

/** Makes the rows of a part of a list. One for each answer. */
public final class MessageRows {
  private static final int PEOPLE = 3;

  private final AccountStore store;
  private final MailboxList folders;
  private final Words words;
  private final boolean several;
  private final Map<Long, Optional<Mailbox>> open = new HashMap<>();

  private record Mailbox(MailboxView view, MessageSource source, MailboxList.Mailbox facts) {}

  /**
   * For an account.
   *
   * @param several whether the list has messages of several mailboxes
   */
  public MessageRows(AccountStore store, Words words, boolean several) {
    this.store = store;
    this.folders = store.folders().list();
    this.words = words;
    this.several = several;
  }

  /** The rows from one place on; those that have gone meanwhile are empty ones. */
  public List<MessageRow> of(MessageList list, int from, int count) {
    int end = Math.min(list.size(), from + count);
    Map<Long, Map<Long, MessageFacts>> facts = facts(list, from, end);
    List<MessageRow> rows = new ArrayList<>(Math.max(0, end - from));
    for (int i = Math.max(0, from); i < end; i++) {
      long uid = list.uid(i);
      Map<Long, MessageFacts> known = facts.getOrDefault(list.mailbox(i), Map.of());
      rows.add(row(list, i, uid, Optional.ofNullable(known.get(uid))));
    }
    return rows;
  }

  private Map<Long, Map<Long, MessageFacts>> facts(MessageList list, int from, int end) {
    Map<Long, List<Long>> wanted = new HashMap<>();
    for (int i = Math.max(0, from); i < end; i++) {
      wanted.computeIfAbsent(list.mailbox(i), id -> new ArrayList<>()).add(list.uid(i));
    }
    Map<Long, Map<Long, MessageFacts>> facts = new HashMap<>();
    wanted.forEach(
        (id, uids) -> mailbox(id).ifPresent(mailbox -> facts.put(id, read(mailbox, uids))));
    return facts;
  }

  private static Map<Long, MessageFacts> read(Mailbox mailbox, List<Long> wanted) {
    long[] uids =
        wanted.stream()
            .mapToLong(uid -> uid)
            .filter(uid -> mailbox.view.indexOf(uid) >= 0)
            .toArray();
    Map<Long, MessageFacts> facts = new HashMap<>();
    try {
      List<MessageFacts> all = mailbox.source.facts(mailbox.view, uids);
      for (int i = 0; i < uids.length; i++) {
        facts.put(uids[i], all.get(i));
      }
    } catch (ContentLost one) {
      for (long uid : uids) {
        try {
          facts.put(uid, mailbox.source.facts(mailbox.view, uid).get(0));
        } catch (ContentLost lost) {
          mailbox.source.lost(mailbox.view, uid);
        }
      }
    }
    return facts;
  }

  private Optional<Mailbox> mailbox(long id) {
    return open.computeIfAbsent(
        id,
        wanted ->
            folders.known().stream()
                .filter(each -> each.id() == wanted)
                .findFirst()
                .flatMap(
                    found ->
                        store
                            .messages()
                            .read(id)
                            .result()
                            .flatMap(
                                source ->
                                    source.latest().map(v -> new Mailbox(v, source, found)))));
  }

  private MessageRow row(MessageList list, int index, long uid, Optional<MessageFacts> read) {
    long id = list.mailbox(index);
    Optional<Mailbox> mailbox = mailbox(id);
    int at = mailbox.map(m -> m.view.indexOf(uid)).orElse(-1);
    if (at < 0 || read.isEmpty()) {
      String text = words.text(at < 0 ? "row.gone" : "row.unreadable");
      Person nobody = new Person("–", "");
      return new MessageRow(
          id, uid, index, nobody, "", 1, text, "", "", "", " gone", List.of(), "");
    }
    MailboxView view = mailbox.get().view;
    MailboxCursor cursor = view.cursor(at);
    cursor.next();
    Flags flags = view.keywords().flags(view.flags(at));
    MessageFacts facts = read.get();
    List<MailAddress> people = people(facts, mailbox.get().facts);
    Person person =
        people.isEmpty() ? new Person(words.text("row.nobody"), "") : Person.of(people.get(0));
    long date = cursor.internalDate();
    return new MessageRow(
        id,
        uid,
        index,
        person,
        names(people, person),
        list.count(index),
        facts.subject().filter(s -> !s.isBlank()).orElseGet(() -> words.text("row.nosubject")),
        facts.preview(),
        words.shortly(date),
        words.iso(date),
        css(flags, facts.hasAttachment()),
        labels(flags).stream().map(words::label).toList(),
        several ? name(mailbox.get().facts) : "");
  }

  private String name(MailboxList.Mailbox mailbox) {
    if (mailbox.name().isInbox()) {
      return words.text("folder.inbox");
    }
    String text = mailbox.name().text();
    return text.substring(text.lastIndexOf('/') + 1);
  }

  private static List<MailAddress> people(MessageFacts facts, MailboxList.Mailbox mailbox) {
    boolean own =
        mailbox.use().filter(u -> u == SpecialUse.SENT || u == SpecialUse.DRAFTS).isPresent();
    return facts.header().addresses(own ? HeaderField.TO : HeaderField.FROM);
  }

  private static String names(List<MailAddress> people, Person first) {
    return people.size() < 2
        ? first.name()
        : people.stream()
            .limit(PEOPLE)
            .map(Person::of)
            .map(Person::first)
            .collect(Collectors.joining(", "));
  }

  private static String css(Flags flags, boolean attachment) {
    int system = flags.system();
    return ((system & Flags.SEEN) == 0 ? " unread" : "")
        + ((system & Flags.FLAGGED) != 0 ? " starred" : "")
        + ((system & Flags.ANSWERED) != 0 ? " answered" : "")
        + (flags.keywords().stream().anyMatch("$Forwarded"::equalsIgnoreCase) ? " forwarded" : "")
        + ((system & Flags.DRAFT) != 0 ? " draft" : "")
        + (attachment ? " clip" : "");
  }

  /** The keywords that people gave; others are for programs. */
  public static List<String> labels(Flags flags) {
    return flags.keywords().stream()
        .filter(
            word -> !word.startsWith("$") && !word.matches("(?i)junk|nonjunk|notjunk|forwarded"))
        .toList();
  }
}
