package org.posthorn.sending.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.posthorn.accounts.boundary.TestAccounts;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Recipient;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.compose.MultipartMail;
import org.posthorn.mime.compose.MultipartMail.ExtraField;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.quota.boundary.Quotas;
import org.posthorn.reception.boundary.ReceivedMail;
import org.posthorn.reception.boundary.Reception;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.relay.value.Undeliverable;
import org.posthorn.sasl.Login;
import org.posthorn.sending.control.SendingParts;
import org.posthorn.sending.value.ApplicationMail;
import org.posthorn.sending.value.ApplicationResult;
import org.posthorn.sending.value.ApplicationResult.NotTaken;
import org.posthorn.sending.value.ApplicationResult.Taken;
import org.posthorn.sending.value.ApplicationSubmission;
import org.posthorn.sending.value.ApplicationSubmission.Repetition;
import org.posthorn.sending.value.SubmissionOrigin;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.spool.value.QueueNumber;
import org.posthorn.store.boundary.AccountStores;
import org.posthorn.store.boundary.TestStores;
import org.posthorn.submission.boundary.SendingRights;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What applications send, over the real store and rows. */
@OnBothDatabases
class ApplicationSubmissionsTest {
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  @TempDir Path directory;
  private final TestDatabase database;
  private final TestAccounts accounts;
  private final List<Envelope> gone = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final ApplicationSubmissions submissions = new ApplicationSubmissions();
  private final Submissions later = new Submissions();
  private final List<String> told = new ArrayList<>();
  private Runnable meanwhile = () -> {};
  private boolean broken;
  private boolean disowned;
  private boolean limited;
  private boolean full;
  private Store store;
  private AccountStore mails;
  private Login ann;
  private Address own;

  private String from = "";
  private String to = "bob@example.org";
  private String bcc = "";
  private String messageId = "";
  private List<String> references = List.of();
  private String subject = "Hello";
  private String text = "text\n";
  private List<OutgoingPart> files = List.of();
  private List<ExtraField> fields = List.of();
  private Map<String, String> extra = Map.of();
  private Optional<Boolean> requireTls = Optional.empty();
  private Optional<Instant> release = Optional.empty();
  private boolean saveSent;

  ApplicationSubmissionsTest(TestDatabase database) {
    this.database = database;
    this.accounts = new TestAccounts(database);
  }

