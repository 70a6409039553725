package org.posthorn.mailboxes.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.AddedMessages;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** The connection to the database breaks during a commit; nothing is done twice for that. */
@OnBothDatabases
class CommitInDoubtTest {
  private static final AtomicLong ACCOUNTS = new AtomicLong(5_000);
  private static final FlagChange FLAG =
      new FlagChange(FlagChange.Operation.ADD, Flags.of(List.of("\\Flagged")));

  @TempDir Path directory;
  private final TestDatabase database;
  private Store store;
  private Store other;
  private Mailboxes mailboxes;
  private long account;
  private long inbox;

  CommitInDoubtTest(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void open() {
    store = new Store(database, directory.resolve("one"), true);
    other = new Store(database, directory.resolve("other"), true);
    mailboxes = store.mailboxes();
    account = ACCOUNTS.incrementAndGet();
    store.createAccount(account);
    inbox = mailboxes.list(account).find(MailboxName.INBOX).orElseThrow().id();
    append(mailboxes, "before");
  }

  @AfterEach
  void close() {
    store.close();
    other.close();
  }

  private AddedMessages append(Mailboxes to, String subject) {
    NewMessage message = new NewMessage(store.message(subject), Flags.NONE, 1_700_000_000L);
    return to.append(account, inbox, List.of(message)).result().orElseThrow();
  }

  /** What the database has. */
  private MailboxView view() {
    return other.mailboxes().view(inbox).orElseThrow();
  }

  @Test
  void anAppendThatWasCommittedIsNotDoneAgain() {
    store.faults().loseAnswers(1);
    assertThat(append(mailboxes, "once").target()).isEqualTo(UidSet.of(2));
    assertThat(view().size()).isEqualTo(2);
    assertThat(mailboxes.view(inbox).orElseThrow().size()).isEqualTo(2);
    assertThat(append(mailboxes, "next").target()).isEqualTo(UidSet.of(3));
  }

  @Test
  void aCopyThatWasCommittedIsNotDoneAgain() {
    store.faults().loseAnswers(1);
    assertThat(mailboxes.copy(account, inbox, UidSet.of(1), inbox).result().orElseThrow().target())
        .isEqualTo(UidSet.of(2));
    assertThat(view().size()).isEqualTo(2);
  }

  @Test
  void aCopyWhoseCommitComesLateIsNotDoneTwice() {
    store.faults().commitLate();
    assertThat(mailboxes.copy(account, inbox, UidSet.of(1), inbox).result().orElseThrow().target())
        .isEqualTo(UidSet.of(2));
    assertThat(view().size()).isEqualTo(2);
    assertThat(append(mailboxes, "next").target()).isEqualTo(UidSet.of(3));
  }

  @Test
  void anAppendThatWasNotCommittedIsDone() {
    store.faults().loseCommits(2);
    assertThat(append(mailboxes, "once").target()).isEqualTo(UidSet.of(2));
    assertThat(view().size()).isEqualTo(2);
  }

  @Test
  void theSameChangeOfAnotherServerIsNotTakenForOurs() {
    AddedMessages[] others = new AddedMessages[1];
    store.faults().loseCommits(1);
    store
        .faults()
        .meanwhile(
            () ->
                others[0] =
                    other
                        .mailboxes()
                        .copy(account, inbox, UidSet.of(1), inbox)
                        .result()
                        .orElseThrow());
    AddedMessages ours = mailboxes.copy(account, inbox, UidSet.of(1), inbox).result().orElseThrow();
    assertThat(others[0].target()).isEqualTo(UidSet.of(2));
    assertThat(ours.target()).isEqualTo(UidSet.of(3));
    assertThat(view().size()).isEqualTo(3);
  }

  @Test
  void whatAnotherServerDidMeanwhileStaysOnTopOfOurs() {
    store.faults().loseAnswers(1);
    store.faults().meanwhile(() -> append(other.mailboxes(), "theirs"));
    assertThat(append(mailboxes, "ours").target()).isEqualTo(UidSet.of(2));
    assertThat(mailboxes.view(inbox).orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void aDoubtThatStaysIsAFailureAndIsNotTriedAgain() {
    store.faults().loseAnswers(1);
    store.faults().refuseAfterwards(1);
    assertThatThrownBy(() -> append(mailboxes, "in doubt")).isInstanceOf(RuntimeException.class);
    assertThat(view().size()).isEqualTo(2);
    assertThat(append(mailboxes, "after").target()).isEqualTo(UidSet.of(3));
    assertThat(mailboxes.view(inbox).orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void aDeliveryComesOnceThroughAllOfIt() {
    ToAccount message = new ToAccount("doubtful-" + account, account, store.message("once"));
    store.faults().loseAnswers(1);
    store.faults().refuseAfterwards(1);
    assertThatThrownBy(() -> mailboxes.deliver(List.of(message)))
        .isInstanceOf(RuntimeException.class);
    store.faults().loseAnswers(1);
    mailboxes.deliver(List.of(message));
    assertThat(view().size()).isEqualTo(2);
  }

  @Test
  void aFlagIsCountedOnce() {
    long before = view().highestModSeq();
    store.faults().loseAnswers(1);
    mailboxes.store(account, inbox, UidSet.of(1), FLAG, OptionalLong.empty());
    assertThat(view().highestModSeq()).isEqualTo(before + 1);
  }
}
