package org.posthorn.filtering.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.events.boundary.DeliveryPath;
import org.posthorn.events.boundary.MailboxChanged;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.junk.value.JudgedMessage;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mime.MessageFacts;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What is learnt from what users do with messages. */
@OnBothDatabases
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class JudgedMailTest {
  private static final SenderFacts EVE =
      new SenderFacts("eve@shop.test", true, List.of("shop.test"), "", "", "192.0.2.1");
  private static final Signal AUTHOR = Signal.of(Signal.Kind.AUTHOR, EVE.author());

  @TempDir Path directory;
  private final TestDatabase database;
  private FilterBench bench;
  private Mailboxes mailboxes;
  private int told;

  JudgedMailTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    bench = new FilterBench(database, directory);
    mailboxes = bench.store.mailboxes();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private long id(String mailbox) {
    return mailboxes
        .list(bench.account)
        .find(MailboxName.parse(mailbox).orElseThrow())
        .orElseThrow()
        .id();
  }

  private Content deliver(String delivery, Place place) {
    Content content = bench.store.message("cheap watches");
    Filing filing = new Filing(bench.account, place, "");
    String note = bench.filings.note(filing, new ArrivalNote(EVE, 7));
    FilingRules.Noted noted = FilingRules.noted(note);
    mailboxes.deliver(
        List.of(
            new ToAccount(
                delivery,
                bench.account,
                content,
                bench.filings.placements(filing),
                note,
                DeliveryPath.UNKNOWN)));
    database.transact(
        entities ->
            entities
                .createNativeQuery(
                    "INSERT INTO arrival (account_id, content_id, delivery_id, mailbox_id,"
                        + " received_at, filed, message_digest, facts)"
                        + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
                .setParameter(1, bench.account)
                .setParameter(2, content.id())
                .setParameter(3, delivery)
                .setParameter(4, noted.mailbox())
                .setParameter(5, bench.now.getEpochSecond())
                .setParameter(6, noted.place().code())
                .setParameter(7, noted.messageDigest())
                .setParameter(8, noted.facts())
                .executeUpdate());
    look();
    return content;
  }

  private void look() {
    List<Object> fired = bench.store.observers.fired();
    for (Object each : fired.subList(told, fired.size())) {
      if (each instanceof MailboxChanged changed) {
        bench.judged.changed(changed.mailbox(), changed.modSeq());
      }
    }
    told = fired.size();
    bench.pass(Duration.ofSeconds(5));
    bench.judged.look();
  }

  private void move(String from, String to) {
    mailboxes.move(bench.account, id(from), UidSet.range(1, UidSet.MAX), id(to));
    look();
  }

  private void flag(String mailbox, String... flags) {
    mailboxes.store(
        bench.account,
        id(mailbox),
        UidSet.range(1, UidSet.MAX),
        new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of(flags))),
        OptionalLong.empty());
    look();
  }

  private Optional<Boolean> judgedJunk(Content content) {
    Map<Long, JudgedMessage> found =
        bench.judged.filter.judged(bench.account, List.of(content.id()));
    return Optional.ofNullable(found.get(content.id())).map(JudgedMessage::junk);
  }

  private List<Boolean> history() {
    return bench
        .history
        .histories(bench.account, id("INBOX"), List.of(AUTHOR))
        .getOrDefault(AUTHOR, SignalHistory.NONE)
        .messages()
        .stream()
        .map(Judged::junk)
        .toList();
  }

  @Test
  void mailThatOnlyComesSaysNothing() {
    Content content = deliver("j1", Place.MAILBOX);
    flag("INBOX", "\\Seen");
    assertThat(judgedJunk(content)).isEmpty();
    assertThat(history()).isEmpty();
  }

  @Test
  void aMoveToTheJunkAndBackIsLearnt() {
    Content content = deliver("j2", Place.MAILBOX);
    move("INBOX", "Junk");
    assertThat(judgedJunk(content)).contains(true);
    assertThat(history()).containsExactly(true);
    move("Junk", "INBOX");
    assertThat(judgedJunk(content)).contains(false);
    assertThat(history()).containsExactly(false);
  }

  @Test
  void mailThatIsKeptIsWanted() {
    Content content = deliver("j3", Place.MAILBOX);
    move("INBOX", "Archive");
    assertThat(judgedJunk(content)).contains(false);
    assertThat(history()).containsExactly(false);
  }

  @Test
  void flagsAreLearnt() {
    Content content = deliver("j4", Place.MAILBOX);
    flag("INBOX", "$Junk");
    assertThat(judgedJunk(content)).contains(true);
    assertThat(history()).containsExactly(true);
  }

  @Test
  void whatWeHavePutToTheJunkSaysNothingUntilSomebodyDoes() {
    Content content = deliver("j5", Place.JUNK);
    assertThat(judgedJunk(content)).isEmpty();
    move("Junk", "Archive");
    assertThat(judgedJunk(content)).contains(false);
    assertThat(history()).containsExactly(false);
  }

  @Test
  void whoFetchesAMessageFromTheRejectsWantsIt() {
    Content content = deliver("j11", Place.REJECTS);
    assertThat(judgedJunk(content)).isEmpty();
    move("Rejects", "INBOX");
    assertThat(judgedJunk(content)).contains(false);
    assertThat(history()).containsExactly(false);
  }

  @Test
  void junkThatIsThrownAwayStaysJunk() {
    Content content = deliver("j6", Place.MAILBOX);
    move("INBOX", "Junk");
    move("Junk", "Trash");
    assertThat(judgedJunk(content)).contains(true);
  }

  @Test
  void whatIsExpungedIsUnlearntAWhileLater() {
    Content content = deliver("j7", Place.MAILBOX);
    move("INBOX", "Junk");
    flag("Junk", "\\Deleted");
    mailboxes.expunge(bench.account, id("Junk"), UidSet.range(1, UidSet.MAX));
    look();
    bench.judged.unlearn();
    assertThat(judgedJunk(content)).contains(true);
    bench.pass(Duration.ofMinutes(11));
    bench.judged.unlearn();
    assertThat(judgedJunk(content)).isEmpty();
    assertThat(history()).isEmpty();
  }

  @Test
  void whatHasMovedIsNotExpunged() {
    Content content = deliver("j8", Place.MAILBOX);
    move("INBOX", "Junk");
    move("Junk", "Trash");
    bench.pass(Duration.ofMinutes(11));
    bench.judged.unlearn();
    assertThat(judgedJunk(content)).contains(true);
  }

  @Test
  void whatWasInADeletedMailboxIsUnlearnt() {
    Content content = deliver("j12", Place.MAILBOX);
    MailboxName old = MailboxName.parse("Old").orElseThrow();
    mailboxes.create(bench.account, old, Optional.empty());
    move("INBOX", "Old");
    assertThat(judgedJunk(content)).contains(false);
    mailboxes.delete(bench.account, old);
    look();
    assertThat(bench.judged.settle()).isFalse();
    bench.pass(Duration.ofMinutes(11));
    bench.judged.unlearn();
    assertThat(judgedJunk(content)).isEmpty();
    assertThat(history()).isEmpty();
  }

  @Test
  void whatWasFetchedFromTheRejectsCanStillBeUnlearnt() {
    deliver("j13", Place.REJECTS);
    move("Rejects", "INBOX");
    assertThat(history()).containsExactly(false);
    bench.rejects.delivered(bench.account, new FilingRules.Noted(1, Place.MAILBOX, 7, ""));
    bench.rejects.sweepAccepted();
    assertThat(bench.history.rejected(bench.account, 7)).isEmpty();
    flag("INBOX", "\\Deleted");
    mailboxes.expunge(bench.account, id("INBOX"), UidSet.range(1, UidSet.MAX));
    look();
    bench.pass(Duration.ofMinutes(11));
    bench.judged.unlearn();
    assertThat(history()).isEmpty();
  }

  /** Contents of which one cannot be read. */
  private void broken(Content content, RuntimeException failure) {
    ContentStore whole = bench.store.contents();
    bench.judged.contents =
        new ContentStore() {
          @Override
          public Content content(long id) {
            if (id == content.id()) {
              throw failure;
            }
            return whole.content(id);
          }

          @Override
          public List<MessageFacts> facts(long[] ids) {
            return whole.facts(ids);
          }
        };
  }

  @Test
  void oneThatCannotBeReadDoesNotKeepTheOthersFromBeingLearnt() {
    Content first = deliver("j14", Place.MAILBOX);
    Content second = deliver("j15", Place.MAILBOX);
    broken(first, new IllegalStateException("broken"));
    move("INBOX", "Junk");
    assertThat(judgedJunk(first)).isEmpty();
    assertThat(judgedJunk(second)).contains(true);
  }

  @Test
  void whatCannotBeLearntInAnOutageIsLearntLater() {
    Content content = deliver("j16", Place.MAILBOX);
    broken(content, new IllegalStateException(new SQLException("away", "08006")));
    assertThatThrownBy(() -> move("INBOX", "Junk")).isInstanceOf(IllegalStateException.class);
    bench.judged.contents = bench.store.contents();
    look();
    assertThat(judgedJunk(content)).contains(true);
  }

  @Test
  void rejectsGoWhenTheMessageComesAfterAll() {
    deliver("j9", Place.REJECTS);
    MailboxView before = mailboxes.view(id("Rejects")).orElseThrow();
    assertThat(before.size()).isOne();
    assertThat(before.unseen()).isZero();
    assertThat(bench.history.rejected(bench.account, 7)).hasSize(1);
    bench.rejects.delivered(bench.account, new FilingRules.Noted(1, Place.MAILBOX, 7, ""));
    bench.rejects.sweepAccepted();
    assertThat(mailboxes.view(id("Rejects")).orElseThrow().size()).isZero();
    assertThat(bench.history.rejected(bench.account, 7)).isEmpty();
  }

  @Test
  void rejectsGoAfterTwoWeeks() {
    deliver("j10", Place.REJECTS);
    bench.pass(Duration.ofDays(13));
    bench.rejects.sweepOld();
    assertThat(mailboxes.view(id("Rejects")).orElseThrow().size()).isOne();
    bench.pass(Duration.ofDays(2));
    bench.rejects.sweepOld();
    assertThat(mailboxes.view(id("Rejects")).orElseThrow().size()).isZero();
  }
}
