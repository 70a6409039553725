package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailauth.certificate.Authorities;
import org.posthorn.mailauth.dns.Dns;
import org.posthorn.mailauth.dns.DnsSettings;
import org.posthorn.mailauth.dns.MxLookup;
import org.posthorn.mime.Reencoding;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.client.Traits;
import org.posthorn.testkit.dns.TestDnsServer;

/** Servers that behave oddly as first MX, and one that works as second. RFC 5321 §5.1, §3.8. */
class OddServersTest {
  private final TestDnsServer dns = TestDnsServer.start();
  private final ScheduledExecutorService cutter = Executors.newScheduledThreadPool(1);
  private final Bench.MemoryStore contents = new Bench.MemoryStore();
  private final int port = freePort();

  private final HostShare share =
      new HostShare() {
        @Override
        public boolean dial(InetAddress address) {
          return true;
        }

        @Override
        public void hangUp(InetAddress address) {}
      };

  private static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @AfterEach
  void stop() {
    dns.close();
    cutter.shutdownNow();
  }

  private SmtpTransport transport(String keepIdle) {
    return new SmtpTransport(
        RelaySettings.from(
            new MapConfig(
                Map.of(
                    "posthorn.host-name",
                    "mx.posthorn.test",
                    "posthorn.relay.keep-idle",
                    keepIdle,
                    "posthorn.relay.port",
                    Integer.toString(port)))),
        new MxLookup(new Dns(DnsSettings.of(List.of(dns.address()))), new Random(1)),
        new OutgoingTls(
            true,
            Optional.empty(),
            Optional.empty(),
            Authorities.of(List.of()),
            Clock.systemUTC(),
            new Recorded()),
        cutter,
        System::nanoTime);
  }

  private String deliver(SmtpTransport transport, Duration limit, String... recipients) {
    Content content = contents.content(contents.add("Subject: x\r\n\r\nbody\r\n"));
    List<Address> to =
        List.of(recipients).stream().map(each -> Address.parse(each).orElseThrow()).toList();
    OutgoingMail mail =
        new OutgoingMail(
            Envelope.of(
                Optional.of(new Address("ann", "posthorn.test")), to, false, Body.SEVEN_BIT),
            content,
            Traits.of(content, Body.SEVEN_BIT),
            target -> Reencoding.of(content, target));
    Transport.Result result = transport.deliver(mail, to.get(0).asciiDomain(), limit, share);
    return String.join(
        ", ",
        ((Transport.Result.Made) result)
            .results().stream()
                .map(each -> each.result().outcome() + " " + each.result().status() + by(each))
                .toList());
  }