  @BeforeEach
  void open() {
    String domain = "applications" + ROUNDS.incrementAndGet() + ".example";
    accounts.domain(domain);
    store = new Store(database, directory, false, accounts.directory());
    AccountStores stores = TestStores.of(store, accounts);
    own = new Address("ann", domain);
    long id = accounts.account(own.toString(), "a long password", false).id();
    store.createAccount(id);
    ann = new Login(id, own.toString());
    mails = stores.as(ann);
    submissions.limits = new SendingSettings();
    submissions.limits.mail = 100_000;
    submissions.limits.host = Optional.of("mx.example");
    submissions.contents = store.contents();
    submissions.mails = SendingParts.mails(store.contents());
    submissions.rows = SendingParts.rows(database);
    submissions.departure =
        SendingParts.departure(
            new Counter(),
            store.contents(),
            SendingParts.filing(stores, store.contents()),
            submissions.rows);
    later.rows = submissions.rows;
    later.departure = submissions.departure;
    later.relay = new Reports();
    submissions.rights = new Rights();
    submissions.quotas =
        new Quotas() {
          @Override
          public boolean takes(long account, long octets) {
            return !full;
          }
        };
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Notes of whom it is told that they do not get what. */
  private final class Reports extends Relay {
    @Override
    public Optional<String> undeliverable(
        String delivery, Envelope envelope, long contentId, Undeliverable cause) {
      told.add(envelope.sender().orElseThrow() + " " + envelope.addresses() + " " + cause);
      return Optional.of(delivery);
    }
  }

  /** Ann may write on behalf of the chief. */
  private static final class Rights extends SendingRights {
    @Override
    public Name name(long account, Address author) {
      return author.localPart().equals("chief") ? Name.ON_BEHALF : Name.OWN;
    }

    @Override
    public boolean uniqueSender(long account) {
      return true;
    }
  }

  /** Notes what it takes; nobody is called nobody. */
  private final class Counter extends Reception {
    @Override
    public ReceivedMail open(SmtpClient client, Envelope envelope, OptionalLong size) {
      Verdict verdict = sender(client, envelope.sender());
      return new ReceivedMail(client, envelope, size, verdict, Optional.empty());
    }

    @Override
    public Verdict sender(SmtpClient client, Optional<Address> sender) {
      boolean may =
          sender.equals(Optional.of(own)) || sender.orElseThrow().localPart().equals("chief");
      return may && !disowned ? Verdict.yes() : Verdict.refused(Reason.SENDER_NOT_OWNED);
    }

    @Override
    public Verdict recipient(ReceivedMail mail, Recipient recipient) {
      return recipient.address().localPart().equals("nobody")
          ? Verdict.refused(Reason.NO_SUCH_MAILBOX)
          : Verdict.yes();
    }

    @Override
    public List<Verdict> finish(ReceivedMail mail, String id, Envelope given, Content content) {
      meanwhile.run();
      if (broken) {
        throw new IllegalStateException("the broker is away");
      }
      Verdict verdict = limited ? Verdict.deferred(Reason.SENDING_LIMIT) : Verdict.yes();
      if (!limited) {
        gone.add(given);
        texts.add(text(content));
      }
      return Collections.nCopies(given.recipients().size(), verdict);
    }
  }

  private static String text(Content content) {
    ByteBuffer octets = ByteBuffer.allocate((int) content.size());
    content.read(0, octets);
    return new String(octets.array(), UTF_8);
  }

  private static List<MailAddress> people(String text) {
    List<MailAddress> people = new ArrayList<>();
    for (String each : text.isEmpty() ? new String[0] : text.split(",")) {
      int at = each.indexOf('@');
      people.add(
          new MailAddress("", at < 0 ? each : each.substring(0, at), each.substring(at + 1)));
    }
    return people;
  }

  private ApplicationResult send(Repetition... repetition) {
    MultipartMail message =
        new MultipartMail(
            people(from),
            Optional.empty(),
            List.of(),
            people(to),
            List.of(),
            people(bcc),
            messageId,
            references,
            OffsetDateTime.parse("2026-11-29T10:20:30+01:00"),
            subject,
            text,
            "",
            List.of(),
            List.of(),
            files,
            fields);
    return submissions.send(
        new ApplicationSubmission(
            new SubmissionOrigin(ann, SubmissionOrigin.WEBAPI, "192.0.2.1"),
            new ApplicationMail(message, extra, requireTls, release, saveSent),
            List.of(repetition).stream().findFirst()));
  }

  private String code() {
    return ((NotTaken) send()).reason().code();
  }

  private long sent() {
    return mails.folders().list().all().stream()
        .filter(each -> each.use().filter(SpecialUse.SENT::equals).isPresent())
        .flatMap(each -> mails.messages().view(each.id()).result().stream())
        .mapToLong(MailboxView::size)
        .sum();
  }

  @Test
  void aMailGoesWithWhatTheApplicationWantsOfIt() {
    release = Optional.of(Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.SECONDS));
    requireTls = Optional.of(true);
    extra = Map.of("Order", "4711");
    bcc = "eve@example.org";
    Taken taken = (Taken) send();
    assertThat(taken.messageId()).matches("<[0-9a-f]{32}@" + own.domain() + ">");
    assertThat(taken.recipients()).hasSize(2);
    assertThat(taken.recipients().get(1).address()).hasToString("eve@example.org");
    assertThat(taken.recipients().get(0).number())
        .isEqualTo(QueueNumber.of(taken.deliveryId(), new Address("bob", "example.org")))
        .isBetween(1L, (1L << 53) - 1);
    assertThat(taken.recipients().get(0).fromId()).isEqualTo(taken.deliveryId());
    Envelope envelope = gone.get(0);
    assertThat(envelope.sender()).contains(own);
    assertThat(envelope.options().requireTls()).isTrue();
    assertThat(envelope.handling().release().orElseThrow().until()).isEqualTo(release.get());
    assertThat(envelope.handling().extra()).isEqualTo(Map.of("order", "4711"));
    assertThat(texts.get(0))
        .startsWith("Return-Path: <" + own + ">\r\nReceived: from webapi by mx.example")
        .contains("From: " + own + "\r\n", "User-Agent: Posthorn\r\n", "\r\n\r\ntext\r\n")
        .doesNotContain("eve", "192.0.2.1");
    assertThat(sent()).isZero();
  }

