package org.posthorn.web.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.Authentication;
import org.posthorn.logins.boundary.LoginGuard;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Login;
import org.posthorn.trace.boundary.LoginLog;

class PasswordVerificationTest {
  private static final Admission GRANTED = new Admission.Granted(new Login(1, "ann@a.test"));

  private final Queue<CompletableFuture<Admission>> computed = new ConcurrentLinkedQueue<>();
  private final List<String> logged = new ArrayList<>();
  private final CountDownLatch asked = new CountDownLatch(3);
  private final PasswordVerification passwords = new PasswordVerification();

  PasswordVerificationTest() {
    passwords.authentication =
        new Authentication() {
          @Override
          public CompletableFuture<Admission> verify(
              String user, String password, String mechanism, String client) {
            if (password.equals("remembered")) {
              return CompletableFuture.completedFuture(GRANTED);
            }
            CompletableFuture<Admission> pending = new CompletableFuture<>();
            computed.add(pending);
            asked.countDown();
            return pending;
          }
        };
    passwords.guard =
        new LoginGuard() {
          @Override
          public String party(String client) {
            return client;
          }
        };
    passwords.logins =
        new LoginLog() {
          @Override
          public Admission noted(
              String protocol, String name, String mechanism, String client, Admission admission) {
            synchronized (logged) {
              logged.add(protocol + ' ' + name + ' ' + mechanism + ' ' + client);
            }
            return admission;
          }
        };
  }

  @Test
  void oneNetworkCannotTakeAllTheRoom() throws Exception {
    List<Thread> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread thread = new Thread(() -> verify("computed", "192.0.2.1"));
      waiting.add(thread);
      thread.start();
    }
    asked.await();
    while (waiting.stream().anyMatch(thread -> thread.getState() != Thread.State.TIMED_WAITING)) {
      Thread.onSpinWait();
    }
    assertThat(verify("computed", "192.0.2.1")).isInstanceOf(Admission.Unavailable.class);
    assertThat(verify("remembered", "192.0.2.1")).isEqualTo(GRANTED);
    computed.forEach(pending -> pending.complete(new Admission.Denied()));
    for (Thread thread : waiting) {
      thread.join();
    }
    assertThat(logged).hasSize(5).contains("http ann@a.test BASIC 192.0.2.1");
    assertThat(computed).hasSize(4);
    assertThat(computed.stream().filter(CompletableFuture::isCancelled)).hasSize(1);
  }

  private Admission verify(String password, String client) {
    return passwords.verify("ann@a.test", password, "BASIC", client);
  }
}
