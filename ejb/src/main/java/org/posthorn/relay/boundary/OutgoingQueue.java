package org.posthorn.relay.boundary;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentLost;
import org.posthorn.relay.control.QueueControl;
import org.posthorn.relay.control.QueueControl.Portion;
import org.posthorn.relay.control.QueueControl.Position;
import org.posthorn.relay.control.RelayQueue;
import org.posthorn.relay.entity.OutgoingMessage;
import org.posthorn.relay.entity.OutgoingMessage.Result;
import org.posthorn.relay.value.HoldRuleEntry;
import org.posthorn.relay.value.QueueEntry;
import org.posthorn.relay.value.QueueFilter;
import org.posthorn.relay.value.QueueOrder;

/**
 * The outgoing queue as administrators see it. Changes concern what waits for its next attempt, not
 * what is being sent at this moment; each returns how many messages it has changed.
 */
@ApplicationScoped
public class OutgoingQueue {
  private static final System.Logger LOG = System.getLogger(OutgoingQueue.class.getName());

  private static final String ENDED = "An administrator has ended the attempts to deliver it";
  private static final String REMOVED = "An administrator has removed it";

  private static final int PAGE = 500;

  @Inject QueueControl control;
  @Inject RelayQueue queue;
  @Inject ContentStore contents;

  /**
   * A page of what is in the queue.
   *
   * @param after the last entry of the page before
   * @param limit how many entries, at most
   */
  public List<QueueEntry> list(
      QueueFilter filter, QueueOrder order, Optional<QueueEntryKey> after, int limit) {
    return control.list(false, filter, order, after.map(QueueEntryKey::position), limit);
  }

  /** A page of what was delivered or given up, as long as that is kept. */
  public List<QueueEntry> retired(
      QueueFilter filter, QueueOrder order, Optional<QueueEntryKey> after, int limit) {
    return control.list(true, filter, order, after.map(QueueEntryKey::position), limit);
  }

  /**
   * Names an entry in an order.
   *
   * @param key what the order compares, in milliseconds since 1970
   * @param id of the entry
   */
  public record QueueEntryKey(long key, long id) {
    Position position() {
      return new Position(key, id);
    }
  }

  /** One message, in the queue or retired. */
  public Optional<QueueEntry> find(long id) {
    return control.find(id);
  }

  /**
   * The octets of a message that is in the queue; what has left it keeps none for long.
   *
   * @return empty when there is no such message, or its octets are gone
   */
  public Optional<Content> message(long id) {
    return control.find(id).flatMap(entry -> readable(entry.contentId()));
  }

  private Optional<Content> readable(long contentId) {
    try {
      Content content = contents.content(contentId);
      content.requireReadable();
      return Optional.of(content);
    } catch (ContentLost gone) {
      return Optional.empty();
    }
  }

  /** Makes the next attempt be made now; what is held stays held. */
  public int retry(QueueFilter filter) {
    return change("retry", filter, OutgoingMessage::retry);
  }

  /**
   * Makes an attempt be made now for whoever is not its administrator: besides those that are
   * planned, which stay as they are when it fails.
   *
   * @param meant asked outside of a transaction
   */
  public int start(QueueFilter filter, Predicate<QueueEntry> meant) {
    int started = 0;
    Optional<QueueEntryKey> last = Optional.empty();
    List<QueueEntry> page;
    do {
      page = list(filter, QueueOrder.OLDEST, last, PAGE);
      List<Long> ids = page.stream().filter(meant).map(QueueEntry::id).toList();
      if (!ids.isEmpty()) {
        started += change("start", QueueFilter.of(ids), OutgoingMessage::tryBesides);
      }
      for (QueueEntry each : page) {
        last = Optional.of(new QueueEntryKey(QueueOrder.OLDEST.key(each), each.id()));
      }
    } while (page.size() == PAGE);
    return started;
  }

  /** How many messages wait, held ones apart; counts up to a number. */
  public int pending(QueueFilter filter, int most) {
    return control.pending(filter, most);
  }

  /** Puts the next attempt off. */
  public int postpone(QueueFilter filter, Duration by) {
    return change("postpone", filter, (row, now) -> row.postpone(by));
  }

  /** Keeps messages until they are released. */
  public int hold(QueueFilter filter) {
    return change("hold", filter, (row, now) -> row.hold());
  }

  /** Lets go on what was held. */
  public int release(QueueFilter filter) {
    return change("release", filter, (row, now) -> row.release());
  }

  /** Gives messages up and tells their senders, who may not want to know: RFC 3461 §4.1. */
  public int fail(QueueFilter filter) {
    return change("fail", filter, (row, now) -> row.giveUp(ended(now, ENDED)));
  }

  /** Removes messages; nobody is told. */
  public int drop(QueueFilter filter) {
    return change("drop", filter, (row, now) -> row.drop(ended(now, REMOVED)));
  }

  private static Result ended(Instant now, String text) {
    return new Result(now, 0, "5.7.1", text, ""); // RFC 3463 §3.8: not authorized
  }

  private int change(String action, QueueFilter filter, QueueControl.Change change) {
    int changed = 0;
    Portion portion = new Portion(0, Set.of(), 0, false);
    while (!portion.end()) {
      portion = control.change(filter, change, portion.last());
      portion.due().forEach(group -> queue.announce(group, Duration.ZERO));
      changed += portion.changed();
    }
    LOG.log(System.Logger.Level.INFO, "event=queue-changed action={0} rows={1}", action, changed);
    return changed;
  }

  /** The rules by which new messages are held. */
  public List<HoldRuleEntry> rules() {
    return control.rules();
  }

  /**
   * Adds a rule; what is in the queue and matches is held, too. One that names nothing holds all.
   *
   * @param account the account of the sender
   * @param senderDomain in Unicode form
   * @param recipientDomain in Unicode form
   */
  public HoldRuleEntry addRule(
      Optional<Long> account, Optional<String> senderDomain, Optional<String> recipientDomain) {
    HoldRuleEntry rule = control.addRule(account, senderDomain, recipientDomain);
    hold(QueueFilter.of(account, senderDomain, recipientDomain)); // what comes now is held already
    return rule;
  }

  /** Removes a rule; what is held stays held. Whether there was one. */
  public boolean removeRule(long id) {
    return control.removeRule(id);
  }
}
