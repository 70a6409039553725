package org.posthorn.filtering.value;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Recipient;

/**
 * What comes of a message for all accounts.
 *
 * @param all one for each account
 */
public record Judgements(List<Judgement> all, ArrivalNote note) {
  private static final int WIDTH = 900; // RFC 5322 §2.1.1: lines end at 998

  public Judgements {
    all = List.copyOf(all);
  }

  /** Those for the accounts behind some of the recipients. */
  public Judgements of(List<Recipient> recipients) {
    Set<Address> some = recipients.stream().map(Recipient::address).collect(Collectors.toSet());
    return new Judgements(
        all.stream().filter(each -> some.contains(each.target().recipient())).toList(), note);
  }

  /** The field that tells the reasons; the content is one for all, so it names no recipient. */
  public String field() {
    String reasons =
        all.stream()
            .map(Judgement::decision)
            .map(each -> (each.reason().code() + "; " + each.detail()).strip())
            .map(each -> each.endsWith(";") ? each.substring(0, each.length() - 1) : each)
            .distinct()
            .collect(Collectors.joining(", "));
    return reasons.isEmpty()
        ? ""
        : "X-Posthorn-Reason: " + reasons.substring(0, Math.min(WIDTH, reasons.length())) + "\r\n";
  }

  /** The codes, for the log. */
  public String codes() {
    return all.stream()
        .map(each -> each.decision().reason().code())
        .distinct()
        .collect(Collectors.joining(","));
  }

  /** Of those that were not taken, the word that the sender may put into the subject. */
  public Optional<String> word() {
    return all.stream().map(Judgement::word).filter(word -> !word.isEmpty()).findFirst();
  }
}
