package org.posthorn.imap.codec;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.posthorn.imap.command.Authenticated.Create;
import org.posthorn.imap.command.Authenticated.Resync;
import org.posthorn.imap.command.Authenticated.Select;
import org.posthorn.imap.command.Authenticated.Status;
import org.posthorn.imap.command.StatusItem;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.query.SequenceSet;

/** The grammar of commands about one mailbox. RFC 9051 §6.3. */
final class MailboxSyntax {
  private MailboxSyntax() {}

  /** A mailbox name after a space. */
  static String name(CommandCursor in) {
    in.expectSpace();
    return in.expectMailbox();
  }

  // select = "SELECT" SP mailbox [SP "(" select-param *(SP select-param) ")"]   (RFC 4466 §3)
  static Select select(CommandCursor in, boolean readOnly) {
    String mailbox = name(in);
    List<Resync> resync = new ArrayList<>(1);
    boolean condstore = false;
    if (in.trySpace()) {
      in.expectChar('(');
      do {
        if (in.tryWord("CONDSTORE")) {
          condstore = true;
        } else if (in.tryWord("QRESYNC") && resync.isEmpty()) {
          in.expectSpace();
          resync.add(resync(in));
        } else {
          throw in.wrong("Unknown SELECT parameter");
        }
      } while (in.trySpace());
      in.expectChar(')');
    }
    return new Select(mailbox, readOnly, condstore, resync.stream().findFirst());
  }

  // "(" uidvalidity SP mod-sequence-value [SP known-uids] [SP seq-match-data] ")" (RFC 7162 §7)
  private static Resync resync(CommandCursor in) {
    in.expectChar('(');
    final long uidValidity = in.expectNonZero();
    in.expectSpace();
    final long modSeq = in.expectNumber64();
    Optional<UidSet> known = Optional.empty();
    boolean matched = false;
    if (in.trySpace()) {
      boolean matchOnly = in.peek() == '(';
      if (!matchOnly) {
        known = Optional.of(plain(in, in.expectSequenceSet()));
      }
      matched = matchOnly || in.trySpace();
      if (matched) {
        match(in);
      }
    }
    in.expectChar(')');
    return new Resync(uidValidity, modSeq, known, matched);
  }

  // seq-match-data = "(" known-sequence-set SP known-uid-set ")"
  // Only a hint; the answer without it is right, too. RFC 7162 §3.2.5.2
  private static void match(CommandCursor in) {
    in.expectChar('(');
    plain(in, in.expectSequenceSet());
    in.expectSpace();
    plain(in, in.expectSequenceSet());
    in.expectChar(')');
  }

  private static UidSet plain(CommandCursor in, SequenceSet set) {
    if (set.isSaved() || set.hasLast()) {
      throw in.wrong("No * or $ here"); // RFC 7162 §7
    }
    return set.ranges(1);
  }

  // create = "CREATE" SP mailbox [SP "(" create-param *(SP create-param) ")"] (RFC 6154 §6)
  static Create create(CommandCursor in) {
    String mailbox = name(in);
    List<String> uses = new ArrayList<>();
    if (in.trySpace()) {
      in.expectChar('(');
      do {
        if (!in.tryWord("USE")) {
          throw in.wrong("Unknown CREATE parameter");
        }
        in.expectSpace();
        in.expectList(
            () -> {
              in.expectChar('\\');
              uses.add("\\" + in.expectAtom());
            });
      } while (in.trySpace());
      in.expectChar(')');
    }
    return new Create(mailbox, uses);
  }

  // status = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
  static Status status(CommandCursor in) {
    String mailbox = name(in);
    in.expectSpace();
    return new Status(mailbox, statusItems(in));
  }

  static Set<StatusItem> statusItems(CommandCursor in) {
    Set<StatusItem> items = EnumSet.noneOf(StatusItem.class);
    in.expectList(
        () ->
            items.add(
                StatusItem.of(in.expectKeyword())
                    .orElseThrow(() -> in.wrong("Unknown STATUS item"))));
    if (items.isEmpty()) {
      throw in.wrong("Missing STATUS item");
    }
    return items;
  }
}
