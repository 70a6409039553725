package org.posthorn.relay.control;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.smtp.client.OutgoingMail;
import org.posthorn.smtp.session.OnDemandFetch;

/** How far a host has come with fetching its mail. For one thread at a time. */
public final class FetchProgress implements OnDemandFetch {
  private final long account;
  private final Set<String> domains;
  private final String host;
  private final Set<String> tried = new HashSet<>();
  private final List<RecipientOutcome> settled = new ArrayList<>();
  private final Deque<QueuedRecipient> candidates = new ArrayDeque<>();
  private PageEnd position = new PageEnd(0, 0);
  private String claim = "";
  private List<QueuedRecipient> rows = List.of();
  private Optional<OutgoingMail> mail = Optional.empty();

  /**
   * One that begins.
   *
   * @param account which fetches
   * @param domains at least one, in Unicode form
   * @param host who fetches, for the log
   */
  public FetchProgress(long account, Set<String> domains, String host) {
    this.account = account;
    this.domains = Set.copyOf(domains);
    this.host = host;
  }

  public long account() {
    return account;
  }

  /** Those whose mail is fetched, in Unicode form. */
  public Set<String> domains() {
    return domains;
  }

  String host() {
    return host;
  }

  /** Whether a group was not met before. */
  boolean isNew(QueuedRecipient any) {
    return !tried.contains(key(any));
  }

  private static String key(QueuedRecipient any) {
    return any.delivery() + ' ' + any.address().domain();
  }

  /** How many groups were met. */
  int count() {
    return tried.size();
  }

  /**
   * Where a look for waiting rows has ended.
   *
   * @param attempt when the last attempt of its last row was, in milliseconds since 1970
   */
  record PageEnd(long attempt, long id) {}

  PageEnd position() {
    return position;
  }

  /** The next row that was found and not looked at yet. */
  Optional<QueuedRecipient> candidate() {
    return Optional.ofNullable(candidates.poll());
  }

  /** What a look has brought: at least one row. */
  void found(List<QueuedRecipient> page) {
    QueuedRecipient last = page.get(page.size() - 1);
    position = new PageEnd(last.last().at().toEpochMilli(), last.id());
    candidates.addAll(page);
  }

  /** A group was claimed. */
  void at(String by, List<QueuedRecipient> group) {
    claim = by;
    rows = List.copyOf(group);
    tried.add(key(rows.get(0)));
    settled.clear();
    mail = Optional.empty();
  }

  /** Nothing is left. */
  void none() {
    claim = "";
    rows = List.of();
    mail = Optional.empty();
  }

  boolean hasMail() {
    return mail.isPresent();
  }

  /** What of the group is to be sent. */
  void with(Optional<OutgoingMail> prepared) {
    mail = prepared;
  }

  String claim() {
    return claim;
  }

  List<QueuedRecipient> rows() {
    return rows;
  }

  /** What became of those who are not in the mail. */
  List<RecipientOutcome> settled() {
    return settled;
  }

  Destination group() {
    QueuedRecipient any = rows.get(0);
    return new Destination(
        any.delivery(),
        any.address().domain(),
        any.envelope().sender().map(Object::toString).orElse(""),
        any.envelope().handling().priority());
  }

  @Override
  public OutgoingMail mail() {
    return mail.orElseThrow();
  }
}
