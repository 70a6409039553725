package org.posthorn.imap.handler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Authenticated.UrlFetch;
import org.posthorn.imap.fetch.Excerpt;
import org.posthorn.imap.session.ImapSession;

/** Gives what URLs name, one response for each; NIL for what is not there or not for them. */
final class UrlFetchWork implements Work {
  private static final int PIECE = 32 * 1024;

  private final Deque<String> urls = new ArrayDeque<>();
  private final ImapSession session;
  private final Responses out;
  private final byte[] piece = new byte[PIECE];
  private @Nullable Excerpt open;
  private long at;

  UrlFetchWork(UrlFetch command, ImapSession session) {
    this.session = session;
    this.out = session.out();
    urls.addAll(command.urls());
  }

  @Override
  public Optional<Completion> step() {
    Excerpt excerpt = open;
    if (excerpt != null) {
      write(excerpt);
      return Optional.empty();
    }
    String url = urls.poll();
    if (url == null) {
      return Optional.of(Completion.ok("URLFETCH completed"));
    }
    begin(url);
    return Optional.empty();
  }

  private void begin(String url) {
    Optional<Excerpt> found =
        session.urls().forUser(url, session.login().orElseThrow(), session.clock().instant());
    out.text("* URLFETCH ").string(url).space();
    if (found.isEmpty()) {
      out.nil().crlf();
      return;
    }
    out.literalHead(found.get().size());
    open = found.get();
    at = 0;
    write(found.get());
  }

  private void write(Excerpt excerpt) {
    int count = excerpt.read(at, piece);
    out.octets(piece, 0, count);
    at += count;
    if (at == excerpt.size()) {
      open = null;
      out.crlf();
    }
  }
}
