package org.posthorn.reception.boundary;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.posthorn.checks.boundary.MessageCheck;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.filtering.boundary.MessageFilter;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgement;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.reception.control.Reach;
import org.posthorn.routing.boundary.Route;
import org.posthorn.smtp.session.Examination;
import org.posthorn.smtp.session.MailTransaction;
import org.posthorn.smtp.session.SmtpClient;

/** What is known of a message while it is received. */
public final class ReceivedMail implements MailTransaction {
  private static final Verdict NOT_AUTHENTIC = Verdict.refused(Reason.NOT_AUTHENTIC);

  private final SmtpClient client;
  private final Envelope begun;
  private final OptionalLong size;
  private final Verdict sender;
  private final Optional<MessageCheck> check;
  private final Optional<Filtering> filtering;
  private Judgements judgements = Judgements.NONE;
  private final Map<Address, Route> routes = new HashMap<>(4);
  private Optional<CheckResults> results = Optional.empty();
  private Optional<List<Address>> authors = Optional.empty();
  private String messageId = "";
  private boolean separate;

  /** How it is found out whether a message is wanted by those whom it reaches. */
  record Filtering(MessageFilter filter, Reach reach) {}

  /**
   * One that begins.
   *
   * @param begun the envelope without recipients
   * @param size octets as the client has announced them. RFC 1870 §6.1
   * @param sender what is said to MAIL
   * @param check finds out about the message; empty where nothing is checked
   * @param filtering finds out whether it is wanted; empty where everything is
   */
  ReceivedMail(
      SmtpClient client,
      Envelope begun,
      OptionalLong size,
      Verdict sender,
      Optional<MessageCheck> check,
      Optional<Filtering> filtering) {
    this.check = check;
    this.filtering = filtering;
    this.client = client;
    this.begun = begun;
    this.size = size;
    this.sender = sender;
  }

  /** One that everybody wants. */
  public ReceivedMail(
      SmtpClient client,
      Envelope begun,
      OptionalLong size,
      Verdict sender,
      Optional<MessageCheck> check) {
    this(client, begun, size, sender, check, Optional.empty());
  }

  /** Who sends it. */
  public SmtpClient client() {
    return client;
  }

  /** What MAIL said. */
  public Envelope begun() {
    return begun;
  }

  /** The announced size, 0 when there is none. */
  public long announcedSize() {
    return size.orElse(0);
  }

  /** Keeps the route of a recipient. */
  public void route(Address recipient, Route route) {
    routes.put(recipient, route);
  }

  /** The route of a recipient, as it was at RCPT. */
  public Optional<Route> route(Address recipient) {
    return Optional.ofNullable(routes.get(recipient));
  }

  @Override
  public Verdict sender() {
    return sender;
  }

  /** Whether something is found out about it while it comes. */
  boolean checked() {
    return check.isPresent();
  }

  /** The message itself comes now. */
  void begin() {
    check.ifPresent(MessageCheck::start);
  }

  /** It is taken for a recipient whose route is known. */
  void to(Address recipient) {
    check.ifPresent(each -> each.to(recipient));
    filtering.ifPresent(each -> each.reach().add(recipient, route(recipient).orElseThrow()));
  }

  /**
   * What is thought of it by the accounts that it reaches by some recipients; none where nobody is
   * asked.
   *
   * @throws IllegalStateException when one of them has not been asked
   */
  Judgements judgements(Collection<Address> recipients) {
    Judgements theirs = judgements.of(recipients);
    if (filtering.isPresent()
        && !theirs.accounts().containsAll(filtering.get().reach().accounts(recipients))) {
      throw new IllegalStateException("an account has not judged what it is to get");
    }
    return theirs;
  }

  /** Whether members elsewhere get it by a list among some recipients. */
  boolean goesOn(Collection<Address> recipients) {
    return filtering.filter(each -> each.reach().goesOn(recipients)).isPresent();
  }

  /** The addresses of its one From field; empty where there is none, or no good one. */
  Optional<List<Address>> authors() {
    return authors;
  }

  /** Its Message-ID with the angle brackets; empty text where it has none, or it is not known. */
  String messageId() {
    return messageId;
  }

  /** What is known of the message; empty where nothing was checked. */
  Optional<CheckResults> results() {
    return results;
  }