  private static String by(RecipientOutcome outcome) {
    return outcome.host().isEmpty() ? "" : " " + outcome.host().split("\\.")[0];
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '#',
      textBlock =
          """
          works                    # MAIL=250 ok                        # DELIVERED 2.0.0 odd
          long greeting            # CONNECT=220-one|220-two|220 three  # DELIVERED 2.0.0 odd
          greeting without name    # CONNECT=220                        # DELIVERED 2.0.0 odd
          greeting by bare LF      # CONNECT=220-one/220 two/           # DELIVERED 2.0.0 odd
          busy greeting            # CONNECT=421 4.3.2 busy<CLOSE>      # DELIVERED 2.0.0 good
          no greeting              # CONNECT=<CLOSE>                    # DELIVERED 2.0.0 good
          reset at once            # CONNECT=<RESET>                    # DELIVERED 2.0.0 good
          greets with 554          # CONNECT=554 5.7.1 go away          # DELIVERED 2.0.0 good
          greets with 450          # CONNECT=450 later                  # DELIVERED 2.0.0 good
          no SMTP                  # CONNECT=HTTP 1.1 400<CLOSE>        # DELIVERED 2.0.0 good
          codes that differ        # CONNECT=220-one|250 two            # DELIVERED 2.0.0 good
          greeting of 999          # CONNECT=999 what                   # DELIVERED 2.0.0 good
          no EHLO                  # EHLO=502 what                      # DELIVERED 2.0.0 odd
          EHLO unknown by 500      # EHLO=500 what                      # DELIVERED 2.0.0 odd
          neither EHLO nor HELO    # EHLO=502 what;HELO=502 what        # DELIVERED 2.0.0 good
          EHLO puts off            # EHLO=421 later<CLOSE>              # DELIVERED 2.0.0 good
          EHLO closes              # EHLO=<CLOSE>                       # DELIVERED 2.0.0 good
          EHLO resets              # EHLO=<RESET>                       # DELIVERED 2.0.0 good
          no extension             # EHLO=250 odd.test                  # DELIVERED 2.0.0 odd
          lower case extensions    # EHLO=250-odd|250-pipelining|250 size # DELIVERED 2.0.0 odd
          offers what it is not    # EHLO=250-odd|250 SIZE many         # DELIVERED 2.0.0 odd
          too small                # EHLO=250-odd|250 SIZE 5            # FAILED 5.3.4 odd
          STARTTLS refused         # EHLO=250-odd|250 STARTTLS;STARTTLS=454 no # DELIVERED 2.0.0 odd
          MAIL put off             # MAIL=451 4.3.0 later               # DELIVERED 2.0.0 good
          MAIL refused             # MAIL=550 5.1.8 bad sender          # FAILED 5.1.8 odd
          MAIL closes              # MAIL=<CLOSE>                       # DELIVERED 2.0.0 good
          MAIL 421                 # MAIL=421 4.3.2 going down<CLOSE>   # DELIVERED 2.0.0 good
          MAIL 452                 # MAIL=452 4.3.1 disk full           # DELIVERED 2.0.0 good
          MAIL resets              # MAIL=<RESET>                       # DELIVERED 2.0.0 good
          MAIL garbage             # MAIL=hello there                   # DELIVERED 2.0.0 good
          MAIL 250 of many lines   # MAIL=250-2.1.0 one|250 2.1.0 two   # DELIVERED 2.0.0 odd
          greylisting              # RCPT=450 4.7.1 come again          # DELIVERED 2.0.0 good
          RCPT 451                 # RCPT=451 4.3.0 trouble             # DELIVERED 2.0.0 good
          RCPT 452 too many        # RCPT=452 4.5.3 too many            # DELIVERED 2.0.0 good
          nobody there             # RCPT=550 5.1.1 nobody              # FAILED 5.1.1 odd
          mailbox full             # RCPT=552 5.2.2 full                # FAILED 5.2.2 odd
          an old 552               # RCPT=552 too many                  # DELIVERED 2.0.0 good
          RCPT 421                 # RCPT=421 bye<CLOSE>                # DELIVERED 2.0.0 good
          RCPT closes              # RCPT=<CLOSE>                       # DELIVERED 2.0.0 good
          RCPT 251                 # RCPT=251 forwards                  # DELIVERED 2.0.0 odd
          RCPT 252                 # RCPT=252 cannot verify             # DELIVERED 2.0.0 odd
          status without code      # RCPT=550 nobody                    # FAILED 5.0.0 odd
          DATA put off             # DATA=451 4.3.0 later               # DELIVERED 2.0.0 good
          DATA refused             # DATA=554 5.7.1 no                  # FAILED 5.7.1 odd
          DATA 421                 # DATA=421 bye<CLOSE>                # DELIVERED 2.0.0 good
          DATA 250                 # DATA=250 go on                     # DELIVERED 2.0.0 good
          DATA closes              # DATA=<CLOSE>                       # DELIVERED 2.0.0 good
          421 amid the message     # CONTENT=421 4.3.2 down<CLOSE>      # DELIVERED 2.0.0 good
          552 amid the message     # CONTENT=552 5.3.4 too big<CLOSE>   # FAILED 5.3.4 odd
          reset amid the message   # CONTENT=<RESET>                    # DEFERRED 4.4.2 odd
          closed amid the message  # CONTENT=<CLOSE>                    # DEFERRED 4.4.2 odd
          message put off          # DOT=451 4.7.1 later                # DELIVERED 2.0.0 good
          message refused          # DOT=554 5.7.1 spam                 # FAILED 5.7.1 odd
          no answer to the dot     # DOT=<CLOSE>                        # DEFERRED 4.4.2 odd
          reset after the dot      # DOT=<RESET>                        # DEFERRED 4.4.2 odd
          421 to the dot           # DOT=421 4.3.2 down<CLOSE>          # DELIVERED 2.0.0 good
          250 by bare LF           # DOT=250 2.6.0 fine/                # DELIVERED 2.6.0 odd
          taken in many lines      # DOT=250-2.6.0 one|250 2.6.0 two    # DELIVERED 2.6.0 odd
          taken and closed         # DOT=250 2.0.0 taken<CLOSE>         # DELIVERED 2.0.0 odd
          garbage to the dot       # DOT=what                           # DEFERRED 4.5.0 odd
          QUIT refused             # QUIT=502 no                        # DELIVERED 2.0.0 odd
          QUIT closes              # QUIT=<CLOSE>                       # DELIVERED 2.0.0 odd
          """)
  void getsTheRightAnswer(String name, String script, String expected) throws IOException {
    dns.add("b.test", "MX", "10 odd.b.test.")
        .add("b.test", "MX", "20 good.b.test.")
        .add("odd.b.test", "A", "127.0.0.1")
        .add("good.b.test", "A", "127.0.0.2");
    try (OddServer odd = OddServer.start("127.0.0.1", port, script);
        OddServer good = OddServer.start("127.0.0.2", port, "")) {
      assertThat(deliver(transport("PT0S"), Duration.ofSeconds(10), "bob@b.test"))
          .as(name)
          .isEqualTo(expected);
      assertThat(odd.mails().size() + good.mails().size())
          .as("once, or not at all")
          .isEqualTo(expected.startsWith("DELIVERED") ? 1 : 0);
    }
  }

