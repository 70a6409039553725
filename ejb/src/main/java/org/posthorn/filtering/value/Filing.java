package org.posthorn.filtering.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.kernel.Envelope;
import org.posthorn.kernel.MailOptions;
import org.posthorn.kernel.Xtext;

/**
 * Where an account gets a message. Travels among the options of the envelope, as a word {@code
 * file=ACCOUNT:PLACE:MAILBOX}; the note about the sender as a word {@code sender=NOTE}, and that of
 * an account with one of its own as {@code sender=ACCOUNT:NOTE}.
 *
 * @param mailbox for which the message is meant, wherever it is put; empty for the INBOX
 * @param own what the account is to remember of the sender, where it is not the same as for all
 */
public record Filing(long account, Place place, String mailbox, Optional<ArrivalNote> own) {
  private static final String FILE = "file=";
  private static final String NOTE = "sender=";

  /** Where it is put. */
  public enum Place {
    /** Where it is meant to go. */
    MAILBOX(0),
    /** Among the rejects: the sender was told that it is not taken. */
    REJECTS(1),
    /** To the junk: the sender believes that it was taken. */
    JUNK(2),
    /** To the mailbox for strangers. */
    INTROBOX(3),
    /** Where it is meant to go, marked as read: a rule lets in there what would be refused. */
    SEEN(4);

    private final int code;

    Place(int code) {
      this.code = code;
    }

    /** Its number in the database. */
    public int code() {
      return code;
    }

    /** The place with a number; one that is not known counts as the mailbox. */
    public static Place of(int code) {
      return Stream.of(values()).filter(each -> each.code == code).findFirst().orElse(MAILBOX);
    }
  }

  /** One with the note that counts for all. */
  public Filing(long account, Place place, String mailbox) {
    this(account, place, mailbox, Optional.empty());
  }

  /** The same at another place. */
  public Filing to(Place other) {
    return new Filing(account, other, mailbox, own);
  }

  /** An envelope with filings and a note, in place of those that it had. */
  public static Envelope with(Envelope envelope, List<Filing> filings, Optional<ArrivalNote> note) {
    List<String> words = new ArrayList<>();
    for (Filing each : filings) {
      words.add(
          FILE
              + each.account()
              + ':'
              + each.place().name().toLowerCase(Locale.ROOT)
              + ':'
              + Xtext.encode(each.mailbox()));
      each.own().ifPresent(own -> words.add(NOTE + each.account() + ':' + own.text()));
    }
    note.ifPresent(each -> words.add(NOTE + each.text()));
    return with(envelope, words);
  }

  /** An envelope for other servers, to whom none of it is told. */
  public static Envelope without(Envelope envelope) {
    return envelope.options().others().stream().anyMatch(Filing::isOurs)
        ? with(envelope, List.of())
        : envelope;
  }

  private static boolean isOurs(String word) {
    return word.startsWith(FILE) || word.startsWith(NOTE);
  }

  private static Envelope with(Envelope envelope, List<String> words) {
    MailOptions o = envelope.options();
    List<String> others = new ArrayList<>(o.others());
    others.removeIf(Filing::isOurs);
    others.addAll(words);
    MailOptions options =
        new MailOptions(
            o.utf8(), o.body(), o.envelopeId(), o.returned(), o.requireTls(), o.handling(), others);
    return new Envelope(envelope.sender(), envelope.recipients(), options);
  }

  /** Whether nobody gets it but those who look at what was refused: its sender knows. */
  public static boolean isRefused(Envelope envelope) {
    List<String> filings =
        envelope.options().others().stream().filter(word -> word.startsWith(FILE)).toList();
    String place = ':' + Place.REJECTS.name().toLowerCase(Locale.ROOT) + ':';
    return !filings.isEmpty()
        && filings.stream().allMatch(word -> word.startsWith(place, word.indexOf(':')));
  }

  /** What an envelope says for an account. */
  public static Optional<Filing> of(Envelope envelope, long account) {
    String prefix = FILE + account + ':';
    return envelope.options().others().stream()
        .filter(word -> word.startsWith(prefix))
        .findFirst()
        .flatMap(word -> read(account, word.substring(prefix.length()), own(envelope, account)));
  }

  private static Optional<ArrivalNote> own(Envelope envelope, long account) {
    String prefix = NOTE + account + ':';
    return envelope.options().others().stream()
        .filter(word -> word.startsWith(prefix))
        .findFirst()
        .flatMap(word -> ArrivalNote.read(word.substring(prefix.length())));
  }

  private static Optional<Filing> read(long account, String rest, Optional<ArrivalNote> own) {
    int end = rest.indexOf(':');
    if (end < 0) {
      return Optional.empty();
    }
    try {
      Place place = Place.valueOf(rest.substring(0, end).toUpperCase(Locale.ROOT));
      return Xtext.decode(rest.substring(end + 1))
          .map(mailbox -> new Filing(account, place, mailbox, own));
    } catch (IllegalArgumentException later) { // a place that this version does not know
      return Optional.empty();
    }
  }

  /** The note about the sender that counts for all. */
  public static Optional<ArrivalNote> note(Envelope envelope) {
    return envelope.options().others().stream()
        .filter(word -> word.startsWith(NOTE) && word.indexOf(':') < 0)
        .findFirst()
        .flatMap(word -> ArrivalNote.read(word.substring(NOTE.length())));
  }
}
