package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.imap.command.Authenticated.GenUrlAuth;
import org.posthorn.imap.command.Authenticated.ResetKey;
import org.posthorn.imap.command.Authenticated.UrlFetch;

/** The grammar of commands about URLs that say who may use them. RFC 4467 §9. */
final class UrlCommandSyntax {
  private static final int MAX_URLS = 100;

  private UrlCommandSyntax() {}

  // genurlauth = "GENURLAUTH" 1*(SP url-rump SP mechanism)
  static GenUrlAuth generate(CommandCursor in) {
    List<GenUrlAuth.Wanted> wanted = new ArrayList<>();
    while (wanted.isEmpty() || in.trySpace()) {
      if (wanted.isEmpty()) {
        in.expectSpace();
      }
      String rump = in.expectAstring();
      in.expectSpace();
      wanted.add(new GenUrlAuth.Wanted(rump, in.expectKeyword()));
      limited(in, wanted.size());
    }
    return new GenUrlAuth(wanted);
  }

  // resetkey = "RESETKEY" [SP mailbox *(SP mechanism)]
  static ResetKey reset(CommandCursor in) {
    if (!in.trySpace()) {
      return new ResetKey(Optional.empty(), List.of());
    }
    String mailbox = in.expectMailbox();
    List<String> mechanisms = new ArrayList<>();
    while (in.trySpace()) {
      mechanisms.add(in.expectKeyword());
      limited(in, mechanisms.size());
    }
    return new ResetKey(Optional.of(mailbox), mechanisms);
  }

  // urlfetch = "URLFETCH" 1*(SP url-full)
  static UrlFetch fetch(CommandCursor in) {
    List<String> urls = new ArrayList<>();
    in.expectSpace();
    do {
      urls.add(in.expectAstring());
      limited(in, urls.size());
    } while (in.trySpace());
    return new UrlFetch(urls);
  }

  private static void limited(CommandCursor in, int count) {
    if (count > MAX_URLS) {
      throw in.wrong("Too many URLs");
    }
  }
}
