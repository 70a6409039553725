package org.posthorn.smtp.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Recipient;
import org.posthorn.smtp.client.RecipientResult.Outcome;

/**
 * The client's side of one connection that delivers one message. RFC 5321 §3. The driver does what
 * {@link #next()} says until it says {@code Close}, and tells what came of it. For one thread.
 *
 * <p>Eight-bit content that cannot be converted without breaking a signature goes as it is to a
 * server without 8BITMIME, against RFC 6152 §3: such servers pass eight bits in practice, while
 * bouncing loses mail.
 */
public final class ClientSession {

  /** Where the dialogue stands; the order is the way through. */
  private enum State {
    /** Start; the server speaks first. */
    GREETING,
    /** From GREETING, and again after TLS. */
    EHLO,
    /** From EHLO, when the server does not know it. */
    HELO,
    /** From EHLO, when TLS is offered and wanted; on to TLS, or to MAIL when refused. */
    STARTTLS,
    /** From STARTTLS until {@link #secured()}. */
    TLS,
    /** From EHLO, where we have to log in; on to MAIL. */
    AUTH,
    /** In a transaction; back here for each further one. */
    MAIL,
    /** Between two transactions, when the first was not ended. */
    RSET,
    /** From MAIL, when all is said and the connection may be kept. */
    READY,
    /** From anywhere after the greeting, when all is said. */
    QUIT,
    /** The end, from anywhere. */
    CLOSED
  }

  private static final int MAX_RECIPIENTS = 100; // RFC 5321 §4.5.3.1.8: every server takes so many

  private final ClientSettings settings;
  private final OutgoingMail mail;
  private final ReplyParser replies = new ReplyParser();
  private final Deque<ClientAction> actions = new ArrayDeque<>();
  private final Deque<Recipient> waiting = new ArrayDeque<>();
  private final List<RecipientResult> results = new ArrayList<>();
  private State state = State.GREETING;
  private PeerExtensions peer = PeerExtensions.NONE;
  private Optional<Shape> shape = Optional.empty();
  private Optional<ClientTransaction> transaction = Optional.empty();
  private Optional<ClientAuthentication> authentication = Optional.empty();
  private Optional<RecipientResult> hostFailure = Optional.empty();
  private boolean secure;
  private boolean heardSecurely;
  private boolean startTlsOffered;
  private boolean greeted;
  private boolean listening;
  private boolean begun;
  private boolean contentOpen; // it was sent, at least in part, and no reply came
  private boolean clean; // the server has no transaction open
  private int mails;

  public ClientSession(ClientSettings settings, OutgoingMail mail) {
    this.settings = settings;
    this.mail = mail;
    waiting.addAll(mail.envelope().recipients());
  }

  /**
   * The same connection with another mail, once this one has said {@link ClientAction.Keep}. Its
   * server may have closed the connection meanwhile; then it has decided about nobody.
   *
   * @throws IllegalStateException when the connection is not kept
   */
  public ClientSession following(OutgoingMail next) {
    if (state != State.READY) {
      throw new IllegalStateException("the connection is not kept");
    }
    ClientSession other = new ClientSession(settings, next);
    other.peer = peer;
    other.secure = secure;
    other.heardSecurely = heardSecurely;
    other.startTlsOffered = startTlsOffered;
    other.greeted = greeted;
    other.mails = mails;
    other.offer();
    return other;
  }

  /** Whether it is about this very mail. */
  @SuppressWarnings("ReferenceEquality") // two that are equal are still two
  public boolean isAbout(OutgoingMail other) {
    return mail == other;
  }

  /** How many mails have gone by this connection. */
  public int mails() {
    return mails;
  }

  /** What to do next. */
  public ClientAction next() {
    ClientAction action = actions.poll();
    if (action != null) {
      return action;
    }
    if (state == State.CLOSED) {
      return new ClientAction.Close();
    }
    if (state == State.READY) {
      return new ClientAction.Keep();
    }
    boolean continued = listening;
    listening = true;
    return new ClientAction.Receive(patience(), continued);
  }

