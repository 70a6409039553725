package org.posthorn.filtering.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.Filing;
import org.posthorn.filtering.value.Filing.Place;
import org.posthorn.filtering.value.FilterSettings;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.mailboxes.boundary.Placement;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.SpecialUse;

/** Which mailbox a filing means. */
@ApplicationScoped
public class FilingRules {
  private static final Flags JUNK = Flags.of(List.of("$Junk")); // RFC 9051 §2.3.2
  private static final Flags SEEN = new Flags(Flags.SEEN, List.of());

  @Inject Mailboxes mailboxes;
  @Inject Policies policies;
  @Inject Directory directory;

  /**
   * What is noted of a message that an account gets.
   *
   * @param mailbox for which it was meant
   * @param facts the text of an {@link ArrivalNote}
   */
  public record Noted(long mailbox, Place place, long messageDigest, String facts) {}

  /** Where it is put; none: in the INBOX. */
  public List<Placement> placements(Filing filing) {
    long account = filing.account();
    return switch (filing.place()) {
      case MAILBOX ->
          filing.mailbox().isEmpty() ? List.of() : put(account, filing.mailbox(), Flags.NONE);
      case SEEN -> put(account, filing.mailbox(), SEEN);
      case JUNK ->
          mailboxes.find(account, SpecialUse.JUNK).stream()
              .map(mailbox -> new Placement(mailbox, JUNK))
              .toList();
      case INTROBOX -> put(account, settings(account).introbox().orElse(""), Flags.NONE);
      case REJECTS -> put(account, settings(account).rejectsMailbox().orElse(""), SEEN);
    };
  }

  /** The settings of an account. */
  FilterSettings settings(long account) {
    String address = directory.addresses(List.of(account)).getOrDefault(account, "");
    return policies.of(account, SenderFacts.domain(address)).settings();
  }

  private List<Placement> put(long account, String name, Flags flags) {
    return MailboxName.parse(name)
        .flatMap(wanted -> found(account, wanted))
        .map(mailbox -> List.of(new Placement(mailbox, flags)))
        .orElse(List.of());
  }

  private Optional<Long> found(long account, MailboxName name) {
    if (name.isForeign()) {
      return Optional.empty();
    }
    return mailboxes
        .list(account)
        .find(name)
        .or(() -> mailboxes.create(account, name, Optional.empty()).result())
        .or(() -> mailboxes.list(account).find(name)) // somebody else has just made it
        .map(MailboxList.Mailbox::id);
  }

  /** What is to be noted, as text. */
  public String note(Filing filing, ArrivalNote note) {
    MailboxName meant =
        filing.mailbox().isEmpty()
            ? MailboxName.INBOX
            : MailboxName.parse(filing.mailbox()).orElse(MailboxName.INBOX);
    long mailbox =
        mailboxes.list(filing.account()).find(meant).map(MailboxList.Mailbox::id).orElse(0L);
    ArrivalNote what = filing.own().orElse(note);
    return mailbox + " " + filing.place().code() + " " + what.messageDigest() + " " + what.text();
  }

  /** Reads {@link #note}. */
  public static Noted noted(String text) {
    String[] words = text.split(" ", 4);
    return new Noted(
        Long.parseLong(words[0]),
        Place.of(Integer.parseInt(words[1])),
        Long.parseLong(words[2]),
        words[3]);
  }
}
