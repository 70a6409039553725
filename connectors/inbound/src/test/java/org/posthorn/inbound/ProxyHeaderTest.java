package org.posthorn.inbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.posthorn.wire.Peer;

/** The PROXY protocol's header, versions 1 and 2, octet by octet. */
class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
  private static final String V4 = "c0000207 c6336409 0fa0 0019";
  private static final String V6 =
      "20010db8000000000000000000000007 20010db8000100000000000000000009 0fa0 0019";
  private static final String MAPPED =
      "00000000000000000000ffffc0000207 00000000000000000000ffffc6336409 0fa0 0019";

  private final List<String> told = new ArrayList<>();
  private final List<ByteBuf> sent = new ArrayList<>();
  private final StringBuilder after = new StringBuilder();

  /** Lets everybody in, and gathers what is said after the header. */
  private final class Door implements ProxyHeader.Receiver {
    private final EmbeddedChannel channel;

    Door(EmbeddedChannel channel) {
      this.channel = channel;
    }

    @Override
    public void introduced(Optional<Addresses> client) {
      told.add(client.map(Door::text).orElse("itself"));
      channel.pipeline().addLast(new Room());
      ProxyHeader.pass(channel);
    }

    private static String text(Addresses addresses) {
      Peer peer = addresses.peer("1");
      return "%s %d to %s %d"
          .formatted(peer.address(), peer.port(), peer.localAddress(), peer.localPort());
    }

    @Override
    public void failed(ProxyHeader.Fault fault) {
      told.add(fault.name());
    }
  }

  private final class Room extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf octets = (ByteBuf) message;
      after.append(octets.toString(ISO_8859_1));
      octets.release();
    }
  }

  private EmbeddedChannel from(String proxy) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.freezeTime();
    try {
      ProxyHeader.expect(channel, InetAddress.getByName(proxy), new Door(channel));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
    return channel;
  }

  private void say(EmbeddedChannel channel, byte[] octets) {
    ByteBuf buffer = channel.alloc().directBuffer().writeBytes(octets);
    sent.add(buffer);
    channel.writeInbound(buffer);
    channel.runPendingTasks();
  }

  /** Version 1 as it is, its end left out; version 2 as hexadecimal digits after the signature. */
  private static byte[] octets(String header) {
    return header.startsWith("PROXY") || header.startsWith("EHLO")
        ? (header + "\r\n").getBytes(ISO_8859_1)
        : HexFormat.of().parseHex(SIGNATURE + header.replace(" ", ""));
  }

  private static final String V4_SAID = "192.0.2.7 4000 to 198.51.100.9 25";
  private static final String V6_SAID = "2001:db8:0:0:0:0:0:7 4000 to 2001:db8:1:0:0:0:0:9 25";

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 192.0.2.7 198.51.100.9 4000 25, " + V4_SAID,
    "PROXY TCP6 2001:db8::7 2001:db8:1::9 4000 25, " + V6_SAID,
    "PROXY TCP6 ::ffff:192.0.2.7 ::ffff:198.51.100.9 4000 25, " + V4_SAID,
    "PROXY UNKNOWN, itself",
    "PROXY UNKNOWN ffff::1 whatever 1 2, itself",
    "21 11 000c " + V4 + ", " + V4_SAID,
    "21 21 0024 " + V6 + ", " + V6_SAID,
    "21 21 0024 " + MAPPED + ", " + V4_SAID,
    "21 11 0018 " + V4 + " 05 0003 616263 02 0003 616263, " + V4_SAID,
    "21 11 0017 " + V4 + " 20 0008 07 00000000 21 0000, " + V4_SAID,
    "20 00 0000, itself",
    "20 11 000c " + V4 + ", itself",
    "21 00 0000, itself",
    "21 00 0003 010203, itself",
    "21 12 000c " + V4 + ", itself"
  })
  void anyCutOfTheOctetsGivesTheSameClient(String header, String client) {
    byte[] octets = (new String(octets(header), ISO_8859_1) + "EHLO a\r\n").getBytes(ISO_8859_1);
    for (int cut = 0; cut < octets.length; cut++) {
      EmbeddedChannel channel = from("203.0.113.1");
      say(channel, Arrays.copyOf(octets, cut));
      say(channel, Arrays.copyOfRange(octets, cut, octets.length));
      assertThat(told).as("cut at %d", cut).containsExactly(client);
      assertThat(after.toString()).as("cut at %d", cut).isEqualTo("EHLO a\r\n");
      assertThat(channel.pipeline().names()).as("what stays").hasSize(2);
      channel.finishAndReleaseAll();
      told.clear();
      after.setLength(0);
    }
    assertThat(sent).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @Test
  void octetAfterOctetIsAHeaderToo() {
    EmbeddedChannel channel = from("203.0.113.1");
    for (byte octet : octets("21 11 000c " + V4)) {
      say(channel, new byte[] {octet});
    }
    assertThat(told).containsExactly(V4_SAID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EHLO client.example.org",
        "PROXY",
        "PROXY TCP4 192.0.2.7 198.51.100.9 4000",
        "PROXY TCP4 192.0.2.7 198.51.100.9 4000 25 7",
        "PROXY TCP4 192.0.2.700 198.51.100.9 4000 25",
        "PROXY TCP4 client.example 198.51.100.9 4000 25",
        "PROXY TCP4 2001:db8::7 198.51.100.9 4000 25",
        "PROXY TCP6 fe80::1%eth0 2001:db8:1::9 4000 25",
        "PROXY TCP4 192.0.2.7 198.51.100.9 70000 25",
        "PROXY UDP4 192.0.2.7 198.51.100.9 4000 25",
        "31 11 000c " + V4, // version
        "ff 11 000c " + V4,
        "01 11 000c " + V4 + " 0d0a",
        "22 11 000c " + V4, // command
        "21 51 000c " + V4, // family
        "21 11 0008 c0000207 c6336409", // too short for its family
        "21 21 000c " + V4,
        "21 11 0014 " + V4 + " 05 0001 61 05 ffff 00", // a TLV that does not end
      })
  void whatIsNoHeaderEndsTheConnection(String header) {
    EmbeddedChannel channel = from("203.0.113.1");
    say(channel, octets(header));
    channel.advanceTimeBy(6, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    channel.runPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    assertThat(told).hasSize(1).first().isIn("MALFORMED", "LATE");
    assertThat(after.toString()).isEmpty();
    channel.finishAndReleaseAll();
    assertThat(sent).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @Test
  void anotherHeaderDoesNotMakeUpForAFault() {
    EmbeddedChannel channel = from("203.0.113.1");
    say(
        channel,
        "HELLO HELLO HELLO\r\nPROXY TCP4 192.0.2.7 198.51.100.9 4000 25\r\n".getBytes(ISO_8859_1));
    channel.finishAndReleaseAll();
    assertThat(told).containsExactly("MALFORMED");
  }

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 , 31, 200", // no end of line
    "'', 21 11 ffff, 5000", // more than proxies have to say
    "'', ff, 5000", // no version, and no end
    "x, 31, 200"
  })
  void aHeaderIsBounded(String start, String hex, int most) {
    EmbeddedChannel channel = from("203.0.113.1");
    byte[] first = start.isEmpty() ? octets(hex) : start.getBytes(ISO_8859_1);
    say(channel, first);
    int said = first.length;
    while (channel.isOpen() && said < 100_000) {
      say(channel, "1111111111".getBytes(ISO_8859_1));
      said += 10;
    }
    assertThat(said).isLessThan(most);
    assertThat(told).containsExactly("MALFORMED");
    channel.finishAndReleaseAll();
    assertThat(sent).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PROX", "PROXY TCP4 192.0.2.7 198.51.100.9 40"})
  void aHeaderHasFiveSecondsToCome(String begun) {
    EmbeddedChannel channel = from("203.0.113.1");
    for (int second = 0; second < 5; second++) {
      assertThat(channel.isOpen()).isTrue();
      int from = begun.length() * second / 5;
      int to = begun.length() * (second + 1) / 5;
      say(channel, begun.substring(from, to).getBytes(ISO_8859_1));
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
    assertThat(channel.isOpen()).isFalse();
    assertThat(told).containsExactly("LATE");
    channel.finishAndReleaseAll();
    assertThat(sent).allMatch(buffer -> buffer.refCnt() == 0);
  }

  @Test
  void whoWasIntroducedHasItsTime() {
    EmbeddedChannel channel = from("203.0.113.1");
    say(channel, octets("PROXY UNKNOWN"));
    channel.advanceTimeBy(1, TimeUnit.HOURS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    assertThat(told).containsExactly("itself");
  }

  @Test
  void whoOnlyConnectsIsNoFault() { // as health checks do
    EmbeddedChannel channel = from("203.0.113.1");
    channel.close().syncUninterruptibly();
    channel.advanceTimeBy(6, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(told).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.1, 127.0.0.1, itself",
    "127.0.0.1, 127.0.0.2, 127.0.0.2 4000 to 198.51.100.9 25",
    "203.0.113.1, 0.0.0.0, itself",
    "203.0.113.1, 224.0.0.1, itself"
  })
  void aProxyElsewhereBringsNobodyFromThisMachine(String proxy, String client, String said) {
    say(from(proxy), octets("PROXY TCP4 " + client + " 198.51.100.9 4000 25"));
    assertThat(told).containsExactly(said);
  }

  @Test
  void whatComesEarlyWaitsForWhoIsLetIn() {
    EmbeddedChannel channel = new EmbeddedChannel();
    ProxyHeader.expect(
        channel,
        InetAddress.getLoopbackAddress(),
        new ProxyHeader.Receiver() {
          @Override
          public void introduced(Optional<Addresses> client) {
            told.add("introduced");
          }

          @Override
          public void failed(ProxyHeader.Fault fault) {
            told.add(fault.name());
          }
        });
    say(channel, "PROXY UNKNOWN\r\none ".getBytes(ISO_8859_1));
    say(channel, "two".getBytes(ISO_8859_1));
    assertThat(told).containsExactly("introduced");
    channel.pipeline().addLast(new Room());
    assertThat(after.toString()).isEmpty();
    ProxyHeader.pass(channel);
    assertThat(after.toString()).isEqualTo("one two");
    say(channel, " three".getBytes(ISO_8859_1));
    assertThat(after.toString()).isEqualTo("one two three");
  }
}
