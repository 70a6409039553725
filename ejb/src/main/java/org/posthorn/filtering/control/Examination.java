package org.posthorn.filtering.control;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgement;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.junk.value.MessageSample;
import org.posthorn.junk.value.MessageSample.Sampled;
import org.posthorn.kernel.Address;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.DkimResult;
import org.posthorn.mailauth.dmarc.DmarcPolicy;
import org.posthorn.mailauth.dmarc.DmarcVerdict;
import org.posthorn.mailauth.dmarc.Organizations;
import org.posthorn.mailauth.spf.SpfResult;
import org.posthorn.mailauth.spf.SpfVerdict;
import org.posthorn.mime.ContentSearch;
import org.posthorn.mime.HeaderField;
import org.posthorn.mime.MailAddress;
import org.posthorn.mime.MessageFacts;

/** Puts together what is known of a message, and has it judged for each account. */
public final class Examination {
  private static final int MOST_FIELDS = 500;

  private final Judging judging;
  private final String client;
  private final boolean tls;
  private final Optional<Address> mailFrom;
  private final MessageSample sample = new MessageSample();

  /** That of a message which begins. */
  public Examination(Judging judging, String client, boolean tls, Optional<Address> mailFrom) {
    this.judging = judging;
    this.client = client;
    this.tls = tls;
    this.mailFrom = mailFrom;
  }

  /** Takes the next octets. */
  public void show(ByteBuffer octets) {
    sample.add(octets.duplicate());
  }

  /** Judges it. */
  public Judgements judge(
      CheckResults results, Optional<List<Address>> authors, List<FilterTarget> targets) {
    Examined mail = examined(results, authors);
    Set<Long> done = new HashSet<>();
    List<Judgement> judgements = new ArrayList<>();
    for (FilterTarget each : targets) {
      if (done.add(each.account())) {
        judgements.add(judging.judge(mail, each));
      }
    }
    // what a forwarder adds to its messages says nothing for its later ones
    return new Judgements(judgements, new ArrivalNote(mail.sender(), mail.messageDigest()));
  }

  /** How long the answer has to wait. */
  public Duration delay(Judgements judgements) {
    return judgements.all().stream()
        .filter(each -> each.decision().slow())
        .map(each -> judging.settings(each.target()).delay())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private Examined examined(CheckResults results, Optional<List<Address>> authors) {
    Sampled all = sample.end();
    MessageFacts facts = all.facts();
    SpfResult spf = results.spf().result();
    return new Examined(
        facts(results, authors),
        mailFrom.map(Correspondents::text).orElse(""),
        client,
        spf == SpfResult.FAIL || spf == SpfResult.SOFTFAIL,
        results.reverse().status() == AuthStatus.PASS,
        tls,
        dmarc(results),
        results.disposition() == DmarcPolicy.QUARANTINE,
        facts.subject().orElse(""),
        addressed(facts),
        fields(sample.header(all)),
        facts.messageId().map(Signal::digest).orElse(0L),
        Optional.of(all),
        sample.size());
  }

  private SenderFacts facts(CheckResults results, Optional<List<Address>> authors) {
    List<String> signers =
        results.signatures().stream()
            .filter(each -> each.status() == AuthStatus.PASS && !each.testing())
            .map(DkimResult::domain)
            .map(each -> each.toLowerCase(Locale.ROOT))
            .distinct()
            .toList();
    SpfVerdict spf = results.spf();
    boolean proved = spf.result() == SpfResult.PASS;
    String sender = proved ? mailFrom.map(Correspondents::text).orElse("") : "";
    String hello = proved && mailFrom.isEmpty() ? spf.domain() : "";
    String author =
        authors
            .filter(list -> list.size() == 1)
            .map(list -> Correspondents.text(list.get(0)))
            .orElse("");
    return new SenderFacts(
        author, isProved(author, signers, sender), signers, sender, hello, client);
  }

  private static boolean isProved(String author, List<String> signers, String sender) {
    String organization = Organizations.of(SenderFacts.domain(author));
    return !author.isEmpty()
        && Stream.concat(signers.stream(), Stream.of(SenderFacts.domain(sender)))
            .filter(each -> !each.isEmpty())
            .map(Organizations::of)
            .anyMatch(organization::equals);
  }

  private static Dmarc dmarc(CheckResults results) {
    DmarcVerdict dmarc = results.dmarc();
    if (results.disposition() == DmarcPolicy.REJECT) {
      return Dmarc.REJECT;
    }
    return switch (dmarc.status()) {
      case PASS -> Dmarc.PASS;
      case TEMPERROR -> Dmarc.UNKNOWN;
      default -> Dmarc.NONE;
    };
  }

  private static List<String> addressed(MessageFacts facts) {
    return Stream.of(HeaderField.TO, HeaderField.CC)
        .flatMap(field -> facts.header().addresses(field).stream())
        .map(MailAddress::address)
        .map(Address::known)
        .flatMap(Optional::stream)
        .map(Correspondents::text)
        .toList();
  }

  private static List<String[]> fields(Sampled header) {
    List<String[]> fields = new ArrayList<>();
    new ContentSearch(header.content(), header.facts())
        .show(
            0,
            new ContentSearch.Reader() {
              @Override
              public boolean field(String text) {
                int colon = text.indexOf(':');
                if (colon > 0) {
                  String lower = text.toLowerCase(Locale.ROOT);
                  fields.add(
                      new String[] {
                        lower.substring(0, colon).strip(), lower.substring(colon + 1).strip()
                      });
                }
                return fields.size() >= MOST_FIELDS;
              }

              @Override
              public boolean body(String text, boolean html) {
                return true;
              }

              @Override
              public void page(String text) {}
            });
    return fields;
  }
}
