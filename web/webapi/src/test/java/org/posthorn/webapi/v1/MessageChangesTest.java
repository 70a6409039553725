package org.posthorn.webapi.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.sasl.Login;
import org.posthorn.sending.boundary.Submissions;
import org.posthorn.webapi.problem.ProblemException;

/** Messages are changed as long as they are as the application knows them. */
class MessageChangesTest {
  private static final Login ANN = new Login(1, "ann@a.test");
  private static final MessagePatch SEEN = patch("\\Seen", Optional.empty(), Optional.empty());

  private final SampleMailboxes mail =
      new SampleMailboxes().with(1, "INBOX", 1, 2).with(2, "Sent", 3).with(3, "Archive");
  private final MessageChanges changes = new MessageChanges();

  MessageChangesTest() {
    changes.stores = account -> mail.store();
    changes.submissions =
        new Submissions() {
          @Override
          public int takeBackDrafts(Login login, long mailbox, UidSet drafts) {
            return 0;
          }
        };
  }

  private static MessagePatch patch(String flag, Optional<String> to, Optional<String> from) {
    return new MessagePatch(
        Optional.of(flag).filter(it -> !it.isEmpty()).map(List::of), Optional.empty(), to, from);
  }

  private MessageState state(long id) {
    return MessageState.of(mail.store(), id);
  }

  /** As it was before somebody else changed it. */
  private static MessageState outdated() {
    return new MessageState(List.of(new MessageState.Copy(new MessagePlace(1, 2), 1)));
  }

  private static int status(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    ProblemException problem = catchThrowableOfType(ProblemException.class, call);
    assertThat(problem).isNotNull();
    return problem.getResponse().getStatus();
  }

  @Test
  void whatHasChangedAfterItWasComparedIsLeftAlone() { // RFC 9110 §13.1.1
    assertThat(status(() -> changes.change(ANN, outdated(), true, SEEN))).isEqualTo(412);
    assertThat(status(() -> changes.delete(ANN, outdated(), true, Optional.empty())))
        .isEqualTo(412);
    MessagePatch move = patch("", Optional.of("Archive"), Optional.empty());
    assertThat(status(() -> changes.change(ANN, outdated(), true, move))).isEqualTo(412);
    assertThat(mail.done).isEmpty();
    changes.change(ANN, outdated(), false, SEEN);
    assertThat(mail.done).containsExactly("store 1.2");
  }

  @Test
  void flagsAreThoseOfAllCopies() {
    changes.change(ANN, state(1), true, SEEN);
    assertThat(mail.done).containsExactly("store 1.1", "store 2.1");
  }

  @Test
  void oneCopyIsDeletedAndTheOtherStays() {
    changes.delete(ANN, state(1), true, Optional.empty());
    assertThat(mail.done).containsExactly("store 1.1", "expunge 1.1");
    mail.done.clear();
    changes.delete(ANN, state(1), true, Optional.of("Sent"));
    assertThat(mail.done).containsExactly("store 2.1", "expunge 2.1");
    assertThat(status(() -> changes.delete(ANN, state(1), true, Optional.of("Archive"))))
        .isEqualTo(400);
  }

  @Test
  void oneCopyIsMovedAndNoneIsDoubled() {
    changes.change(ANN, state(1), true, patch("", Optional.of("Archive"), Optional.empty()));
    assertThat(mail.done).containsExactly("move 1.1");
    mail.done.clear();
    changes.change(ANN, state(1), true, patch("", Optional.of("Archive"), Optional.of("Sent")));
    assertThat(mail.done).containsExactly("move 2.1");
    mail.done.clear();
    changes.change(ANN, state(1), true, patch("", Optional.of("Sent"), Optional.empty()));
    assertThat(mail.done).containsExactly("store 1.1", "expunge 1.1");
  }

  @Test
  void mailboxesOfOthersAreNoTarget() {
    mail.shared(4, "Other Users/bob");
    MessagePatch move = patch("", Optional.of("Other Users/bob"), Optional.empty());
    assertThat(status(() -> changes.change(ANN, state(1), false, move))).isEqualTo(400);
  }

  @Test
  void tagsAreShortAndTellStatesApart() {
    String tag = state(1).tag().getValue();
    assertThat(tag).hasSize(22).isEqualTo(state(1).tag().getValue());
    assertThat(state(2).tag().getValue())
        .isNotEqualTo(tag)
        .isNotEqualTo(outdated().tag().getValue());
  }
}
