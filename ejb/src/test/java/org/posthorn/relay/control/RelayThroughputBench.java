package org.posthorn.relay.control;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.testdb.TestDatabase;
import org.posthorn.testkit.dns.TestDnsServer;

/**
 * Measures how fast messages reach many domains while some of their servers are silent or slow; by
 * hand: {@code mvn -pl ejb -am test -Dtest=RelayThroughputBench}. Database, transport and sockets
 * are real; there is no broker.
 */
class RelayThroughputBench {
  private static final int MESSAGES = Integer.getInteger("messages", 10_000);
  private static final int DOMAINS = Integer.getInteger("domains", 1_000);
  private static final int PER_CENT = Integer.getInteger("bad", 5); // silent, and as many slow
  private static final Duration SLOW = Duration.ofSeconds(2); // for each reply

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicLong last = new AtomicLong();
  private final ExecutorService servers = Executors.newCachedThreadPool();

  private static String kind(int domain) {
    int part = domain % 100;
    return part < PER_CENT ? "silent" : part < 2 * PER_CENT ? "slow" : "live";
  }

  @Test
  void manyDomains() throws Exception {
    try (TestDatabase database = TestDatabase.open(TestDatabase.Product.POSTGRESQL);
        TestDnsServer dns = TestDnsServer.start();
        ServerSocket listener = new ServerSocket(0, 1_000)) {
      servers.execute(() -> serve(listener));
      int live = 0;
      for (int i = 0; i < DOMAINS; i++) {
        String address =
            "127.%d.%d.%d"
                .formatted(
                    kind(i).equals("live") ? 1 : kind(i).equals("slow") ? 2 : 3,
                    i / 250,
                    i % 250 + 1);
        dns.add("d" + i + ".test", "MX", "10 mx.d" + i + ".test.")
            .add("mx.d" + i + ".test", "A", address);
      }
      Bench bench = bench(database, dns, listener.getLocalPort());
      ExecutorService workers = Executors.newCachedThreadPool();
      bench.workers = workers;
      Random random = new Random(7);
      for (int i = 0; i < MESSAGES; i++) {
        int domain = random.nextInt(DOMAINS);
        live += kind(domain).equals("live") ? 1 : 0;
        Address to = Address.parse("u" + i + "@d" + domain + ".test").orElseThrow();
        long content =
            bench.contents.add("Subject: x\r\n\r\n" + "0123456789abcdef\r\n".repeat(200));
        bench.relay.enqueue(
            "m" + i, AttemptsFixture.envelope(Optional.of(AttemptsFixture.ANN), to), content);
      }
      measure(bench, live);
      workers.shutdownNow();
      servers.shutdownNow();
    }
  }

  private void measure(Bench bench, int live) throws InterruptedException {
    long began = System.nanoTime();
    long turned = began;
    servers.execute(bench::deliverDue);
    while (taken.get() < live && System.nanoTime() - began < Duration.ofMinutes(4).toNanos()) {
      TimeUnit.MILLISECONDS.sleep(50);
      long now = System.nanoTime();
      bench.clock.forward(Duration.ofNanos(now - turned));
      turned = now;
      bench.attempts.tick();
    }
    double seconds = (last.get() - began) / 1e9;
    System.getLogger(RelayThroughputBench.class.getName())
        .log(
            System.Logger.Level.INFO,
            "event=measured live={0} taken={1} seconds={2} a-second={3}",
            live,
            taken.get(),
            seconds,
            taken.get() / seconds);
  }

  private static Bench bench(TestDatabase database, TestDnsServer dns, int port) {
    Bench bench = new Bench(database);
    bench.transport.real(
        new SmtpTransport(
            RelaySettings.from(
                new MapConfig(
                    Map.of(
                        "posthorn.host-name",
                        "mx.posthorn.test",
                        "posthorn.relay.port",
                        Integer.toString(port)))),
            new MxLookup(new Dns(DnsSettings.of(List.of(dns.address()))), new Random(1)),
            new OutgoingTls(
                false,
                Optional.empty(),
                Optional.empty(),
                Authorities.of(List.of()),
                Clock.systemUTC(),
                new Recorded()),
            Executors.newScheduledThreadPool(2),
            System::nanoTime));
    return bench;
  }

  private void serve(ServerSocket listener) {
    try {
      while (true) {
        Socket client = listener.accept();
        servers.execute(() -> converse(client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private void converse(Socket client) {
    try (client) {
      InetAddress called = client.getLocalAddress();
      BufferedReader in =
          new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
      OutputStream out = client.getOutputStream();
      byte kind = called.getAddress()[1];
      if (kind == 3) {
        in.readLine(); // says nothing, ever
        return;
      }
      boolean data = false;
      answer(out, kind, "220 sink");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (data) {
          data = !line.equals(".");
          if (!data) {
            answer(out, kind, "250 taken");
            if (kind == 1) {
              taken.incrementAndGet();
              last.set(System.nanoTime());
            }
          }
        } else if (line.startsWith("EHLO")) {
          answer(out, kind, "250-sink\r\n250 PIPELINING");
        } else {
          data = line.equals("DATA");
          answer(out, kind, data ? "354 go on" : "250 fine");
        }
      }
    } catch (IOException over) {
      return;
    }
  }

  private static void answer(OutputStream out, int kind, String line) throws IOException {
    if (kind == 2) {
      try {
        TimeUnit.NANOSECONDS.sleep(SLOW.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }
}
