package org.posthorn.testkit.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.Zone;

/**
 * A DNS server on 127.0.0.1, UDP and TCP on one port, that knows what a test tells it, from the
 * root down, and can misbehave on request. Thread-safe.
 */
public final class TestDnsServer implements AutoCloseable {

  /** How an answer goes wrong. */
  public enum Fault {
    /** The server says that it failed. */
    SERVFAIL,
    /** The server says that it does not want to. */
    REFUSED,
    /** No answer at all. */
    SILENCE,
    /** By UDP only the flag that says: ask by TCP. */
    TRUNCATION,
    /** The signatures are those of yesterday. */
    EXPIRED
  }

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int UDP_SIZE = 512; // RFC 1035 §4.2.1
  private static final int NEGATIVE_TTL = 1;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Map<Name, Fault> faults = new ConcurrentHashMap<>();
  private final AtomicInteger udpQueries = new AtomicInteger();
  private final AtomicInteger tcpQueries = new AtomicInteger();
  private final AtomicInteger strays = new AtomicInteger();
  private volatile Answers answers = new Answers(emptyZone());

  private TestDnsServer(DatagramSocket udp, ServerSocket tcp) {
    this.udp = udp;
    this.tcp = tcp;
  }

  /** Starts a server on a free port. */
  public static TestDnsServer start() {
    return start(0);
  }

  /** Starts a server on a port. */
  public static TestDnsServer start(int port) {
    try {
      for (int attempt = 0; ; attempt++) {
        ServerSocket tcp = new ServerSocket(port, 50, LOOPBACK);
        try {
          DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), LOOPBACK);
          TestDnsServer server = new TestDnsServer(udp, tcp);
          thread("test-dns-udp", server::serveUdp);
          thread("test-dns-tcp", server::serveTcp);
          return server;
        } catch (BindException taken) {
          tcp.close();
          if (port != 0 || attempt == 20) {
            throw taken;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void thread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return new InetSocketAddress(LOOPBACK, tcp.getLocalPort());
  }

  /** Where it listens, as {@code host:port}. */
  public String resolver() {
    return LOOPBACK.getHostAddress() + ':' + tcp.getLocalPort();
  }

  /**
   * Adds a record, for example {@code add("a.test", 60, "MX", "10 mx.a.test.")}.
   *
   * @param data as in a zone file, with absolute names
   */
  public TestDnsServer add(String name, long ttl, String type, String data) {
    try {
      Name owner = Name.fromString(name, Name.root);
      answers
          .records()
          .addRecord(Record.fromString(owner, Type.value(type), DClass.IN, ttl, data, Name.root));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a record with a TTL of a minute. */
  public TestDnsServer add(String name, String type, String data) {
    return add(name, 60, type, data);
  }

  /** Makes a name the top of a signed zone; the zone above has its DS record. */
  public TestDnsServer sign(String apex) {
    answers.sign(apex.equals(".") ? Name.root : name(apex));
    return this;
  }

  /** Makes a name the top of a zone without signatures. */
  public TestDnsServer cut(String apex) {
    answers.cut(name(apex));
    return this;
  }

  /** Signs the root; the trust anchor for it, in the form of a zone file. */
  public String signRoot() {
    return answers.sign(Name.root).delegation().toString();
  }

  /** Forgets all records and faults. */
  public void clear() {
    answers = new Answers(emptyZone());
    faults.clear();
  }

  /** From now on, questions about a name go wrong. */
  public TestDnsServer fault(String name, Fault fault) {
    faults.put(name(name), fault);
    return this;
  }

  /** From now on, questions about a name are answered as the records say. */
  public void heal(String name) {
    faults.remove(name(name));
  }

  /** How many questions came by UDP. */
  public int udpQueries() {
    return udpQueries.get();
  }

  /** How many questions came by TCP. */
  public int tcpQueries() {
    return tcpQueries.get();
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serveUdp() {
    byte[] buffer = new byte[4096];
    while (!udp.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        udp.receive(packet);
        udpQueries.incrementAndGet();
        Optional<byte[]> reply =
            reply(new Message(Arrays.copyOf(buffer, packet.getLength())), true);
        if (reply.isPresent()) {
          byte[] octets = reply.get();
          udp.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
        }
      } catch (IOException e) {
        strays.incrementAndGet(); // closed, or a packet that is no DNS message
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try {
        Socket client = tcp.accept();
        thread("test-dns-tcp-client", () -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        byte[] query = in.readNBytes(in.readUnsignedShort()); // RFC 1035 §4.2.2
        tcpQueries.incrementAndGet();
        Optional<byte[]> reply = reply(new Message(query), false);
        if (reply.isPresent()) {
          out.writeShort(reply.get().length);
          out.write(reply.get());
          out.flush();
        }
      }
    } catch (IOException e) {
      return; // the client has gone
    }
  }

  private Optional<byte[]> reply(Message query, boolean byUdp) {
    Record question = query.getQuestion();
    if (question == null) {
      return Optional.empty();
    }
    Fault fault = faults.get(question.getName());
    if (fault == Fault.SILENCE) {
      return Optional.empty();
    }
    if (fault == Fault.SERVFAIL || fault == Fault.REFUSED) {
      Message refusal = Answers.reply(query);
      refusal.getHeader().setRcode(fault == Fault.SERVFAIL ? Rcode.SERVFAIL : Rcode.REFUSED);
      return Optional.of(refusal.toWire());
    }
    if (fault == Fault.TRUNCATION && byUdp) {
      Message truncated = Answers.reply(query);
      truncated.getHeader().setFlag(Flags.TC);
      return Optional.of(truncated.toWire());
    }
    int limit = query.getOPT() == null ? UDP_SIZE : query.getOPT().getPayloadSize();
    return Optional.of(answers.to(query, fault == Fault.EXPIRED).toWire(byUdp ? limit : 65535));
  }

  private static Zone emptyZone() {
    try {
      Name ns = name("ns.invalid");
      return new Zone(
          Name.root,
          new Record[] {
            new SOARecord(Name.root, DClass.IN, NEGATIVE_TTL, ns, ns, 1, 60, 60, 60, NEGATIVE_TTL),
            new NSRecord(Name.root, DClass.IN, 60, ns)
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new UncheckedIOException(e);
    }
  }
}
