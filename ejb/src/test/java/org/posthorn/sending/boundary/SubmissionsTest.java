package org.posthorn.sending.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
import org.posthorn.kernel.UidSet;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.mailboxes.control.Store;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.SpecialUse;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.compose.ComposedMail;
import org.posthorn.mime.compose.OutgoingPart;
import org.posthorn.reception.boundary.ReceivedMail;
import org.posthorn.reception.boundary.Reception;
import org.posthorn.sasl.Login;
import org.posthorn.sending.control.SendingParts;
import org.posthorn.sending.value.NewSubmission;
import org.posthorn.sending.value.SubmissionResult;
import org.posthorn.sending.value.SubmissionResult.Refused;
import org.posthorn.sending.value.SubmissionResult.Taken;
import org.posthorn.sending.value.SubmissionResult.Why;
import org.posthorn.smtp.session.SmtpClient;
import org.posthorn.store.boundary.AccountStores;
import org.posthorn.store.boundary.TestStores;
import org.posthorn.testdb.OnBothDatabases;
import org.posthorn.testdb.TestDatabase;

/** What people send from pages, over the real store and rows. */
@OnBothDatabases
class SubmissionsTest {
  private static final AtomicInteger ROUNDS = new AtomicInteger();

  @TempDir Path directory;
  private final TestDatabase database;
  private final TestAccounts accounts;
  private final List<String> gone = new ArrayList<>();
  private final Submissions submissions = new Submissions();
  private final Drafts drafts = new Drafts();
  private final Uploads uploads = new Uploads();
  private boolean broken;
  private boolean limited;
  private Store store;
  private AccountStore mails;
  private Login ann;
  private Address own;

  SubmissionsTest(TestDatabase database) {
    this.database = database;
    this.accounts = new TestAccounts(database);
  }

