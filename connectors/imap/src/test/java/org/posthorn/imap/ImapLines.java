package org.posthorn.imap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.posthorn.imap.session.ImapHooks;
import org.posthorn.imap.session.ImapSettings;
import org.posthorn.imap.session.MessageLimits;
import org.posthorn.sasl.StandardMechanisms;
import org.posthorn.testkit.FakeWire;
import org.posthorn.testkit.Line;
import org.posthorn.testkit.MemoryLine;
import org.posthorn.testkit.Transcript;
import org.posthorn.wire.Peer;
import org.posthorn.wire.SlowConversation;
import org.posthorn.wire.Wire;

/** Connections in memory to conversations on one store, and what tests say to them. */
public final class ImapLines implements ImapHooks {
  /** What the greeting and CAPABILITY say before login, on loopback, without TLS. */
  public static final String BEFORE_LOGIN =
      "IMAP4rev2 IMAP4rev1 LITERAL+ SASL-IR ID ENABLE LANGUAGE STARTTLS"
          + " AUTH=SCRAM-SHA-256 AUTH=SCRAM-SHA-1 AUTH=PLAIN AUTH=LOGIN";

  /** What CAPABILITY says after login. */
  public static final String AFTER_LOGIN =
      "IMAP4rev2 IMAP4rev1 LITERAL+ SASL-IR ID ENABLE LANGUAGE NAMESPACE CHILDREN UIDPLUS UNSELECT"
          + " IDLE ACL RIGHTS=texk LIST-MYRIGHTS QUOTA QUOTA=RES-STORAGE QUOTA=RES-MESSAGE"
          + " QUOTA=RES-MAILBOX MOVE SPECIAL-USE CREATE-SPECIAL-USE LIST-EXTENDED LIST-STATUS"
          + " STATUS=SIZE ESEARCH SEARCHRES PARTIAL ESORT SORT SORT=DISPLAY I18NLEVEL=1"
          + " THREAD=ORDEREDSUBJECT THREAD=REFERENCES CONTEXT=SEARCH CONTEXT=SORT MULTISEARCH"
          + " SEARCH=FUZZY CONDSTORE QRESYNC OBJECTID SAVEDATE PREVIEW WITHIN MULTIAPPEND BINARY"
          + " CATENATE REPLACE UNAUTHENTICATE UTF8=ACCEPT INPROGRESS UIDONLY UIDBATCHES METADATA"
          + " METADATA-SERVER LIST-METADATA FILTERS NOTIFY URLAUTH URLAUTH=BINARY XLIST"
          + " COMPRESS=DEFLATE APPENDLIMIT=10000";

  private final FakeStore store;
  private final List<RuntimeException> failures = new ArrayList<>();
  private final String address;
  private Clock clock = Clock.fixed(Instant.ofEpochSecond(1_700_000_000L), ZoneOffset.UTC);

  private MessageLimits limits = MessageLimits.NONE;

  private ImapLines(FakeStore store, String address) {
    this.store = store;
    this.address = address;
  }

  /** From this machine, where passwords may go in plain. */
  public static ImapLines to(FakeStore store) {
    return new ImapLines(store, "127.0.0.1");
  }

  /** From far away. */
  public static ImapLines fromAfar(FakeStore store) {
    return new ImapLines(store, "192.0.2.1");
  }

  /** By this clock. */
  public ImapLines withClock(Clock other) {
    clock = other;
    return this;
  }

  /** With these limits. */
  public ImapLines withLimits(MessageLimits other) {
    limits = other;
    return this;
  }

  /** What the hook was told. */
  public List<RuntimeException> failures() {
    return failures;
  }

  /** A new connection. */
  public MemoryLine connect() {
    return connect(
        new FakeWire(new Peer("t1", address, 40000, "127.0.0.1", 143, Optional.empty()), true));
  }

  /** A new connection on a wire. */
  MemoryLine connect(FakeWire on) {
    return new MemoryLine(on, this::conversation);
  }

  /** One whose client can be slowed; time passes when {@code waits} are completed. */
  MemoryLine connectSlowly(List<CompletableFuture<?>> waits) {
    Function<Duration, CompletableFuture<?>> timer =
        delay -> {
          CompletableFuture<Boolean> later = new CompletableFuture<>();
          waits.add(later);
          return later;
        };
    return new MemoryLine(
        new Peer("t1", address, 40000, "127.0.0.1", 143, Optional.empty()),
        true,
        wire -> new SlowConversation(wire, timer, this::conversation));
  }

  private ImapConversation conversation(Wire wire) {
    return new ImapConversation(
        wire,
        store,
        new StandardMechanisms(address.startsWith("127."), new Random(1)),
        new ImapSettings("mx.posthorn.test", 10000, true, "Posthorn", "1", limits),
        this);
  }

  /** A new connection on which ann has logged in and read the answers. */
  public MemoryLine loggedIn() {
    MemoryLine line = connect();
    line.send(
        "l LOGIN ann@posthorn.test secret\r\n"
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    line.readLine();
    line.readLine();
    return line;
  }

  /** Plays a script from the greeting on. */
  public void play(String script) {
    Transcript.of("transcript", script)
        .with("before", BEFORE_LOGIN)
        .with("after", AFTER_LOGIN)
        .play(number -> (Line) connect());
  }

  /** Plays a script on connections that have logged in. */
  public void playLoggedIn(String script) {
    Transcript.of("transcript", script).play(number -> (Line) loggedIn());
  }

  @Override
  public void failed(String session, RuntimeException cause) {
    failures.add(cause);
  }

  @Override
  public Clock clock() {
    return clock;
  }

  @Override
  public Clock steady() {
    return clock;
  }
}
