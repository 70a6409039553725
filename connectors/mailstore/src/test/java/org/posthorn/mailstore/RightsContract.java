package org.posthorn.mailstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.Outcome.Refusal;
import org.posthorn.mailstore.query.EmailId;
import org.posthorn.mime.text.SearchText;

/**
 * What every mail store promises of rights: each operation of its ports is done with the rights
 * that the table names, and refused when any of them is missing. An operation that is not in the
 * table fails. RFC 4314 §4.
 */
public abstract class RightsContract {
  private static final String COMMENT = "/shared/comment";
  private static final UidSet BOTH = UidSet.range(1, 2);
  private static final AnnotationWatcher NOBODY = (mailbox, own, entries) -> {};

  /** A mailbox with two messages and a shared annotation {@code /shared/comment}. */
  public record Place(long id, MailboxName name) {}

  /** The store as the account sees it that does everything here. */
  protected abstract AccountStore store();

  /** A new mailbox of that account. */
  protected abstract Place own();

  /** A new mailbox, the only one of a new account that grants these rights. */
  protected abstract Place shared(String rights);

  /** Grants other rights in a mailbox that was {@link #shared}. */
  protected abstract void grant(Place place, String rights);

  /** The quota root that governs a mailbox that was {@link #shared}. */
  protected abstract String root(Place place);

  /** A message that is new. */
  protected abstract NewMessage message();

  /** One of the owner's flags changes in a mailbox that was {@link #shared}. */
  protected abstract void touch(Place place);

  /**
   * What is done, and its outcome: an {@link Outcome}, an {@link AnnotationResult}, or whether it
   * did.
   */
  private interface Call extends Function<Place, Object> {}

  /**
   * An operation.
   *
   * @param rights that it needs, no more and no less
   */
  private record Row(Class<?> port, String method, String rights, Call call) {}

  /** Operations that name no mailbox of somebody else, and why they need no right. */
  private static final Set<String> FREE =
      Set.of(
          "Folders.list", // shows what may be seen
          "Folders.rights", // one's own
          "Folders.subscribe", // a name, which need not exist
          "MessageStore.newContent", // belongs to nobody yet
          "MessageStore.places", // of one's own mailboxes only
          "Changes.foldersSince", // the same
          "Changes.messagesSince", // the same
          "Metadata.isShared",
          "QuotaRoots.own",
          "QuotaRoots.change", // by administrators only
          "Changes.unwatch",
          "Changes.unwatchAll",
          "Changes.watchMetadata", // tells names of entries
          "Changes.unwatchMetadata");

  private List<Row> table() {
    List<Row> rows = new ArrayList<>();
    folders(rows);
    messages(rows);
    others(rows);
    return rows;
  }

  private void folders(List<Row> rows) {
    Folders folders = store().folders();
    rows.add(
        new Row(
            Folders.class,
            "create",
            "k",
            p -> done(folders.create(below(p.name()), Optional.empty()))));
    rows.add(new Row(Folders.class, "delete", "x", p -> folders.delete(p.name())));
    rows.add(
        new Row(Folders.class, "rename", "xk", p -> done(folders.rename(p.name(), beside(p)))));
  }

  private void messages(List<Row> rows) {
    MessageStore messages = store().messages();
    Class<?> port = MessageStore.class;
    rows.add(new Row(port, "view", "r", p -> messages.view(p.id())));
    rows.add(new Row(port, "read", "r", p -> messages.read(p.id())));
    rows.add(new Row(port, "expungedSince", "r", p -> messages.expungedSince(p.id(), 1)));
    rows.add(new Row(port, "firstRecent", "r", p -> messages.firstRecent(p.id()) != UidSet.MAX));
    rows.add(new Row(port, "claimRecent", "rs", p -> claimed(messages, p.id())));
    rows.add(new Row(port, "append", "i", p -> messages.append(p.id(), List.of(message()))));
    rows.add(
        new Row(port, "replace", "rte", p -> messages.replace(p.id(), 1, own().id(), message())));
    rows.add(
        new Row(port, "replace", "i", p -> messages.replace(own().id(), 1, p.id(), message())));
    rows.add(new Row(port, "store", "rs", p -> stored(messages, p, Flags.SEEN)));
    rows.add(new Row(port, "store", "rt", p -> stored(messages, p, Flags.DELETED)));
    rows.add(new Row(port, "store", "rw", p -> stored(messages, p, Flags.ANSWERED)));
    rows.add(new Row(port, "copy", "r", p -> messages.copy(p.id(), BOTH, own().id())));
    rows.add(new Row(port, "copy", "i", p -> messages.copy(own().id(), BOTH, p.id())));
    rows.add(new Row(port, "move", "rte", p -> messages.move(p.id(), BOTH, own().id())));
    rows.add(new Row(port, "move", "i", p -> messages.move(own().id(), BOTH, p.id())));
    rows.add(new Row(port, "expunge", "re", p -> messages.expunge(p.id(), BOTH)));
  }

