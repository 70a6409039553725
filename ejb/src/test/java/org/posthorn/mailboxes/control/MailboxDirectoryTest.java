package org.posthorn.mailboxes.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.transactions.boundary.Transactions;

class MailboxDirectoryTest {
  private static final int SESSIONS = 20;

  @Test
  void aListIsReadOnceForAllWhoWantItAtTheSameMoment() {
    AtomicInteger reads = new AtomicInteger();
    CountDownLatch wanted = new CountDownLatch(SESSIONS);
    MailboxDirectory directory = new MailboxDirectory();
    directory.transactions =
        new Transactions() {
          @Override
          @SuppressWarnings("unchecked") // it is what reading gives
          public <T> T call(Supplier<T> work) {
            reads.incrementAndGet();
            await(wanted);
            return (T) new MailboxList(List.of(), List.of());
          }
        };
    List<CompletableFuture<MailboxList>> lists = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      CompletableFuture<MailboxList> list = new CompletableFuture<>();
      lists.add(list);
      new Thread(
              () -> {
                wanted.countDown();
                list.complete(directory.list(7));
              })
          .start();
    }
    lists.forEach(CompletableFuture::join);
    assertThat(reads.get()).isLessThan(SESSIONS / 2); // one, unless a thread was late
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