  @BeforeEach
  void open() {
    String domain = "sending" + ROUNDS.incrementAndGet() + ".example";
    accounts.domain(domain);
    store = new Store(database, directory, false, accounts.directory());
    AccountStores stores = TestStores.of(store, accounts);
    own = new Address("ann", domain);
    long id = accounts.account(own.toString(), "a long password", false).id();
    store.createAccount(id);
    ann = new Login(id, own.toString());
    mails = stores.as(ann);
    SendingSettings limits = new SendingSettings();
    limits.mail = 100_000;
    limits.host = Optional.of("mx.example");
    submissions.contents = store.contents();
    submissions.rows = SendingParts.rows(database);
    submissions.filing = SendingParts.filing(stores, store.contents());
    submissions.mails = SendingParts.mails(store.contents());
    submissions.departure =
        SendingParts.departure(
            new Counter(), store.contents(), submissions.filing, submissions.rows);
    submissions.limits = limits;
    drafts.filing = submissions.filing;
    drafts.limits = limits;
    uploads.contents = store.contents();
    uploads.rows = submissions.rows;
    uploads.limits = limits;
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Notes what it takes; only ann's own addresses may send, and nobody is called nobody. */
  private final class Counter extends Reception {
    @Override
    public ReceivedMail open(SmtpClient client, Envelope envelope, OptionalLong size) {
      Verdict verdict = sender(client, envelope.sender());
      return new ReceivedMail(client, envelope, size, verdict, Optional.empty());
    }

    @Override
    public Verdict sender(SmtpClient client, Optional<Address> sender) {
      assertThat(client.role()).isEqualTo(SmtpClient.Role.SUBMISSION);
      return sender.equals(Optional.of(own))
          ? Verdict.yes()
          : Verdict.refused(Reason.SENDER_NOT_OWNED);
    }

    @Override
    public Verdict recipient(ReceivedMail mail, Recipient recipient) {
      return recipient.address().localPart().equals("nobody")
          ? Verdict.refused(Reason.NO_SUCH_MAILBOX)
          : Verdict.yes();
    }

    @Override
    public List<Verdict> finish(ReceivedMail mail, String id, Envelope given, Content content) {
      if (broken) {
        throw new IllegalStateException("the broker is away");
      }
      if (limited) {
        Verdict tooMuch = Verdict.deferred(Reason.SENDING_LIMIT);
        return Collections.nCopies(given.recipients().size(), tooMuch);
      }
      gone.add(id + ' ' + given.addresses() + '\n' + text(content));
      return Collections.nCopies(given.recipients().size(), Verdict.yes());
    }
  }

  private static String text(Content content) {
    ByteBuffer octets = ByteBuffer.allocate((int) content.size());
    content.read(0, octets);
    return new String(octets.array(), UTF_8);
  }

  private ComposedMail mail(String from, String to, String bcc, List<OutgoingPart> files) {
    return new ComposedMail(
        List.of(address(from)),
        List.of(),
        List.of(address(to)),
        List.of(),
        bcc.isEmpty() ? List.of() : List.of(address(bcc)),
        "Hello",
        ZonedDateTime.parse("2026-11-29T10:20:30+01:00"),
        "<1@posthorn.test>",
        List.of(),
        List.of(),
        "text\n",
        Optional.empty(),
        List.of(),
        files,
        Map.of());
  }

  private static MailAddress address(String text) {
    int at = text.indexOf('@');
    return new MailAddress("", text.substring(0, at), text.substring(at + 1));
  }

  private NewSubmission submission(String client, ComposedMail mail, Optional<Instant> when) {
    return new NewSubmission(
        client, mail, when, Optional.empty(), Optional.empty(), false, "192.0.2.1");
  }

  private MailboxView view(SpecialUse use) {
    return mails.folders().list().all().stream()
        .filter(each -> each.use().filter(use::equals).isPresent())
        .findFirst()
        .flatMap(each -> mails.messages().view(each.id()).result())
        .orElseThrow();
  }

  private MessagePlace original() {
    long inbox = mails.folders().list().find(MailboxName.INBOX).orElseThrow().id();
    NewMessage message = new NewMessage(store.message("original"), Flags.NONE, 1);
    long uid =
        mails.messages().append(inbox, List.of(message)).result().orElseThrow().target().first(0);
    return new MessagePlace(inbox, uid);
  }

  @Test
  void aMailIsSentAndFiledAndItsDraftGoes() {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "eve@example.org", List.of());
    MessagePlace draft = drafts.save(ann, mail, Optional.empty()).result().orElseThrow();
    MessagePlace original = original();
    SubmissionResult result =
        submissions.send(
            ann,
            new NewSubmission(
                "c1",
                mail,
                Optional.empty(),
                Optional.of(draft),
                Optional.of(original),
                false,
                ""));
    assertThat(result).isInstanceOf(Taken.class);
    assertThat(gone).hasSize(1);
    assertThat(gone.get(0))
        .contains("[bob@example.org, eve@example.org]\nReturn-Path: <" + own + ">\r\nReceived: ")
        .doesNotContain("Bcc");
    assertThat(view(SpecialUse.SENT).size()).isEqualTo(1);
    assertThat(text(store.contents().content(view(SpecialUse.SENT).contentId(0))))
        .contains("Bcc: eve@example.org")
        .doesNotContain("Received:");
    assertThat(view(SpecialUse.DRAFTS).size()).isZero();
    MailboxView inbox = mails.messages().view(original.mailbox()).result().orElseThrow();
    assertThat(inbox.flags(inbox.indexOf(original.uid())).first() & Flags.ANSWERED).isNotZero();
  }

