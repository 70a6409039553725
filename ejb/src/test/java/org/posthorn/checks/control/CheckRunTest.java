package org.posthorn.checks.control;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.posthorn.checks.control.Examiner.Sending;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dmarc.DmarcDiscovery;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.net.Networks;
import org.posthorn.testkit.dns.TestDnsServer;
import org.posthorn.threads.Background;

class CheckRunTest {
  private static final Optional<Address> SENDER = Address.parse("bob@a.test");
  private static final Optional<List<Address>> AUTHOR = SENDER.map(List::of);

  private final TestDnsServer dns = TestDnsServer.start();
  private final ScheduledExecutorService clock = Background.clock("test");
  private final ExecutorService executor = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    clock.shutdownNow();
    executor.shutdownNow();
    dns.close();
  }

  private CheckRun run(Executor on, CheckSettings settings) throws Exception {
    Examiner examiner = new Examiner();
    examiner.settings = settings;
    examiner.dns = new Dns(DnsSettings.of(List.of(dns.address())));
    InetAddress client = InetAddress.getByName("192.0.2.1");
    Sending sending = new Sending(client, "mail.a.test", SENDER);
    return new CheckRun(examiner, CheckThreads.on(on), clock, sending);
  }

  private static CheckSettings settings(boolean enforced) {
    return new CheckSettings(Networks.NONE, enforced, DmarcDiscovery.TREE_WALK, Set.of());
  }

  private static CheckResults finished(CheckRun run) throws Exception {
    run.show(ByteBuffer.wrap("From: bob@a.test\r\n\r\nx\r\n".getBytes(US_ASCII)));
    return run.finish("mx.posthorn.test", AUTHOR).get(20, TimeUnit.SECONDS);
  }

  @Test
  void everyCheckHasItsResultInTheFields() throws Exception {
    dns.add("a.test", "TXT", "\"v=spf1 ip4:192.0.2.0/24 -all\"")
        .add("_dmarc.a.test", "TXT", "\"v=DMARC1; p=reject\"")
        .add("1.2.0.192.in-addr.arpa", "PTR", "mail.a.test.")
        .add("mail.a.test", "A", "192.0.2.1");
    CheckResults results = finished(run(executor, settings(true)));
    assertThat(results.fields())
        .isEqualTo(
            """
            Authentication-Results: mx.posthorn.test;\r
            \tiprev=pass policy.iprev=192.0.2.1;\r
            \tdkim=none;\r
            \tspf=pass smtp.mailfrom=bob@a.test;\r
            \tdmarc=pass (p=reject disposition=none) header.from=a.test\r
            Received-SPF: Pass (mx.posthorn.test: by the policy of the domain)\r
            \tclient-ip="192.0.2.1"; helo=mail.a.test;\r
            \tenvelope-from="bob@a.test";\r
            \tidentity=mailfrom; receiver=mx.posthorn.test; mechanism="ip4:192.0.2.0/24"\r
            """);
    assertThat(results.disposition()).isEqualTo(DmarcPolicy.NONE);
  }

  @Test
  void aPolicyIsFollowedOnlyWhereItIsEnforced() throws Exception {
    dns.add("a.test", "TXT", "\"v=spf1 -all\"")
        .add("_dmarc.a.test", "TXT", "\"v=DMARC1; p=reject\"");
    assertThat(finished(run(executor, settings(true))).disposition()).isEqualTo(DmarcPolicy.REJECT);
    CheckResults told = finished(run(executor, settings(false)));
    assertThat(told.disposition()).isEqualTo(DmarcPolicy.NONE);
    assertThat(told.dmarc().status()).isEqualTo(AuthStatus.FAIL);
  }

  @Test
  void whenThereIsNoThreadForItNothingIsKnownButTheMailIsTaken() throws Exception {
    Executor busy =
        work -> {
          throw new java.util.concurrent.RejectedExecutionException();
        };
    CheckResults results = finished(run(busy, settings(true)));
    assertThat(results.spf().result()).isEqualTo(SpfResult.TEMPERROR);
    assertThat(results.dmarc().status()).isEqualTo(AuthStatus.TEMPERROR);
    assertThat(results.disposition()).isEqualTo(DmarcPolicy.NONE);
    assertThat(results.fields()).contains("dmarc=temperror header.from=a.test");
  }

  @Test
  void whatComesAfterItHasAThreadOfTheChecks() throws Exception {
    String here = Thread.currentThread().getName();
    CheckRun run = run(executor, settings(true));
    assertThat(run.next(() -> Thread.currentThread().getName()).orElseThrow().get())
        .isNotEqualTo(here);
    Executor busy =
        work -> {
          throw new java.util.concurrent.RejectedExecutionException();
        };
    assertThat(run(busy, settings(true)).next(() -> here)).isEmpty();
  }

  @Test
  void nobodyWaitsForEver() throws Exception {
    CheckRun run = run(work -> {}, settings(true));
    CompletableFuture<CheckResults> results = run.finish("mx.posthorn.test", AUTHOR);
    assertThat(results).isNotDone();
    assertThat(CheckRun.PATIENCE).isLessThan(Duration.ofMinutes(1));
    run.cancel();
    assertThat(results).isCompletedExceptionally();
  }
}