  /** Whether the policy of the author's domain wants it kept apart. RFC 7489 §6.3. */
  boolean quarantined() {
    return results.filter(each -> each.disposition() == DmarcPolicy.QUARANTINE).isPresent();
  }

  @Override
  public void show(ByteBuffer octets) {
    filtering.ifPresent(each -> each.filter().show(octets));
    check.ifPresent(each -> each.show(octets));
  }

  @Override
  public void separate() {
    separate = true;
  }

  /** Whether each recipient may have an answer of its own. */
  boolean separated() {
    return separate;
  }

  @Override
  public void identify(String given) {
    messageId = given;
  }

  @Override
  public CompletableFuture<Examination> examine(String receiver, Optional<List<Address>> from) {
    authors = from;
    return check
        .map(each -> each.finish(receiver, from).thenCompose(this::judged))
        .orElseGet(() -> CompletableFuture.completedFuture(Examination.NONE));
  }

  // judging waits for the database and for DNS: never on the thread that brings the results
  private CompletableFuture<Examination> judged(CheckResults found) {
    results = Optional.of(found);
    if (filtering.isEmpty()) {
      return CompletableFuture.completedFuture(examined(found));
    }
    return check
        .orElseThrow()
        .next(() -> judge(filtering.get(), found))
        .map(judging -> judging.thenCompose(Function.identity()))
        .orElseGet(() -> CompletableFuture.completedFuture(busy(found)));
  }

  private CompletableFuture<Examination> judge(Filtering by, CheckResults found) {
    List<FilterTarget> targets = by.reach().targets();
    if (targets.isEmpty()) {
      by.filter().discard();
      return CompletableFuture.completedFuture(examined(found));
    }
    return by.filter().judge(found, authors, targets).thenApply(all -> judged(found, all));
  }

  private static Examination busy(CheckResults found) {
    return new Examination(found.fields(), Verdict.deferred(Reason.SYSTEM));
  }

  // what is said to each recipient comes at the end
  private Examination judged(CheckResults found, Judgements all) {
    judgements = all;
    boolean seen = filtering.filter(each -> each.reach().goesOn()).isPresent();
    return new Examination((seen ? "" : all.field()) + found.fields(), Verdict.yes());
  }

  private Examination examined(CheckResults found) {
    if (found.disposition() == DmarcPolicy.REJECT) {
      counted(""); // this is the end of it
      return new Examination(found.fields(), NOT_AUTHENTIC);
    }
    return new Examination(found.fields(), Verdict.yes());
  }

  /**
   * It was answered, by these verdicts for its recipients: counts it for reports to its author's
   * domain if it was taken, or refused by the policy of that domain. What is to come again is
   * counted when it has come.
   */
  void answered(List<Address> recipients, List<Verdict> verdicts) {
    List<Address> taken =
        IntStream.range(0, verdicts.size())
            .filter(i -> verdicts.get(i).accepted())
            .mapToObj(recipients::get)
            .toList();
    DmarcPolicy policy = results.map(CheckResults::disposition).orElse(DmarcPolicy.NONE);
    if (!taken.isEmpty()) {
      counted(policy == DmarcPolicy.NONE ? "" : exception(policy, taken));
    } else if (policy == DmarcPolicy.REJECT && verdicts.contains(NOT_AUTHENTIC)) {
      counted("");
    }
  }

  private String exception(DmarcPolicy policy, List<Address> taken) {
    String exception = judgements.of(taken).policyException();
    return exception.isEmpty() && policy == DmarcPolicy.REJECT ? "local_policy" : exception;
  }

  private void counted(String exception) {
    check.ifPresent(each -> results.ifPresent(found -> each.decided(found, exception)));
  }

  @Override
  public boolean unwanted() {
    return !judgements.wanted()
        && judgements.junk()
        && filtering.filter(each -> each.reach().goesOn()).isEmpty();
  }

  @Override
  public boolean doubted(Address recipient) {
    return judgements.of(List.of(recipient)).all().stream().anyMatch(Judgement::told);
  }

  @Override
  public void discard() {
    check.ifPresent(MessageCheck::cancel);
    filtering.ifPresent(each -> each.filter().discard());
    routes.clear();
  }
}
