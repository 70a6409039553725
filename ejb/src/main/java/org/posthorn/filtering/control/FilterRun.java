package org.posthorn.filtering.control;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.posthorn.checks.value.CheckResults;
import org.posthorn.database.Outage;
import org.posthorn.filtering.control.Incoming.Dmarc;
import org.posthorn.filtering.value.ArrivalNote;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.filtering.value.Judgement;
import org.posthorn.filtering.value.Judgements;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.junk.value.MessageSample;
import org.posthorn.junk.value.MessageSample.Sampled;
import org.posthorn.junk.value.WordSet;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
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
import org.posthorn.threads.Failures;

/** Puts together what is known of a message, and has it judged for each account. */
public final class FilterRun {
  private static final System.Logger LOG = System.getLogger(FilterRun.class.getName());
  private static final int MOST_FIELDS = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(20); // for all accounts together

  private final Judging judging;
  private final String client;
  private final boolean tls;
  private final Optional<Address> mailFrom;
  private final MessageSample sample = new MessageSample();
  private @Nullable WordSet words;

  /** That of a message which begins. */
  public FilterRun(Judging judging, String client, boolean tls, Optional<Address> mailFrom) {
    this.judging = judging;
    this.client = client;
    this.tls = tls;
    this.mailFrom = mailFrom;
  }

  /** Takes the next octets. */
  public void show(ByteBuffer octets) {
    sample.add(octets.duplicate());
  }

  /** Judges it; once. */
  public Judgements judge(
      CheckResults results, Optional<List<Address>> authors, List<FilterTarget> targets) {
    try {
      Examined mail = examined(results, authors);
      long end = System.nanoTime() + PATIENCE.toNanos();
      List<Judgement> judgements = new ArrayList<>();
      for (FilterTarget each : targets) {
        judgements.add(
            System.nanoTime() < end
                ? judged(mail, each)
                : Judgement.none(each, mail.quarantine())); // the client does not wait for ever
      }
      return new Judgements(judgements, new ArrivalNote(mail.sender(), mail.messageDigest()));
    } finally {
      sample.release();
    }
  }

  // what is wrong with one account's data does not keep the mail back from the others
  private Judgement judged(Examined mail, FilterTarget to) {
    try {
      return judging.judge(mail, to);
    } catch (RuntimeException | StackOverflowError e) {
      if (Outage.unreachable(e).isPresent()) {
        throw e;
      }
      Failures.tell(LOG, "event=filter-failed account=" + to.account(), e);
      return Judgement.none(to, mail.quarantine());
    }
  }

  /** It ended without a message. */
  public void discard() {
    sample.release();
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
        facts.messageId().map(Signal::digest).orElseGet(() -> digest(all.content())),
        () -> words(all),
        judging.lists(client),
        sample.size());
  }

  private WordSet words(Sampled all) {
    WordSet found = words;
    if (found == null) {
      found = judging.words(all);
      words = found;
    }
    return found;
  }

  private static long digest(Content content) {
    ByteBuffer octets = ByteBuffer.allocate((int) content.size());
    content.read(0, octets);
    return Signal.digest(octets.array());
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
