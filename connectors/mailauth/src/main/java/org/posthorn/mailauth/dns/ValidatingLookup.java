package org.posthorn.mailauth.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

/**
 * Checks the signatures of all answers, from the trust anchors down. What is signed and does not
 * hold is never shown. RFC 4035 §5.
 */
final class ValidatingLookup implements Lookup {
  // what dnsjava says when the resolver itself has failed, and its key where the text is not found
  private static final String NOT_JUDGED = "Response subtype is";
  private static final String NOT_JUDGED_KEY = "validate.response.unknown";

  private final ValidatingResolver resolver;
  private final AnswerCache cache;
  private final Duration patience;

  /**
   * @throws IllegalArgumentException when the trust anchors cannot be read
   */
  ValidatingLookup(Resolver head, DnsSettings settings) {
    resolver = new ValidatingResolver(head);
    try {
      String anchors = settings.dnssec().anchors();
      resolver.loadTrustAnchors(
          new ByteArrayInputStream(anchors.getBytes(StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new IllegalArgumentException("the DNSSEC trust anchors cannot be read", e);
    }
    cache = new AnswerCache(settings.cacheEntries(), settings.longest());
    patience = head.getTimeout().multipliedBy(3); // the keys of the zones above are asked for, too
  }

  @Override
  public DnsAnswer ask(Name name, int type) {
    return ask(name, type, 0);
  }

  private DnsAnswer ask(Name name, int type, int aliases) {
    return cache.find(name, type).orElseGet(() -> asked(name, type, aliases));
  }

  private DnsAnswer asked(Name name, int type, int aliases) {
    CompletableFuture<Message> pending =
        resolver
            .sendAsync(Message.newQuery(Record.newRecord(name, type, DClass.IN)))
            .toCompletableFuture();
    try {
      Message reply = pending.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      DnsAnswer answer = read(reply, name, type, aliases);
      if (!(answer instanceof DnsAnswer.Failed)) {
        cache.add(name, type, answer, ttl(reply));
      }
      return answer;
    } catch (TimeoutException e) {
      pending.cancel(true);
      return DnsAnswer.Failed.because("no answer in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DnsAnswer.Failed.because("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error bug) {
        throw bug;
      }
      return DnsAnswer.Failed.because(String.valueOf(e.getCause()));
    }
  }

  private DnsAnswer read(Message reply, Name name, int type, int aliases) {
    int code = reply.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      String reason = reason(reply);
      return reason.isEmpty() || reason.contains(NOT_JUDGED) || reason.contains(NOT_JUDGED_KEY)
          ? DnsAnswer.Failed.because(Rcode.string(code))
          : new DnsAnswer.Failed(reason, true);
    }
    boolean secure = reply.getHeader().getFlag(Flags.AD);
    Name owner = name;
    int count = aliases;
    Optional<Name> next = alias(reply, owner, type);
    while (next.isPresent()) {
      owner = next.get();
      next = alias(reply, owner, type);
      if (++count > Dns.MAX_ALIASES) {
        return DnsAnswer.Failed.because("too many aliases");
      }
    }
    List<Record> found = records(reply, owner, type);
    if (!found.isEmpty()) {
      return new DnsAnswer.Records(found, secure, owner);
    }
    boolean open = !owner.equals(name) && code == Rcode.NOERROR && !denied(reply);
    if (open) { // the resolver has not followed the alias
      DnsAnswer rest = ask(owner, type, count);
      return rest instanceof DnsAnswer.Records records
          ? new DnsAnswer.Records(records.records(), secure && records.secure(), records.owner())
          : rest;
    }
    return code == Rcode.NXDOMAIN ? new DnsAnswer.NoSuchName() : new DnsAnswer.NoData();
  }

  private static Optional<Name> alias(Message reply, Name name, int type) {
    return reply.getSection(Section.ANSWER).stream()
        .filter(each -> each.getType() == Type.CNAME && each.getName().equals(name))
        .filter(each -> type != Type.CNAME)
        .map(each -> ((CNAMERecord) each).getTarget())
        .findFirst();
  }

  private static List<Record> records(Message reply, Name name, int type) {
    return reply.getSection(Section.ANSWER).stream()
        .filter(each -> each.getType() == type && each.getName().equals(name))
        .toList();
  }

  private static boolean denied(Message reply) {
    return reply.getSection(Section.AUTHORITY).stream().anyMatch(SOARecord.class::isInstance);
  }

  /** Why the validator refuses the answer; empty when it is not the one who does. */
  private static String reason(Message reply) {
    return reply.getSection(Section.ADDITIONAL).stream()
        .filter(each -> each.getDClass() == ValidatingResolver.VALIDATION_REASON_QCLASS)
        .map(each -> each.rdataToString().replace("\"", "")) // it comes in quotes
        .findFirst()
        .orElse("");
  }

  // RFC 2308 §5 for negative answers
  private static long ttl(Message reply) {
    List<Record> answers = reply.getSection(Section.ANSWER);
    long positive = answers.stream().mapToLong(Record::getTTL).min().orElse(Long.MAX_VALUE);
    long negative =
        reply.getSection(Section.AUTHORITY).stream()
            .filter(SOARecord.class::isInstance)
            .mapToLong(each -> Math.min(each.getTTL(), ((SOARecord) each).getMinimum()))
            .min()
            .orElse(answers.isEmpty() ? 0 : Long.MAX_VALUE);
    return Math.min(positive, negative);
  }
}