  @Test
  void aCopyIsFiledWhereItIsWanted() {
    saveSent = true;
    bcc = "eve@example.org";
    assertThat(send()).isInstanceOf(Taken.class);
    assertThat(sent()).isEqualTo(1);
    full = true;
    assertThat(code()).isEqualTo("sentOverQuota");
    assertThat(gone).hasSize(1);
  }

  @Test
  void theSameKeySendsOnceAndGivesTheSameAnswer() {
    Repetition key = new Repetition("order 1", "digest");
    ApplicationResult first = send(key);
    assertThat(send(key)).isEqualTo(first).isInstanceOf(Taken.class);
    assertThat(gone).hasSize(1);
    assertThat(sent()).isZero();
    assertThat(((NotTaken) send(new Repetition("order 1", "other"))).reason())
        .isEqualTo(ApplicationResult.Reason.KEY_REUSED);
    assertThat(send(new Repetition("order 2", "digest"))).isInstanceOf(Taken.class);
    assertThat(gone).hasSize(2);
  }

  @Test
  void underAKeyWhatBreaksOnTheWayIsTakenAndOtherwiseNothingIsPromised() {
    broken = true;
    Repetition key = new Repetition("order 1", "digest");
    ApplicationResult first = send(key);
    assertThat(first).isInstanceOf(Taken.class);
    assertThat(send(key)).isEqualTo(first);
    assertThatThrownBy(this::send).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whileAMailMayStillBeRefusedNothingIsPromisedToARepeatedCall() throws Exception {
    Repetition key = new Repetition("order 1", "digest");
    limited = true;
    CountDownLatch leaving = new CountDownLatch(1);
    CountDownLatch repeated = new CountDownLatch(1);
    meanwhile =
        () -> {
          leaving.countDown();
          await(repeated);
        };
    CompletableFuture<ApplicationResult> first = CompletableFuture.supplyAsync(() -> send(key));
    await(leaving);
    NotTaken second = (NotTaken) send(key);
    repeated.countDown();
    assertThat(second.reason()).isEqualTo(ApplicationResult.Reason.SERVER);
    assertThat(((NotTaken) first.get(10, TimeUnit.SECONDS)).reason())
        .isEqualTo(ApplicationResult.Reason.MESSAGE_LIMIT);
    meanwhile = () -> {};
    limited = false;
    assertThat(send(key)).isInstanceOf(Taken.class);
    assertThat(gone).hasSize(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As if the time had come when another server looks after what is left over. */
  private void allAreDue() {
    database.transact(
        entities ->
            entities
                .createQuery("update Submission s set s.due = 0 where s.account = :account")
                .setParameter("account", ann.accountId())
                .executeUpdate());
  }

  @Test
  void whatAnotherServerHasTakenOverIsNotRefusedByTheFirst() {
    limited = true;
    Repetition key = new Repetition("order 1", "digest");
    meanwhile =
        () -> {
          meanwhile = () -> {};
          allAreDue();
          later.release();
        };
    ApplicationResult first = send(key);
    assertThat(first).isInstanceOf(Taken.class);
    assertThat(send(key)).isEqualTo(first);
    limited = false;
    allAreDue();
    later.release();
    assertThat(gone).hasSize(1);
  }

  @Test
  void whatWasPromisedAndCannotGoIsReportedToTheAccount() {
    broken = true;
    bcc = "eve@example.org";
    assertThat(send(new Repetition("order 1", "digest"))).isInstanceOf(Taken.class);
    broken = false;
    disowned = true;
    allAreDue();
    later.release();
    assertThat(told).containsExactly(own + " [bob@example.org, eve@example.org] NOT_SENDER");
    allAreDue();
    later.release();
    assertThat(told).hasSize(1);
    assertThat(gone).isEmpty();
  }

  @Test
  void theKeysOfOneApplicationAreNotThoseOfAnother() {
    List<Repetition> keys =
        List.of(
            Repetition.of("webapi", "1", "order", "a"),
            Repetition.of("webapi", "2", "order", "b"),
            Repetition.of("webapi", "", "order", "c"),
            Repetition.of("jms", "", "order", "d"));
    for (Repetition each : keys) {
      assertThat(send(each)).isInstanceOf(Taken.class);
    }
    assertThat(gone).hasSize(4);
  }

  @Test
  void referencesAreTakenAsAnsweredMailHasThem() {
    references = List.of("<abc>", "1@example.org", "<2@example.org>");
    assertThat(send()).isInstanceOf(Taken.class);
    assertThat(texts.get(0))
        .contains("References: <abc> <1@example.org> <2@example.org>\r\n")
        .contains("In-Reply-To: <2@example.org>\r\n");
    for (String wrong : List.of("", "a b", "<a", "<a>\r\nBcc:<b>", "<\u00E4>", "<>")) {
      references = List.of(wrong);
      assertThat(code()).as(wrong).isEqualTo("malformedMessageID");
    }
  }

  @Test
  void whoHasSentTooMuchHearsItAndMaySendUnderTheSameKeyLater() {
    limited = true;
    Repetition key = new Repetition("order 1", "digest");
    assertThat(code()).isEqualTo("messageLimitReached");
    assertThat(send(key)).isInstanceOf(NotTaken.class);
    limited = false;
    assertThat(send(key)).isInstanceOf(Taken.class);
  }

  @Test
  void whoWritesOnBehalfOfAnotherGetsTheReports() { // RFC 5322 §3.6.2
    from = "chief@" + own.domain();
    assertThat(send()).isInstanceOf(Taken.class);
    assertThat(gone.get(0).sender()).contains(own);
    assertThat(texts.get(0)).contains("From: " + from + "\r\nSender: " + own + "\r\n");
  }

  @Test
  void eachFaultHasItsCode() {
    from = "a@b.example,c@d.example";
    assertThat(code()).isEqualTo("multipleFrom");
    from = "ceo@example.org";
    assertThat(code()).isEqualTo("badFrom");
    from = "";
    to = "nobody@example.org";
    assertThat(code()).isEqualTo("badAddress");
    to = "no address";
    assertThat(code()).isEqualTo("badAddress");
    to = "";
    assertThat(code()).isEqualTo("noRecipients");
    to = "bob@example.org,".repeat(1001);
    assertThat(code()).isEqualTo("user");
    to = "bob@example.org";
    messageId = "no id";
    assertThat(code()).isEqualTo("malformedMessageID");
    messageId = "<1@example.org>";
    text = "";
    assertThat(code()).isEqualTo("missingBody");
    text = "x".repeat(200_000);
    assertThat(code()).isEqualTo("messageTooLarge");
    text = "x";
    release = Optional.of(Instant.now().minusSeconds(1));
    assertThat(code()).isEqualTo("user");
    release = Optional.of(Instant.now().plus(61, ChronoUnit.DAYS));
    assertThat(code()).isEqualTo("user");
    assertThat(gone).isEmpty();
  }

  @Test
  void noFieldIsSmuggledIn() {
    subject = "x\r\nBcc: eve@example.org";
    assertThat(code()).isEqualTo("user");
    subject = "x";
    for (String name :
        List.of("Bcc", "content-type", "X-A: b\r\nBcc", "", "DKIM-Signature", "X-\u212A")) {
      fields = List.of(new ExtraField(name, "eve@example.org"));
      assertThat(code()).isEqualTo("user");
    }
    fields = List.of(new ExtraField("X-A", "1\nBcc: eve@example.org"));
    assertThat(code()).isEqualTo("user");
    fields = List.of();
    extra = Map.of("a", "1", "A", "2");
    assertThat(code()).isEqualTo("user");
    extra = Map.of("a", "x".repeat(2_001));
    assertThat(code()).isEqualTo("user");
    assertThat(gone).isEmpty();
  }

  @Test
  void policiesAboutTlsAreSetAsideWhereThatIsWanted() { // RFC 8689 §5
    requireTls = Optional.of(false);
    assertThat(send()).isInstanceOf(Taken.class);
    assertThat(texts.get(0)).contains("TLS-Required: No\r\n");
    assertThat(gone.get(0).options().requireTls()).isFalse();
  }
}