  @Test
  void messagesThatFollowGoByTheSameConnection() throws IOException {
    dns.add("b.test", "MX", "10 odd.b.test.").add("odd.b.test", "A", "127.0.0.1");
    dns.add("c.test", "MX", "10 odd.b.test.");
    SmtpTransport transport = transport("PT5S");
    try (OddServer server = OddServer.start("127.0.0.1", port, "")) {
      for (int i = 0; i < 3; i++) {
        assertThat(deliver(transport, Duration.ofSeconds(10), "bob@b.test"))
            .isEqualTo("DELIVERED 2.0.0 odd");
      }
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.commands()).containsOnlyOnce("EHLO").doesNotContain("RSET", "QUIT");
      deliver(transport, Duration.ofSeconds(10), "kim@c.test");
      assertThat(server.connections()).as("another domain has another policy").isEqualTo(2);
      assertThat(server.mails()).hasSize(4);
    }
  }

  @Test
  void aConnectionThatWasClosedMeanwhileCostsNothing() throws IOException {
    dns.add("b.test", "MX", "10 odd.b.test.").add("odd.b.test", "A", "127.0.0.1");
    SmtpTransport transport = transport("PT5S");
    try (OddServer server =
        OddServer.start("127.0.0.1", port, "DOT=250 2.0.0 taken|421 4.4.2 too slow<CLOSE>")) {
      for (int i = 0; i < 3; i++) {
        assertThat(deliver(transport, Duration.ofSeconds(10), "bob@b.test"))
            .isEqualTo("DELIVERED 2.0.0 odd");
      }
      assertThat(server.mails()).hasSize(3);
    }
  }

  @Test
  void connectionsThatNobodyTakesAreEnded() throws Exception {
    dns.add("b.test", "MX", "10 odd.b.test.").add("odd.b.test", "A", "127.0.0.1");
    SmtpTransport transport = transport("PT0.2S");
    try (OddServer server = OddServer.start("127.0.0.1", port, "")) {
      deliver(transport, Duration.ofSeconds(10), "bob@b.test");
      for (int i = 0; i < 100 && !server.commands().contains("QUIT"); i++) {
        Thread.sleep(20);
      }
      assertThat(server.commands()).endsWith("QUIT");
    }
  }
}
