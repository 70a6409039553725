package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.posthorn.imap.command.Authenticated.MultiSearch;
import org.posthorn.imap.command.MailboxFilter;
import org.posthorn.imap.command.MailboxFilter.Kind;
import org.posthorn.imap.command.SearchReturn;
import org.posthorn.imap.command.SearchReturn.Result;
import org.posthorn.mailstore.query.SearchKey;

/** The grammar of ESEARCH. RFC 7377 §4, RFC 5465 §8. */
final class MultiSearchSyntax {
  /** Most mailboxes that one filter, and most filters that one command may name. */
  static final int MAX_NAMES = 500;

  private MultiSearchSyntax() {}

  // esearch = "ESEARCH" [SP esearch-source-opts] [SP search-return-opts] SP search-program
  /** Reads the rest of the command after its name. */
  static MultiSearch search(CommandCursor in) {
    List<MailboxFilter> sources = new ArrayList<>();
    if (in.tryNextWord("IN")) {
      in.expectSpace();
      in.expectList(() -> sources.add(filter(in)));
      requireSome(in, sources.size());
    } else {
      sources.add(new MailboxFilter(Kind.SELECTED, List.of())); // RFC 7377 §2.2
    }
    Optional<SearchReturn> returned = SearchSyntax.returned(in);
    in.expectSpace();
    Optional<SearchKey> key = SearchSyntax.program(in);
    SearchSyntax.requireFuzzy(
        in, key, returned.filter(some -> some.has(Result.RELEVANCY)).isPresent());
    return new MultiSearch(sources, key, returned);
  }

  // filter-mailboxes = "selected" / "inboxes" / "personal" / "subscribed" /
  //   ("subtree" / "subtree-one" / "mailboxes") SP one-or-more-mailbox
  static MailboxFilter filter(CommandCursor in) {
    return switch (in.expectKeyword()) {
      case "SELECTED" -> new MailboxFilter(Kind.SELECTED, List.of());
      case "INBOXES" -> new MailboxFilter(Kind.INBOXES, List.of());
      case "PERSONAL" -> new MailboxFilter(Kind.PERSONAL, List.of());
      case "SUBSCRIBED" -> new MailboxFilter(Kind.SUBSCRIBED, List.of());
      case "SUBTREE" -> new MailboxFilter(Kind.SUBTREE, names(in));
      case "SUBTREE-ONE" -> new MailboxFilter(Kind.SUBTREE_ONE, names(in));
      case "MAILBOXES" -> new MailboxFilter(Kind.MAILBOXES, names(in));
      default -> throw in.wrong("Unknown kind of mailboxes");
    };
  }

  // one-or-more-mailbox = mailbox / "(" mailbox *(SP mailbox) ")"
  private static List<String> names(CommandCursor in) {
    in.expectSpace();
    List<String> names = new ArrayList<>();
    if (in.peek() == '(') {
      in.expectList(() -> names.add(in.expectMailbox()));
    } else {
      names.add(in.expectMailbox());
    }
    requireSome(in, names.size());
    return names;
  }

  private static void requireSome(CommandCursor in, int count) {
    if (count == 0 || count > MAX_NAMES) {
      throw in.wrong(count == 0 ? "Missing mailboxes" : "Too many mailboxes");
    }
  }
}
