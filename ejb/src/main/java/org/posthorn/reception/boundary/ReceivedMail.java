package org.posthorn.reception.boundary;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.posthorn.checks.boundary.MessageCheck;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.filtering.boundary.MessageFilter;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.Verdict;
import org.posthorn.kernel.Verdict.Reason;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.routing.boundary.Route;
import org.posthorn.smtp.session.Examination;
import org.posthorn.smtp.session.MailTransaction;
import org.posthorn.smtp.session.SmtpClient;

/** What is known of a message while it is received. */
public final class ReceivedMail implements MailTransaction {
  private final SmtpClient client;
  private final Envelope begun;
  private final OptionalLong size;
  private final Verdict sender;
  private final Optional<MessageCheck> check;
  private final Optional<MessageFilter> filter;
  private final List<FilterTarget> targets = new ArrayList<>();
  private Optional<Judgements> judgements = Optional.empty();
  private final Map<Address, Route> routes = new HashMap<>(4);
  private Optional<CheckResults> results = Optional.empty();
  private Optional<List<Address>> authors = Optional.empty();
  private String messageId = "";
  private boolean separate;

  /**
   * One that begins.
   *
   * @param begun the envelope without recipients
   * @param size octets as the client has announced them. RFC 1870 §6.1
   * @param sender what is said to MAIL
   * @param check finds out about the message; empty where nothing is checked
   * @param filter finds out whether it is wanted; empty where everything is
   */
  public ReceivedMail(
      SmtpClient client,
      Envelope begun,
      OptionalLong size,
      Verdict sender,
      Optional<MessageCheck> check,
      Optional<MessageFilter> filter) {
    this.check = check;
    this.filter = filter;
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

  /** Whether somebody finds out if it is wanted. */
  boolean filtered() {
    return filter.isPresent();
  }

  /** It is to come to an account, too. */
  void to(FilterTarget target) {
    targets.add(target);
  }

  /** What is thought of it by those it is addressed to; empty where nothing is. */
  Optional<Judgements> judgements() {
    return judgements;
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
    filter.ifPresent(each -> each.show(octets));
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

  // on the thread of the checks
  private CompletableFuture<Examination> judged(CheckResults found) {
    results = Optional.of(found);
    return filter.isPresent() && !targets.isEmpty()
        ? filter.get().judge(found, authors, List.copyOf(targets)).thenApply(this::judged)
        : CompletableFuture.completedFuture(examined(found));
  }

  // what is said to each recipient comes at the end
  private Examination judged(Judgements found) {
    judgements = Optional.of(found);
    return new Examination(
        found.field() + results.map(CheckResults::fields).orElse(""), Verdict.yes());
  }

  private Examination examined(CheckResults found) {
    Verdict verdict =
        found.disposition() == DmarcPolicy.REJECT
            ? Verdict.refused(Reason.NOT_AUTHENTIC) // RFC 7489 §10.3
            : Verdict.yes();
    return new Examination(found.fields(), verdict);
  }

  @Override
  public void discard() {
    check.ifPresent(MessageCheck::cancel);
    routes.clear();
  }
}
