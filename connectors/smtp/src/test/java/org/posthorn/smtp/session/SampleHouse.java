package org.posthorn.smtp.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentSink;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.sasl.Admission;
import org.posthorn.sasl.Authenticator;
import org.posthorn.sasl.KeyLogin;
import org.posthorn.sasl.Login;
import org.posthorn.sasl.ScramDerivation;
import org.posthorn.sasl.ScramHash;
import org.posthorn.sasl.ScramKeys;
import org.posthorn.smtp.client.ClientSession;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.codec.SmtpCommand.Etrn;
import org.posthorn.testkit.MemoryContent;
import org.posthorn.testkit.MemorySink;

/** The sample accounts user1@ to user4@posthorn.test, in memory. */
final class SampleHouse implements SmtpEndpoint, Authenticator {

  /** What was accepted. */
  record Message(SmtpClient client, Envelope envelope, String text) {}

  final List<Message> messages = new ArrayList<>();
  final List<RefusalEvent> refusals = new ArrayList<>();
  final List<SmtpClient> refusedClients = new ArrayList<>();
  final List<MemorySink> sinks = new ArrayList<>();
  private static final Verdict FULL = Verdict.deferred(Reason.MAILBOX_FULL);

  Supplier<MemorySink> nextSink = MemorySink::new;

  /** What checks say of the next message; not completed while they are at it. */
  CompletableFuture<Examination> examination = CompletableFuture.completedFuture(Examination.NONE);

  /** The octets that checks have seen, and the authors they were told. */
  final StringBuilder shown = new StringBuilder();

  final List<Optional<List<Address>>> examined = new ArrayList<>();

  /** Whether passwords are checked by {@link #check()} only. */
  boolean slow;

  Optional<String> standing = Optional.of("password 1");
  final List<CompletableFuture<Admission>> waiting = new ArrayList<>();
  private final List<Admission> answers = new ArrayList<>();

  @Override
  public Verdict sender(SmtpClient client, Optional<Address> sender) {
    if (sender.filter(it -> it.localPart().equals("broken")).isPresent()) {
      throw new IllegalStateException("broken");
    }
    boolean owned =
        sender.isEmpty()
            || client.login().map(Login::address).equals(sender.map(Address::toString))
            || client.login().isEmpty()
            || sender.get().localPart().equals("user3");
    return owned ? Verdict.yes() : Verdict.refused(Reason.SENDER_NOT_OWNED);
  }

  /** User 3 lets all write on their behalf. */
  @Override
  public Optional<Address> senderField(
      SmtpClient client, List<Address> authors, Optional<Address> given) {
    Optional<Address> own =
        given.filter(each -> client.login().orElseThrow().address().equals(each.toString()));
    boolean needed = authors.stream().anyMatch(each -> each.localPart().equals("user3"));
    return own.isPresent() || !needed ? own : Address.parse(client.login().orElseThrow().address());
  }

  /** A transaction, and how many of them are neither finished nor discarded. */
  private final class Begun implements MailTransaction {
    private final SmtpClient client;
    private final OptionalLong size;
    private final Verdict sender;
    private boolean unwanted;

    Begun(SmtpClient client, OptionalLong size, Verdict sender) {
      this.client = client;
      this.size = size;
      this.sender = sender;
      open += sender.accepted() ? 1 : 0;
    }

    @Override
    public Verdict sender() {
      return sender;
    }

    @Override
    public void show(ByteBuffer octets) {
      shown.append(US_ASCII.decode(octets));
    }

    @Override
    public CompletableFuture<Examination> examine(
        String receiver, Optional<List<Address>> authors) {
      examined.add(authors);
      return examination;
    }

    @Override
    public boolean unwanted() {
      return unwanted;
    }

    @Override
    public boolean doubted(Address recipient) {
      return recipient.localPart().equals("doubtful");
    }

    @Override
    public void discard() {
      open--;
    }
  }

  int open;

  @Override
  public MailTransaction open(SmtpClient client, Envelope envelope, OptionalLong size) {
    return new Begun(client, size, sender(client, envelope.sender()));
  }

  @Override
  public Verdict recipient(MailTransaction transaction, Recipient to) {
    OptionalLong size = ((Begun) transaction).size;
    Address recipient = to.address();
    if (!recipient.domain().endsWith("posthorn.test")) {
      return Verdict.refused(Reason.RELAY_DENIED);
    }
    return switch (recipient.localPart()) {
      case "nobody", "usér1", "no > body" -> Verdict.refused(Reason.NO_SUCH_MAILBOX);
      case "small" -> size.orElse(0) > 1000 ? FULL : Verdict.yes();
      case "stuffed" -> FULL;
      case "broken" -> throw new IllegalStateException("broken");
      default -> Verdict.yes();
    };
  }

  @Override
  public Authenticator logins() {
    return this;
  }

  /** The draft has a text of its own for each user. */
  @Override
  public Optional<UrlOctets> url(SmtpClient client, String url, String host) {
    byte[] octets = draft.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return Optional.of(url)
        .filter(each -> each.equals("imap://user1@" + host + "/Drafts/;UID=1;URLAUTH=x"))
        .filter(any -> client.login().isPresent())
        .map(any -> octets(octets));
  }

  String draft = "";

  private static UrlOctets octets(byte[] octets) {
    return new UrlOctets() {
      @Override
      public long size() {
        return octets.length;
      }

      @Override
      public int read(long at, byte[] target) {
        int count = (int) Math.min(Math.min(7, target.length), octets.length - at);
        System.arraycopy(octets, (int) at, target, 0, count);
        return count;
      }
    };
  }