  @Test
  void theSameAgainIsNotSentAgain() {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of());
    SubmissionResult first = submissions.send(ann, submission("c2", mail, Optional.empty()));
    assertThat(submissions.send(ann, submission("c2", mail, Optional.empty())))
        .isInstanceOf(Taken.class);
    assertThat(first).isInstanceOf(Taken.class);
    assertThat(gone).hasSize(1);
    assertThat(view(SpecialUse.SENT).size()).isEqualTo(1);
  }

  @Test
  void whoeverDoesNotOwnTheAddressMayNotSend() {
    ComposedMail mail = mail("ceo@example.org", "bob@example.org", "", List.of());
    assertThat(submissions.send(ann, submission("c3", mail, Optional.empty())))
        .isEqualTo(new Refused(Why.SENDER, "ceo@example.org"));
    assertThat(gone).isEmpty();
  }

  @Test
  void whoHasSentTooMuchHearsItAndMaySendAgain() {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of());
    limited = true;
    assertThat(submissions.send(ann, submission("c9", mail, Optional.empty())))
        .isEqualTo(new Refused(Why.LIMIT, own.toString()));
    limited = false;
    assertThat(submissions.send(ann, submission("c9", mail, Optional.empty())))
        .isInstanceOf(Taken.class);
    assertThat(gone).hasSize(1);
  }

  @Test
  void anUnknownColleagueIsToldAtOnce() {
    ComposedMail mail = mail(own.toString(), "nobody@example.org", "", List.of());
    assertThat(submissions.send(ann, submission("c4", mail, Optional.empty())))
        .isEqualTo(new Refused(Why.RECIPIENT, "nobody@example.org"));
  }

  @Test
  void aMailThatWaitsCanBeTakenBackByItsSenderOnly() {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of());
    Optional<Instant> later = Optional.of(Instant.now().plusSeconds(600));
    Taken taken = (Taken) submissions.send(ann, submission("c5", mail, later));
    assertThat(taken.waiting()).isTrue();
    submissions.release();
    assertThat(gone).isEmpty();
    assertThat(submissions.waiting(ann)).hasSize(1);
    assertThat(submissions.takeBack(new Login(ann.accountId() + 1, "x@y"), taken.id())).isFalse();
    assertThat(submissions.takeBack(ann, taken.id())).isTrue();
    assertThat(submissions.takeBack(ann, taken.id())).isFalse();
    assertThat(view(SpecialUse.SENT).size()).isZero();
  }

  @Test
  void aMailThatWaitsGoesWhenItsMomentComes() throws InterruptedException {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of());
    Optional<Instant> soon = Optional.of(Instant.now().plusMillis(150));
    Taken taken = (Taken) submissions.send(ann, submission("c6", mail, soon));
    Thread.sleep(200);
    submissions.release();
    submissions.release();
    assertThat(gone).hasSize(1);
    assertThat(submissions.takeBack(ann, taken.id())).isFalse();
    assertThat(view(SpecialUse.SENT).size()).isEqualTo(1);
  }

  @Test
  void aMailThatWaitsIsGivenAnotherMomentByItsSenderOnly() {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of());
    Optional<Instant> later = Optional.of(Instant.now().plusSeconds(600));
    long id = ((Taken) submissions.send(ann, submission("d1", mail, later))).id();
    Instant other = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 7200);
    Login stranger = new Login(ann.accountId() + 1, "x@y");
    assertThat(submissions.postpone(stranger, id, other)).isFalse();
    assertThat(submissions.postpone(ann, id, other)).isTrue();
    assertThat(submissions.waiting(ann).get(0).due()).isEqualTo(other);
    assertThat(submissions.waiting(ann).get(0).recipients()).hasToString("[bob@example.org]");
    assertThat(submissions.postpone(ann, id, Instant.now().minusSeconds(1))).isTrue();
    submissions.release();
    assertThat(gone).hasSize(1);
    assertThat(submissions.postpone(ann, id, other)).isFalse();
  }

  @Test
  void aMailThatWaitsIsStoppedWithItsDraft() {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of());
    MessagePlace draft = drafts.save(ann, mail, Optional.empty()).result().orElseThrow();
    NewSubmission wanted =
        new NewSubmission(
            "d2",
            mail,
            Optional.of(Instant.now().plusSeconds(600)),
            Optional.of(draft),
            Optional.empty(),
            false,
            "");
    submissions.send(ann, wanted);
    UidSet others = UidSet.range(draft.uid() + 1, UidSet.MAX);
    assertThat(submissions.takeBackDrafts(ann, draft.mailbox(), others)).isZero();
    UidSet uid = UidSet.of(draft.uid());
    assertThat(submissions.takeBackDrafts(ann, draft.mailbox() + 1, uid)).isZero();
    assertThat(submissions.takeBackDrafts(ann, draft.mailbox(), uid)).isEqualTo(1);
    assertThat(submissions.waiting(ann)).isEmpty();
  }

  @Test
  void whatBreaksOnTheWayIsTakenAllTheSame() {
    broken = true;
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of());
    assertThat(submissions.send(ann, submission("c7", mail, Optional.empty())))
        .isInstanceOf(Taken.class);
    assertThat(submissions.rows.find(ann.accountId(), "c7").orElseThrow().state().name())
        .isEqualTo("LEAVING");
  }

  @Test
  void aMailThatIsTooLargeIsRefused() {
    OutgoingPart large =
        new OutgoingPart("x", "text/plain", Optional.empty(), out -> out.write(new byte[90_000]));
    ComposedMail mail = mail(own.toString(), "bob@example.org", "", List.of(large));
    assertThat(submissions.send(ann, submission("c8", mail, Optional.empty())))
        .isEqualTo(new Refused(Why.SIZE, ""));
  }

  @Test
  void aDraftTakesThePlaceOfTheOneBefore() {
    ComposedMail mail = mail(own.toString(), "bob@example.org", "eve@example.org", List.of());
    MessagePlace first = drafts.save(ann, mail, Optional.empty()).result().orElseThrow();
    MessagePlace second = drafts.save(ann, mail, Optional.of(first)).result().orElseThrow();
    MailboxView view = view(SpecialUse.DRAFTS);
    assertThat(view.size()).isEqualTo(1);
    assertThat(view.uid(0)).isEqualTo(second.uid()).isNotEqualTo(first.uid());
    assertThat(drafts.save(ann, mail, Optional.of(first)).result()).isPresent(); // was gone
    drafts.delete(ann, second);
    assertThat(view(SpecialUse.DRAFTS).size()).isEqualTo(1);
  }

  @Test
  void onlyDraftsAreDeletedAsSuch() {
    MessagePlace original = original();
    drafts.delete(ann, original);
    assertThat(mails.messages().view(original.mailbox()).result().orElseThrow().size())
        .isEqualTo(1);
  }

  @Test
  void aFileIsForTheAccountThatAddedIt() throws IOException {
    ByteArrayInputStream octets = new ByteArrayInputStream("file".getBytes(UTF_8));
    long id = uploads.keep(ann, "a.txt", "text/plain", octets).orElseThrow().id();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    uploads.octets(ann, id).orElseThrow().writeTo(out);
    assertThat(out.toString(UTF_8)).isEqualTo("file");
    Login other = new Login(ann.accountId() + 1, "x@y");
    assertThat(uploads.find(other, id)).isEmpty();
    assertThat(uploads.octets(other, id)).isEmpty();
  }

  @Test
  void aFileIsForgottenWhenADraftHasItAndItsRoomIsFree() throws IOException {
    for (int i = 0; i < 30; i++) {
      ByteArrayInputStream octets = new ByteArrayInputStream(new byte[60_000]);
      long id = uploads.keep(ann, "a", "text/plain", octets).orElseThrow().id();
      uploads.forget(new Login(ann.accountId() + 1, "x@y"), List.of(id));
      assertThat(uploads.find(ann, id)).isPresent();
      uploads.forget(ann, List.of(id));
      assertThat(uploads.find(ann, id)).isEmpty();
    }
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    ByteArrayInputStream octets = new ByteArrayInputStream(new byte[80_000]);
    assertThat(uploads.keep(ann, "a", "text/plain", octets)).isEmpty();
  }
}