  // RFC 5321 §4.5.3.2
  private Duration patience() {
    if (state == State.QUIT) {
      return Duration.ofSeconds(10); // nothing depends on the answer
    }
    if (state == State.RSET) {
      return Duration.ofSeconds(30); // at most other mail on this connection depends on it
    }
    return transaction.map(ClientTransaction::patience).orElse(Duration.ofMinutes(5));
  }

  /** Octets came from the server. Takes them all. */
  public void received(ByteBuffer octets) {
    while (state != State.CLOSED && octets.hasRemaining()) {
      Optional<PeerReply> reply = replies.next(octets);
      reply.ifPresent(complete -> on(complete, octets));
    }
    octets.position(octets.limit());
  }

  private void on(PeerReply reply, ByteBuffer rest) {
    listening = false;
    heardSecurely = secure;
    contentOpen &= reply.code() == 0; // a reply that says no, at any time, is believed
    if (reply.code() == PeerReply.CLOSING || reply.code() == 0) {
      fail(reply);
      return;
    }
    switch (state) {
      case GREETING -> greeting(reply);
      case EHLO -> ehlo(reply);
      case HELO -> helo(reply);
      case STARTTLS -> startTls(reply, rest);
      case AUTH -> auth(reply);
      case MAIL -> mail(reply);
      case RSET -> reset(reply);
      case QUIT -> state = State.CLOSED;
      default -> fail(PeerReply.broken("The server spoke out of turn"));
    }
  }

  private void greeting(PeerReply reply) {
    if (!reply.positive()) {
      leave(reply);
    } else if (isUs(reply)) {
      leave(loop());
    } else {
      ehlo();
    }
  }

  private void ehlo() {
    String command = settings.lmtp() ? "LHLO " : "EHLO "; // RFC 2033 §4.1
    say(State.EHLO, command + settings.hostName() + "\r\n");
  }

  private void ehlo(PeerReply reply) {
    if (reply.permanent() && !settings.lmtp()) { // RFC 5321 §3.2: an old server
      say(State.HELO, "HELO " + settings.hostName() + "\r\n");
    } else if (!reply.positive()) {
      leave(reply);
    } else if (isUs(reply)) {
      leave(loop());
    } else {
      peer = PeerExtensions.of(reply.lines());
      startTlsOffered |= peer.startTls();
      if (peer.startTls() && settings.startTls() != StartTls.NEVER && !secure) {
        say(State.STARTTLS, "STARTTLS\r\n");
      } else {
        greeted = true;
        begin();
      }
    }
  }

  private void helo(PeerReply reply) {
    if (!reply.positive()) {
      leave(reply);
    } else {
      peer = PeerExtensions.NONE;
      greeted = true;
      begin();
    }
  }

  private void startTls(PeerReply reply, ByteBuffer rest) {
    if (reply.code() != 220) {
      startTlsOffered = false; // as good as not offered
      greeted = true;
      begin(); // opportunistic: without TLS as well. RFC 3207 §4.1
    } else if (rest.hasRemaining()) { // what came in plain must not count after TLS
      fail(PeerReply.broken("The server sent octets before TLS"));
    } else {
      state = State.TLS;
      actions.add(new ClientAction.StartTls());
    }
  }

  /** TLS stands before anything is said. RFC 8314 §3.3. */
  public void securedFirst() {
    secure = true;
  }

  /** TLS stands; the dialogue starts again. RFC 3207 §4.2. */
  public void secured() {
    secure = true;
    peer = PeerExtensions.NONE;
    ehlo();
  }

  // A name without a dot, like localhost, says nothing about who it is.
  private boolean isUs(PeerReply reply) {
    String name = reply.lines().get(0).strip().split(" ")[0].toLowerCase(Locale.ROOT);
    return name.contains(".") && name.equals(settings.hostName().toLowerCase(Locale.ROOT));
  }