  @Override
  public ContentSink content(MailTransaction transaction) {
    MemorySink sink = nextSink.get();
    sinks.add(sink);
    return sink;
  }

  /** The queues that were to be started. */
  final List<String> queues = new ArrayList<>();

  Supplier<QueueStart> queue = () -> QueueStart.of(QueueStart.Outcome.NOTHING);

  @Override
  public QueueStart startQueue(SmtpClient client, Etrn asked) {
    QueueStart start = queue.get();
    queues.add(asked.toString());
    return start;
  }

  /** What hosts may fetch, and what became of it: of each mail its outcomes. */
  final List<OutgoingMail> mails = new ArrayList<>();

  final List<String> fetched = new ArrayList<>();

  @Override
  public OnDemand fetch(SmtpClient client, List<String> domains) {
    if (domains.contains("foreign.test")) {
      return new OnDemand.Refused();
    }
    if (domains.contains("broken.test")) {
      throw new IllegalStateException("broken");
    }
    Waiting first = new Waiting();
    return next(first) ? new OnDemand.Begun(first) : new OnDemand.Nothing();
  }

  private static final class Waiting implements OnDemandFetch {
    private Optional<OutgoingMail> mail = Optional.empty();

    @Override
    public OutgoingMail mail() {
      return mail.orElseThrow();
    }
  }

  @Override
  public boolean next(OnDemandFetch fetch) {
    ((Waiting) fetch).mail = mails.isEmpty() ? Optional.empty() : Optional.of(mails.remove(0));
    return ((Waiting) fetch).mail.isPresent();
  }

  @Override
  public CompletableFuture<Boolean> sent(OnDemandFetch fetch, ClientSession session) {
    if (!session.isAbout(fetch.mail())) {
      fetched.add("of another mail");
      return CompletableFuture.completedFuture(false);
    }
    String results =
        session.results().stream()
            .map(each -> each.recipient() + " " + each.outcome())
            .collect(Collectors.joining(", "));
    fetched.add(
        session
            .hostFailure()
            .map(each -> "host " + each.outcome() + " " + each.status())
            .orElse(results + (session.contentUnanswered() ? ", unanswered" : "")));
    return written;
  }

  /** Whether what became of fetched mail is written down. */
  CompletableFuture<Boolean> written = CompletableFuture.completedFuture(true);

  @Override
  public void refused(SmtpClient client, RefusalEvent refusal) {
    refusals.add(refusal);
    refusedClients.add(client);
  }

  @Override
  public List<Verdict> finish(
      MailTransaction transaction, String id, Envelope envelope, Content content) {
    SmtpClient client = ((Begun) transaction).client;
    List<Verdict> verdicts = envelope.addresses().stream().map(SampleHouse::verdict).toList();
    ((Begun) transaction).unwanted =
        envelope.addresses().stream().allMatch(each -> each.localPart().equals("junk"));
    open--;
    messages.add(new Message(client, envelope, ((MemoryContent) content).text()));
    return verdicts;
  }

  private static Verdict verdict(Address recipient) {
    return switch (recipient.localPart()) {
      case "full" -> Verdict.refused(Reason.MAILBOX_FULL);
      case "later", "junk" -> Verdict.deferred(Reason.SYSTEM);
      case "crash" -> throw new IllegalStateException("crash");
      default -> Verdict.yes();
    };
  }

  @Override
  public CompletableFuture<Admission> verify(
      String user, String password, String mechanism, String client) {
    boolean right = user.equals("user1@posthorn.test") && password.equals("posthorn");
    if (user.startsWith("crash")) {
      throw new IllegalStateException("crash");
    }
    Admission admission =
        right ? new Admission.Granted(new Login(1, user)) : new Admission.Denied();
    if (user.startsWith("throttled")) {
      admission = new Admission.Throttled(Duration.ofMillis(29_001));
    }
    if (!slow) {
      return CompletableFuture.completedFuture(admission);
    }
    CompletableFuture<Admission> later = new CompletableFuture<>();
    waiting.add(later);
    answers.add(admission);
    return later;
  }

  /** Answers the logins that wait. */
  void check() {
    while (!waiting.isEmpty()) {
      waiting.remove(0).complete(answers.remove(0));
    }
  }

  @Override
  public Optional<String> standing(Login login, Optional<String> fingerprint) {
    return standing;
  }

  @Override
  public Optional<KeyLogin> keyLogin(String fingerprint) {
    return switch (fingerprint) {
      case "key1" -> Optional.of(new KeyLogin(new Login(1, "user1@posthorn.test"), true));
      case "key2" -> Optional.of(new KeyLogin(new Login(2, "user2@posthorn.test"), true));
      case "crash" -> throw new IllegalStateException("crash");
      default -> Optional.empty();
    };
  }

  @Override
  public Admission external(String fingerprint, String identity, String client) {
    return keyLogin(fingerprint)
        .map(KeyLogin::login)
        .filter(login -> identity.isEmpty() || identity.equals(login.address()))
        .<Admission>map(Admission.Granted::new)
        .orElseGet(Admission.Denied::new);
  }

  @Override
  public ScramKeys scramKeys(String user, ScramHash hash) {
    return ScramDerivation.keys(hash, "posthorn", new byte[16], ScramDerivation.MIN_ITERATIONS);
  }

  @Override
  public Admission scramResult(String user, boolean proven, String mechanism, String client) {
    return proven ? new Admission.Granted(new Login(1, user)) : new Admission.Denied();
  }

  Message last() {
    return messages.get(messages.size() - 1);
  }
}
