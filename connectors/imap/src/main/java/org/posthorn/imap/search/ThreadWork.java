package org.posthorn.imap.search;

import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Losses;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.command.ThreadMessages;
import org.posthorn.imap.session.ImapSession;
import org.posthorn.imap.session.SelectedMailbox;
import org.posthorn.mailstore.query.FactsWalk;
import org.posthorn.mailstore.query.MessageScan;
import org.posthorn.mailstore.query.SearchKey;
import org.posthorn.mailstore.query.SearchResult;
import org.posthorn.mailstore.thread.ThreadKeys;

/** A search, then the threading of what was found, and then the response. RFC 5256 §3. */
public final class ThreadWork implements Work {
  private final ImapSession session;
  private final ThreadMessages command;
  private final SelectedMailbox mailbox;
  private final Losses losses;
  private final MessageScan scan;
  private @Nullable Threading threading;
  private @Nullable ThreadWriter writer;

  private record Threading(SearchResult found, ThreadKeys keys, FactsWalk walk) {}

  /** Prepares a search in what the client knows of a mailbox. */
  public ThreadWork(
      ThreadMessages command, SearchKey key, SelectedMailbox mailbox, ImapSession session) {
    this.session = session;
    this.command = command;
    this.mailbox = mailbox;
    this.losses = new Losses(mailbox.source());
    this.scan = new MessageScan(mailbox.source(), key, SessionContext.of(mailbox, session), losses);
  }

  @Override
  public OptionalInt progress() {
    if (writer != null) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        threading == null ? scan.percent() / 2 : 50 + threading.walk().percent() / 2);
  }

  @Override
  public Optional<Completion> step() {
    if (writer != null) {
      if (!writer.step()) {
        return Optional.empty();
      }
      session.out().crlf();
      return Optional.of(losses.ok("THREAD completed"));
    }
    if (threading != null) {
      if (threading.walk().step()) {
        write(threading);
      }
    } else if (scan.step()) {
      SearchResult found = scan.result();
      ThreadKeys keys = new ThreadKeys(command.algorithm(), found.count());
      FactsWalk walk = new FactsWalk(mailbox.source(), scan.view(), found, true, keys::add, losses);
      threading = new Threading(found, keys, walk);
    }
    return Optional.empty();
  }

  private void write(Threading done) {
    boolean uid = command.byUid();
    session.out().text("* THREAD");
    writer =
        new ThreadWriter(
            session.out(), done.keys().threads(), message -> done.found().number(message, uid));
  }
}