  private static PeerReply loop() {
    return new PeerReply(0, "5.4.6", List.of("Mail for the domain comes back to this host"));
  }

  private void begin() {
    if (!secure && plainForbidden()) {
      leave(new PeerReply(0, "4.7.5", List.of("The server offers no TLS, which is required")));
      return;
    }
    if (settings.startTls() == StartTls.PASSED_ON && !peer.requireTls()) { // RFC 8689 §4.2.1
      leave(new PeerReply(0, "5.7.30", List.of("The server does not support REQUIRETLS")));
      return;
    }
    if (settings.login().isPresent()) {
      logIn(settings.login().get());
    } else {
      offer();
    }
  }

  private void logIn(ClientLogin login) {
    authentication = ClientAuthentication.of(login, peer.auth(), secure);
    authentication.ifPresentOrElse(
        way -> say(State.AUTH, way.command() + "\r\n"),
        () -> leave(ClientAuthentication.impossible(login)));
  }

  private void auth(PeerReply reply) {
    ClientAuthentication.Next next = authentication.orElseThrow().on(reply);
    if (next instanceof ClientAuthentication.Next.Say more) {
      say(State.AUTH, more.line() + "\r\n");
    } else if (next instanceof ClientAuthentication.Next.Refused refused) {
      leave(refused.reason());
    } else {
      offer();
    }
  }

  private void offer() {
    clean = true; // nothing was begun
    shape = Shape.of(mail, peer);
    Admissible admissible =
        shape
            .map(fit -> Admissible.of(fit.mail(), peer))
            .orElseGet(() -> Admissible.inconvertible(mail));
    results.addAll(admissible.refused());
    waiting.clear();
    waiting.addAll(admissible.recipients());
    begun |= !results.isEmpty();
    nextMail();
  }

  private void nextMail() {
    if (waiting.isEmpty() || exhausted()) {
      leave();
      return;
    }
    int most = peer.maxRecipients() > 0 ? peer.maxRecipients() : MAX_RECIPIENTS;
    List<Recipient> recipients = new ArrayList<>();
    while (recipients.size() < most && !waiting.isEmpty()) {
      recipients.add(waiting.remove());
    }
    mails++;
    ClientTransaction started =
        new ClientTransaction(
            shape.orElseThrow(),
            recipients,
            peer,
            settings.startTls() == StartTls.PASSED_ON,
            settings.lmtp());
    transaction = Optional.of(started);
    say(State.MAIL, started.command());
  }

  private void leave() {
    boolean another = settings.keep() && clean && !exhausted();
    if (another) {
      state = State.READY;
    } else {
      say(State.QUIT, "QUIT\r\n");
    }
  }

  private boolean plainForbidden() {
    return settings.startTls() == StartTls.REQUIRED || settings.startTls() == StartTls.PASSED_ON;
  }

  private boolean exhausted() {
    return peer.maxMails() > 0 && mails >= peer.maxMails(); // RFC 9422 §4.1
  }

  private void mail(PeerReply reply) {
    ClientTransaction current = transaction.orElseThrow();
    ClientTransaction.Next next = current.on(reply);
    switch (next) {
      case REPLY -> {}
      case COMMAND -> say(State.MAIL, current.command());
      case NO_CONTENT -> noContent(current);
      case CONTENT -> content(shape.orElseThrow());
      case DONE, RESET -> end(current, next == ClientTransaction.Next.RESET);
    }
  }

  private void noContent(ClientTransaction current) {
    say(State.MAIL, ".\r\n");
    if (settings.lmtp()) { // RFC 2033 §4.2: a reply for each who was accepted, so there is none
      end(current, true);
    }
  }