  private void others(List<Row> rows) {
    Sharing sharing = store().sharing();
    Acl.Change change = new Acl.Change("nobody@nowhere.test", Acl.Operation.ADD, Rights.NONE);
    rows.add(new Row(Sharing.class, "acl", "a", p -> sharing.acl(p.id())));
    rows.add(new Row(Sharing.class, "change", "a", p -> known(sharing.change(p.id(), change))));
    rows.add(
        new Row(
            Sharing.class, "always", "a", p -> known(sharing.always(p.id(), "nobody@nowhere"))));
    Metadata metadata = store().metadata();
    rows.add(new Row(Metadata.class, "of", "lr", p -> metadata.of(p.id(), List.of())));
    rows.add(
        new Row(
            Metadata.class,
            "ofMailboxes",
            "lr",
            p -> metadata.ofMailboxes(List.of(COMMENT)).containsKey(p.id())));
    rows.add(
        new Row(
            Metadata.class, "set", "lr", p -> metadata.set(p.id(), note("/private/x"), NOBODY)));
    rows.add(
        new Row(Metadata.class, "set", "lw", p -> metadata.set(p.id(), note(COMMENT), NOBODY)));
    QuotaRoots quotas = store().quotas();
    rows.add(new Row(QuotaRoots.class, "named", "r", p -> done(quotas.named(root(p)))));
    rows.add(new Row(QuotaRoots.class, "of", "r", p -> quotas.of(p.id())));
    rows.add(new Row(QuotaRoots.class, "hasRoom", "i", p -> quotas.hasRoom(p.id(), 1, 1)));
    rows.add(new Row(Changes.class, "watch", "r", p -> store().changes().watch(p.id(), quiet())));
    rows.add(new Row(Changes.class, "watchAll", "r", this::told));
  }

  private static boolean done(Outcome<?> outcome) {
    return outcome instanceof Outcome.Done;
  }

  /** That nobody has an identifier is heard by who may ask. */
  private static Object known(Outcome<?> outcome) {
    return outcome instanceof Outcome.Refused<?> refused && refused.reason() == Refusal.NOBODY
        ? true
        : outcome;
  }

  private static MailboxName below(MailboxName name) {
    return new MailboxName(name.text() + "/below");
  }

  private static MailboxName beside(Place place) {
    return new MailboxName(place.name().text() + "-renamed");
  }

  private static boolean claimed(MessageStore messages, long mailbox) {
    messages.claimRecent(mailbox, 1_000);
    long first = messages.firstRecent(mailbox);
    return first != UidSet.MAX && first >= 1_000;
  }

  private static Outcome<StoreResult> stored(MessageStore messages, Place place, int flag) {
    FlagChange change = new FlagChange(FlagChange.Operation.ADD, new Flags(flag, List.of()));
    return messages.store(place.id(), BOTH, change, OptionalLong.empty());
  }

  private static Map<String, Optional<byte[]>> note(String entry) {
    return Map.of(entry, Optional.of("x".getBytes(StandardCharsets.US_ASCII)));
  }

  private static MailboxWatcher quiet() {
    return new MailboxWatcher() {
      @Override
      public void changed(MailboxView latest) {}

      @Override
      public void gone() {}
    };
  }

