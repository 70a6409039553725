package org.posthorn.imap.fetch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Losses;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.FetchItem;
import org.posthorn.kernel.ContentLost;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessageSource;

/**
 * The FETCH responses of some messages of a view. Holds no more than one piece of content and one
 * batch of facts at a time. RFC 9051 §7.5.2.
 */
public final class FetchWork implements Work {
  private static final int STEP = 64 * 1024; // octets, roughly
  private static final int COST_OF_ITEM = 32;
  private static final byte[] NO_PIECE = new byte[0];

  private final MessageSource source;
  private final Responses out;
  private final FetchPlan plan;
  private final Losses losses;
  private final Messages messages;
  private final Optional<HeadsAhead> heads;
  private @Nullable FetchMessage message;
  private ItemWriter[] writers = {}; // of what the message has
  private byte[] piece = NO_PIECE;
  private int item;
  private boolean undecodable;

  /**
   * Prepares the responses.
   *
   * @param source of the mailbox of the view
   */
  public FetchWork(MessageSource source, Responses out, MailboxView view, Request request) {
    this.plan = FetchPlan.of(request.items(), view.keywords(), request.recent());
    this.source = source;
    this.out = out;
    this.losses = new Losses(source);
    this.messages = new Messages(view, request);
    this.heads =
        plan.headsBatch() == 0
            ? Optional.empty()
            : Optional.of(
                new HeadsAhead(
                    source,
                    new Messages(view, request),
                    (int) Math.min(plan.headsBatch(), Math.max(1, request.uids().size())),
                    plan.headers()));
  }

  /**
   * What is asked for.
   *
   * @param uids messages that the view has
   * @param items at least one
   * @param changedSince only of messages with a greater mod-sequence; -1 for all
   * @param recent the messages whose flags have {@code \Recent}
   * @param descending whether the one with the highest UID comes first
   */
  public record Request(
      UidSet uids, List<FetchItem> items, long changedSince, UidSet recent, boolean descending) {
    public Request {
      items = List.copyOf(items);
    }
  }

  @Override
  public Optional<Completion> step() {
    int done = 0;
    while (done < STEP && out.writable()) {
      FetchMessage current = message;
      if (current == null) {
        if (!messages.next()) {
          return Optional.of(completion());
        }
        begin();
      } else if (current.stream().isPresent()) {
        done += send(current, current.stream().get());
      } else if (item < writers.length) {
        out.text(item == 0 ? '(' : ' ');
        writers[item++].write(current, out);
        done += current.takeWritten();
      } else {
        end(current);
      }
      done += COST_OF_ITEM;
    }
    piece = NO_PIECE; // nothing is kept while the peer takes its time
    return Optional.empty();
  }

  private void begin() {
    FetchMessage next = new FetchMessage(messages.view(), messages.at(), source);
    boolean facts = got(() -> heads.ifPresent(ahead -> next.head(ahead.next())));
    boolean content =
        got( // what is lost is found out before the response begins
            () -> {
              if (plan.needsContent() || plan.headers() && next.lacksHeader()) {
                next.demandContent();
              }
            });
    writers = facts && content ? plan.writers() : plan.writersWithout(!facts, !content);
    if (writers.length > 0) {
      out.fetch(messages.at().index() + 1L, messages.at().uid());
      message = next;
      item = 0;
    }
  }

  private boolean got(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (ContentLost lost) { // the other items and the other messages still come
      losses.add(messages.at().uid(), lost);
      return false;
    }
  }

  private int send(FetchMessage current, OctetStream octets) {
    if (piece.length < octets.room()) {
      piece = new byte[octets.room()];
    }
    int count = octets.read(piece);
    if (count < 0) {
      current.sent();
      return 0;
    }
    out.octets(piece, 0, count);
    return count;
  }

  private void end(FetchMessage current) {
    out.text(")\r\n");
    undecodable |= current.undecodable();
    message = null;
  }

  private Completion completion() {
    return losses
        .failure()
        .orElseGet(
            () ->
                undecodable // RFC 3516 §4.3
                    ? Completion.no("UNKNOWN-CTE", "Unknown content transfer encoding")
                    : Completion.ok("FETCH completed"));
  }
}
