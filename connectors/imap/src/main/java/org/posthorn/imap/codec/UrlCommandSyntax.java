package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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

  // urlfetch = "URLFETCH" 1*(SP url-fetch-arg) ; RFC 5524 §5
  static UrlFetch fetch(CommandCursor in) {
    List<UrlFetch.WantedUrl> wanted = new ArrayList<>();
    in.expectSpace();
    do {
      wanted.add(
          in.tryChar('(') ? extended(in) : new UrlFetch.WantedUrl(in.expectAstring(), List.of()));
      limited(in, wanted.size());
    } while (in.trySpace());
    return new UrlFetch(wanted);
  }

  // url-fetch-ext   = "(" url-full *(SP url-fetch-param) ")"
  // url-fetch-param = "BODY" / "BINARY" / "BODYPARTSTRUCTURE" / atom
  private static UrlFetch.WantedUrl extended(CommandCursor in) {
    String url = in.expectAstring();
    List<UrlFetch.Item> items = new ArrayList<>();
    while (in.trySpace()) {
      String name = in.expectKeyword();
      UrlFetch.Item item =
          Stream.of(UrlFetch.Item.values())
              .filter(each -> each.name().equals(name))
              .findAny()
              .orElseThrow(() -> in.wrong("Unknown parameter"));
      if (items.contains(item)) { // RFC 5524 §3.1
        throw in.wrong("Once is enough");
      }
      items.add(item);
    }
    in.expectChar(')');
    if (items.contains(UrlFetch.Item.BODY) && items.contains(UrlFetch.Item.BINARY)) {
      throw in.wrong("Either BODY or BINARY");
    }
    return new UrlFetch.WantedUrl(url, items);
  }

  private static void limited(CommandCursor in, int count) {
    if (count > MAX_URLS) {
      throw in.wrong("Too many URLs");
    }
  }
}
