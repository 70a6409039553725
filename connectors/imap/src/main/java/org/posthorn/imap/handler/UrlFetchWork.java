package org.posthorn.imap.handler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.imap.answer.Completion;
import org.posthorn.imap.answer.Work;
import org.posthorn.imap.codec.Responses;
import org.posthorn.imap.command.Authenticated.UrlFetch;
import org.posthorn.imap.command.Authenticated.UrlFetch.Item;
import org.posthorn.imap.fetch.Excerpt;
import org.posthorn.imap.fetch.ExcerptOctets;
import org.posthorn.imap.session.ImapSession;

/** Gives what URLs name, one response for each; NIL for what is not there or not for them. */
final class UrlFetchWork implements Work {
  private final Deque<UrlFetch.WantedUrl> wanted = new ArrayDeque<>();
  private final Deque<Item> items = new ArrayDeque<>(); // of the URL at hand
  private final ImapSession session;
  private final Responses out;
  private boolean binary;
  private @Nullable Excerpt excerpt;
  private @Nullable ExcerptOctets open;
  private byte[] piece = new byte[0];
  private boolean inItem;

  UrlFetchWork(UrlFetch command, ImapSession session) {
    this.session = session;
    this.out = session.out();
    wanted.addAll(command.wanted());
  }

  @Override
  public Optional<Completion> step() {
    ExcerptOctets octets = open;
    Excerpt named = excerpt;
    if (octets != null) {
      write(octets);
    } else if (named != null) {
      if (!binary || !named.prepare()) { // read once, for size, mark and structure
        next(named);
      }
    } else if (wanted.isEmpty()) {
      return Optional.of(Completion.ok("URLFETCH completed"));
    } else {
      begin(wanted.remove());
    }
    return Optional.empty();
  }

  private void begin(UrlFetch.WantedUrl url) {
    Optional<Excerpt> found =
        session.urls().forUser(url.url(), session.login().orElseThrow(), session.clock().instant());
    out.text("* URLFETCH ").string(url.url()).space();
    if (found.isEmpty()) {
      out.nil().crlf();
      return;
    }
    excerpt = found.get();
    items.addAll(url.items());
    binary = url.items().contains(Item.BINARY);
    inItem = !items.isEmpty();
    if (!inItem) {
      octets(found.get().stored(), "");
    }
  }

  // url-metadata = 1*(SP "(" url-metadata-el ")") ; RFC 5524 §5
  private void next(Excerpt named) {
    Item item = items.poll();
    if (item == null) {
      excerpt = null;
      out.crlf();
      return;
    }
    out.text('(').text(item.name()).space();
    if (item == Item.BODY) {
      octets(named.stored(), "");
    } else if (item == Item.BINARY) {
      named
          .decoded()
          .ifPresentOrElse(
              octets -> octets(octets, octets.nul() ? "~" : ""),
              () -> {
                out.nil(); // RFC 5524 §3.2
                close();
              });
    } else {
      named.structure(binary).ifPresentOrElse(out::octets, out::nil);
      close();
    }
  }

  private void octets(ExcerptOctets octets, String mark) {
    out.text(mark).literalHead(octets.size());
    piece = new byte[octets.room()];
    open = octets;
  }

  private void write(ExcerptOctets octets) {
    int count = octets.read(piece);
    if (count >= 0) {
      out.octets(piece, 0, count);
      return;
    }
    open = null;
    close();
  }

  private void close() {
    if (inItem) {
      out.text(')');
      if (!items.isEmpty()) {
        out.space();
      }
    }
  }
}
