package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.posthorn.imap.command.Authenticated.ListMailboxes;
import org.posthorn.imap.command.Authenticated.ListReturn;
import org.posthorn.imap.command.Authenticated.ListSelection;
import org.posthorn.imap.command.Authenticated.Lsub;
import org.posthorn.imap.command.Authenticated.Xlist;
import org.posthorn.imap.command.StatusItem;

/** The grammar of LIST, as RFC 9051 §6.3.9 and RFC 5258 have it, and of LSUB. */
final class ListSyntax {
  private static final int MAX_PATTERNS = 100;

  private ListSyntax() {}

  // lsub = "LSUB" SP mailbox SP list-mailbox   (RFC 3501 §9)
  static Lsub lsub(CommandCursor in) {
    String reference = MailboxSyntax.name(in);
    in.expectSpace();
    return new Lsub(reference, in.expectListMailbox());
  }

  /** As LSUB. */
  static Xlist xlist(CommandCursor in) {
    Lsub same = lsub(in);
    return new Xlist(same.reference(), same.pattern());
  }

  // list = "LIST" [SP list-select-opts] SP mailbox SP mbox-or-pat [SP list-return-opts]
  static ListMailboxes list(CommandCursor in) {
    in.expectSpace();
    Set<ListSelection> selection = EnumSet.noneOf(ListSelection.class);
    boolean extended = in.peek() == '(';
    if (extended) {
      in.expectList(() -> selection.add(selection(in)));
      in.expectSpace();
      if (selection.contains(ListSelection.RECURSIVEMATCH)
          && !selection.contains(ListSelection.SUBSCRIBED)
          && !selection.contains(ListSelection.SPECIAL_USE)) {
        throw in.wrong("RECURSIVEMATCH needs another option"); // RFC 9051 §6.3.9.1
      }
    }
    final String reference = in.expectMailbox();
    in.expectSpace();
    List<String> patterns = new ArrayList<>();
    if (in.peek() == '(') {
      extended = true;
      in.expectList(() -> pattern(in, patterns));
    } else {
      patterns.add(in.expectListMailbox());
    }
    Set<ListReturn> returns = EnumSet.noneOf(ListReturn.class);
    Set<StatusItem> status = EnumSet.noneOf(StatusItem.class);
    List<String> annotations = new ArrayList<>(0);
    if (in.trySpace()) {
      extended = true;
      if (!in.tryWord("RETURN")) {
        throw in.wrong("Missing RETURN");
      }
      in.expectSpace();
      in.expectList(() -> returns.add(returned(in, status, annotations)));
    }
    return new ListMailboxes(
        extended, selection, reference, patterns, returns, status, annotations);
  }

  private static void pattern(CommandCursor in, List<String> patterns) {
    if (patterns.size() == MAX_PATTERNS) {
      throw in.wrong("Too many patterns");
    }
    patterns.add(in.expectListMailbox());
  }

  private static ListSelection selection(CommandCursor in) {
    return switch (in.expectKeyword()) {
      case "SUBSCRIBED" -> ListSelection.SUBSCRIBED;
      case "REMOTE" -> ListSelection.REMOTE;
      case "RECURSIVEMATCH" -> ListSelection.RECURSIVEMATCH;
      case "SPECIAL-USE" -> ListSelection.SPECIAL_USE;
      default -> throw in.wrong("Unknown selection option");
    };
  }

  private static ListReturn returned(
      CommandCursor in, Set<StatusItem> status, List<String> annotations) {
    return switch (in.expectKeyword()) {
      case "SUBSCRIBED" -> ListReturn.SUBSCRIBED;
      case "CHILDREN" -> ListReturn.CHILDREN;
      case "SPECIAL-USE" -> ListReturn.SPECIAL_USE;
      case "MYRIGHTS" -> ListReturn.MYRIGHTS;
      case "STATUS" -> {
        in.expectSpace();
        status.addAll(MailboxSyntax.statusItems(in));
        yield ListReturn.STATUS;
      }
      case "METADATA" -> { // RFC 9590 §4
        annotations.addAll(MetadataSyntax.entries(in));
        yield ListReturn.METADATA;
      }
      default -> throw in.wrong("Unknown return option");
    };
  }
}