  private boolean told(Place place) {
    CountDownLatch told = new CountDownLatch(1);
    ChangeWatcher watcher =
        new ChangeWatcher() {
          @Override
          public void changed(long mailbox, boolean content) {
            told.countDown();
          }

          @Override
          public void listChanged() {}
        };
    store().changes().watchAll(List.of(place.id()), watcher);
    try {
      touch(place);
      return told.await(300, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      store().changes().unwatchAll(watcher);
    }
  }

  /** Why it was refused, where that is told; empty when it was done. */
  private static Optional<Object> refusal(Object outcome) {
    if (outcome instanceof Outcome.Refused<?> refused) {
      return Optional.of(refused.reason());
    }
    if (outcome instanceof AnnotationResult.NotPermitted) {
      return Optional.of(Refusal.NOPERM);
    }
    if (outcome instanceof AnnotationResult.NoMailbox) {
      return Optional.of(Refusal.NONEXISTENT);
    }
    return Boolean.FALSE.equals(outcome) ? Optional.of(false) : Optional.empty();
  }

  private static boolean isToldWhy(Object outcome) {
    return !(outcome instanceof Boolean);
  }

  private static String without(String rights, char right) {
    return rights.replace(String.valueOf(right), "");
  }

  @Test
  void everyOperationNeedsTheRightsOfTheTable() {
    for (Row row : table()) {
      assertThat(refusal(row.call().apply(shared(row.rights()))))
          .as("%s with %s", row.method(), row.rights())
          .isEmpty();
      for (char right : row.rights().toCharArray()) {
        refused(row, without(row.rights(), right));
        refused(row, without("lrswipkxtea", right));
      }
      refused(row, "");
    }
  }

  private void refused(Row row, String rights) {
    if (enoughOtherwise(row, rights)) {
      return;
    }
    Object outcome = row.call().apply(shared(rights));
    String what = row.method() + " needs " + row.rights() + " and had " + rights;
    assertThat(refusal(outcome)).as(what).isPresent();
    if (isToldWhy(outcome)) { // RFC 4314 §6
      boolean shown = rights.indexOf('l') >= 0 || rights.indexOf('r') >= 0;
      assertThat(refusal(outcome)).as(what).contains(shown ? Refusal.NOPERM : Refusal.NONEXISTENT);
    }
  }

  /** Where any of several rights is enough, one that is missing changes nothing. */
  private static boolean enoughOtherwise(Row row, String rights) {
    return switch (row.method()) {
      case "claimRecent" -> Permission.READ.isIn(parsed(rights)) && rights.length() > 2;
      case "of", "ofMailboxes", "set" ->
          !row.rights().equals("lw")
              && row.port() == Metadata.class
              && Permission.ANNOTATE.isIn(parsed(rights));
      default -> false;
    };
  }

  private static Rights parsed(String rights) {
    return Rights.parse(rights).orElseThrow();
  }

  @Test
  void everyOperationIsDoneWithOnesOwn() {
    for (Row row : table()) {
      if (!row.method().equals("named") && !row.method().equals("watchAll")) {
        assertThat(refusal(row.call().apply(own()))).as(row.method()).isEmpty();
      }
    }
  }

  @Test
  void aMailboxThatIsNotThereIsNonexistent() {
    Place gone = own();
    store().folders().delete(gone.name());
    for (Row row : table()) {
      if (!Set.of("create", "rename", "named", "watchAll").contains(row.method())) {
        Object outcome = row.call().apply(gone);
        assertThat(refusal(outcome)).as(row.method()).isPresent();
        if (isToldWhy(outcome)) {
          assertThat(refusal(outcome)).as(row.method()).contains(Refusal.NONEXISTENT);
        }
      }
    }
  }

  @Test
  void everyOperationIsInTheTable() {
    Set<String> named = new TreeSet<>(FREE);
    table().forEach(row -> named.add(row.port().getSimpleName() + "." + row.method()));
    for (Class<?> port :
        List.of(
            Folders.class,
            MessageStore.class,
            Sharing.class,
            Metadata.class,
            QuotaRoots.class,
            Changes.class)) {
      for (Method method : port.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())) {
          assertThat(named).contains(port.getSimpleName() + "." + method.getName());
        }
      }
      assertThat(port.getDeclaredMethods()).hasSizeLessThanOrEqualTo(15);
    }
  }

  @Test
  void changesOfOnesOwnFoldersAreTold() { // RFC 8621 §2.2
    Changes changes = store().changes();
    FolderChanges now = changes.foldersSince(-1);
    assertThat(now.known()).isFalse();
    assertThat(changes.foldersSince(now.state()))
        .isEqualTo(new FolderChanges(now.state(), true, List.of()));
    Place made = own();
    MailboxName moved = beside(made);
    store().folders().rename(made.name(), moved);
    store().folders().subscribe(moved, true);
    store().folders().subscribe(moved, true);
    store().folders().delete(moved);
    List<FolderChange> all =
        List.of(
            FolderChange.of(FolderChange.Kind.CREATED, made.id(), made.name()),
            FolderChange.renamed(made.id(), made.name(), moved),
            FolderChange.subscribed(moved, true),
            FolderChange.of(FolderChange.Kind.DELETED, made.id(), moved));
    FolderChanges after = changes.foldersSince(now.state());
    assertThat(after.changes()).isEqualTo(all);
    assertThat(after.state()).isEqualTo(now.state() + all.size());
    assertThat(changes.foldersSince(now.state() + 2).changes()).isEqualTo(all.subList(2, 4));
    assertThat(changes.foldersSince(after.state() + 1).known()).isFalse();
  }

  @Test
  void changesOfOthersAreNotAmongOnesOwn() {
    long folders = store().changes().foldersSince(-1).state();
    long messages = store().changes().messagesSince(0).state();
    Place place = shared("lrswipkxtea");
    store().folders().create(below(place.name()), Optional.empty());
    stored(store().messages(), place, Flags.SEEN);
    MailboxView view = store().messages().view(place.id()).result().orElseThrow();
    assertThat(store().changes().foldersSince(folders).changes()).isEmpty();
    assertThat(store().changes().messagesSince(messages).mailboxes()).isEmpty();
    assertThat(store().messages().places(view.contentId(0))).isEmpty();
  }

  @Test
  void aMessageIsFoundInAllOnesOwnMailboxes() { // RFC 8474 §5.1
    Place one = own();
    Place other = own();
    long state = store().changes().messagesSince(0).state();
    UidSet copied =
        store().messages().copy(one.id(), UidSet.of(2), other.id()).result().orElseThrow().target();
    long content = store().messages().view(one.id()).result().orElseThrow().contentId(1);
    assertThat(store().messages().places(content))
        .containsExactly(
            new MessagePlace(one.id(), 2), new MessagePlace(other.id(), copied.first(0)));
    assertThat(EmailId.parse(EmailId.of(content))).hasValue(content);
    assertThat(store().changes().messagesSince(state).mailboxes())
        .extracting(ChangedMailbox::mailboxId)
        .containsExactly(other.id());
    store().messages().move(one.id(), UidSet.of(2), other.id());
    assertThat(store().messages().places(content))
        .hasSize(2)
        .allMatch(p -> p.mailbox() == other.id());
    store().folders().delete(other.name());
    assertThat(store().messages().places(content)).isEmpty();
  }

  @Test
  void nothingIsReadAfterTheRightIsWithdrawn() { // RFC 4314 §5.1.1
    Place place = shared("lr");
    MessageSource source = store().messages().read(place.id()).result().orElseThrow();
    MailboxView view = source.latest().orElseThrow();
    List<Consumer<MessageSource>> calls =
        List.of(
            MessageSource::latest,
            s -> s.facts(view, 1, 2),
            s -> s.heads(view, 1, 2),
            s -> s.content(view, 2),
            s -> s.lost(view, 2),
            s -> s.visit(view, new long[] {1}, (i, facts, octets) -> {}),
            s -> s.textCandidates(new SearchText("x")),
            s -> s.textRanking("x", false));
    assertThat(calls).hasSize(MessageSource.class.getDeclaredMethods().length);
    assertThat(source.content(view, 2).size()).isPositive();
    grant(place, "l");
    for (Consumer<MessageSource> call : calls) {
      assertThatThrownBy(() -> call.accept(source)).isInstanceOf(AccessWithdrawn.class);
    }
  }

  @Test
  void nobodyReadsByTheViewOfAnotherMailbox() {
    MailboxView other = store().messages().view(own().id()).result().orElseThrow();
    MessageSource source = store().messages().read(own().id()).result().orElseThrow();
    assertThatThrownBy(() -> source.facts(other, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> source.content(other, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whoMayOnlyInsertIsNotShownWhatIsThere() {
    Place place = shared("i");
    AddedMessages placed =
        store().messages().append(place.id(), List.of(message())).result().orElseThrow();
    assertThat(placed.target()).isEqualTo(UidSet.of(3));
    assertThat(placed.view().size()).isZero();
  }

  @Test
  void flagsThatMayNotBeChangedStayWhenAllAreReplaced() { // RFC 4314 §4
    Place place = shared("rs");
    FlagChange all =
        new FlagChange(
            FlagChange.Operation.REPLACE, new Flags(Flags.SEEN | Flags.DELETED, List.of("$Work")));
    long before = store().messages().view(place.id()).result().orElseThrow().highestModSeq();
    StoreResult stored =
        store()
            .messages()
            .store(place.id(), UidSet.of(1), all, OptionalLong.empty())
            .result()
            .orElseThrow();
    assertThat(stored.view().keywords().flags(stored.view().flags(0)))
        .isEqualTo(new Flags(Flags.SEEN, List.of()));
    assertThat(stored.view().highestModSeq()).isGreaterThan(before);
  }
}