  private void content(Shape sent) {
    contentOpen = true;
    if (sent.chunked()) {
      say(State.MAIL, "BDAT " + sent.mail().size() + " LAST\r\n"); // RFC 3030 §2
    }
    actions.add(new ClientAction.SendContent(sent.wire(), Duration.ofMinutes(3)));
  }

  private void end(ClientTransaction ended, boolean open) {
    close(ended);
    contentOpen = false;
    clean = !open;
    ended.postponed().forEach(waiting::add);
    boolean more = settings.keep() || !waiting.isEmpty();
    if (open && more && !exhausted()) {
      say(State.RSET, "RSET\r\n");
    } else {
      nextMail();
    }
  }

  private void reset(PeerReply reply) {
    clean = reply.positive();
    nextMail();
  }

  private void close(ClientTransaction ended) {
    begun = true;
    results.addAll(ended.results());
    transaction = Optional.empty();
  }

  /** The connection is gone, or nothing came in time, or TLS failed. */
  public void disconnected(String why) {
    if (state != State.CLOSED) {
      fail(new PeerReply(0, "4.4.2", List.of(why))); // RFC 3463 §3.5: bad connection
    }
  }

  /**
   * TLS does not protect as it must: nothing is sent any more.
   *
   * @param why one ASCII sentence for the sender
   */
  public void untrusted(String why) {
    if (state != State.CLOSED) {
      fail(new PeerReply(0, "4.7.5", List.of(why))); // RFC 3463 §3.8: cryptographic failure
    }
  }

  private void fail(PeerReply reply) {
    transaction.filter(ClientTransaction::begun).ifPresent(this::close);
    if (state != State.QUIT) {
      end(reply);
    }
    actions.clear();
    state = State.CLOSED;
  }

  private void leave(PeerReply reply) {
    end(reply);
    say(State.QUIT, "QUIT\r\n");
  }

  private void end(PeerReply reply) {
    if (begun) {
      for (Address each : remaining()) {
        results.add(RecipientResult.refused(each, reply));
      }
    } else {
      hostFailure = Optional.of(hostFailure(reply));
    }
    waiting.clear();
  }

  private RecipientResult hostFailure(PeerReply reply) {
    Address any = mail.recipients().get(0);
    return reply.status().startsWith("5") && reply.code() == 0
        ? RecipientResult.of(any, Outcome.FAILED, reply)
        : RecipientResult.refused(any, reply);
  }

  private void say(State next, String commands) {
    state = next;
    actions.add(new ClientAction.Send(StandardCharsets.UTF_8.encode(commands)));
  }

  /** What became of the recipients; one for each whom this connection decided about. */
  public List<RecipientResult> results() {
    return List.copyOf(results);
  }

  /**
   * Why this host took nothing at all, when that is so: another host of the domain may. What it
   * says is about every recipient.
   */
  public Optional<RecipientResult> hostFailure() {
    return hostFailure;
  }

  /** Recipients without result: for another host, or for another connection to this one. */
  public List<Address> remaining() {
    Set<Address> remaining = new LinkedHashSet<>(mail.recipients());
    results.forEach(result -> remaining.remove(result.recipient()));
    return List.copyOf(remaining);
  }

  /** Whether content was sent and no reply came: the server may have taken it. */
  public boolean contentUnanswered() {
    return contentOpen;
  }

  /** Whether TLS was begun and nothing was heard through it yet: it may not work. */
  public boolean tlsUnproven() {
    return state == State.TLS || secure && !heardSecurely;
  }

  /** Whether the server has said what it offers, and TLS was not among it, or was refused. */
  public boolean startTlsMissing() {
    return greeted && !secure && !startTlsOffered;
  }

  /** Whether the server offers, under TLS, to pass mail on under TLS only. RFC 8689. */
  public boolean requireTlsOffered() {
    return secure && peer.requireTls();
  }

  /** Whether the connection is protected by TLS. */
  public boolean secure() {
    return secure;
  }
}
