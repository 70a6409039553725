package org.posthorn.mailauth.dkim;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailauth.dkim.DkimKeyLookup.Found;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;

/** The check of one message, which streams by; nothing of its body is held. For one thread. */
public final class DkimVerification {
  private static final int SIGNATURE_START = 8; // RFC 6008 §3

  private final DkimKeyLookup keys;
  private final Clock clock;
  private final MessageSplitter splitter;
  private final BodyHashes bodies = new BodyHashes();
  private final List<Candidate> candidates = new ArrayList<>();
  private @Nullable RawHeader header;

  private record Candidate(RawField field, Parsed<DkimSignature> read, DkimVerdict objection) {}

  DkimVerification(DkimKeyLookup keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
    splitter = new MessageSplitter(this::header, bodies::feed);
  }

  /** Takes the next octets of the message, lines ended by CRLF. */
  public void feed(ByteBuffer octets) {
    splitter.feed(octets);
  }

  private void header(RawHeader complete) {
    header = complete;
    for (RawField field : complete.all(DkimSignature.FIELD)) {
      if (candidates.size() < DkimVerifier.MAX_SIGNATURES) {
        candidates.add(candidate(field));
      }
    }
  }

  private Candidate candidate(RawField field) {
    Parsed<DkimSignature> read = DkimSignature.parse(field);
    if (read instanceof Bad<DkimSignature> bad) {
      return new Candidate(field, read, new DkimVerdict(AuthStatus.NEUTRAL, bad.reason()));
    }
    DkimSignature signature = ((Good<DkimSignature>) read).value();
    if (!signature.aligned()) { // RFC 6376 §6.1.1
      return new Candidate(
          field, read, new DkimVerdict(AuthStatus.PERMERROR, "identity is not of the domain"));
    }
    Optional<DkimVerdict> objection = signature.core().objection(clock.instant());
    if (objection.isEmpty()) {
      bodies.want(signature.core().bodyForm(), signature.core().length());
    }
    return new Candidate(field, read, objection.orElse(DkimVerdict.PASS));
  }

  /** The message has ended. Waits for DNS. Gives a result for each signature that was looked at. */
  public List<DkimResult> finish() {
    splitter.finish();
    Map<String, Found> found = new HashMap<>();
    List<DkimResult> results = new ArrayList<>();
    for (Candidate candidate : candidates) {
      results.add(result(candidate, found));
    }
    return List.copyOf(results);
  }

  private DkimResult result(Candidate candidate, Map<String, Found> found) {
    if (!(candidate.read() instanceof Good<DkimSignature> good)) {
      return unreadable(candidate);
    }
    DkimSignature signature = good.value();
    HeaderSignature core = signature.core();
    if (candidate.objection().status() != AuthStatus.PASS) {
      return result(signature, candidate.objection(), Optional.empty());
    }
    if (splitter.tooLong()) {
      return result(
          signature, new DkimVerdict(AuthStatus.PERMERROR, "header too long"), Optional.empty());
    }
    String name = core.selector() + "._domainkey." + core.domain();
    Found key = found.computeIfAbsent(name, any -> keys.find(core.domain(), core.selector()));
    if (key instanceof Found.None none) {
      return result(signature, none.why(), Optional.empty());
    }
    DkimKeyRecord record = ((Found.Key) key).key();
    return result(signature, verdict(signature, record), Optional.of(record));
  }

  private DkimVerdict verdict(DkimSignature signature, DkimKeyRecord key) {
    if (key.strict() && !signature.identityDomain().equals(signature.core().domain())) {
      return new DkimVerdict( // RFC 6376 §3.6.1
          AuthStatus.PERMERROR, "the key allows no subdomain");
    }
    RawHeader whole = header == null ? new RawHeader(List.of()) : header;
    return SignatureCheck.verdict(signature.core(), key, whole, bodies);
  }

  private static DkimResult result(
      DkimSignature signature, DkimVerdict verdict, Optional<DkimKeyRecord> key) {
    HeaderSignature core = signature.core();
    String value = core.signature();
    return new DkimResult(
        verdict,
        core.domain(),
        core.selector(),
        core.algorithm().text(),
        Optional.of(signature.identity()),
        value.substring(0, Math.min(SIGNATURE_START, value.length())),
        key.map(DkimKeyRecord::bits).orElse(0),
        key.map(DkimKeyRecord::testing).orElse(false));
  }

  private static DkimResult unreadable(Candidate candidate) {
    return new DkimResult(
        candidate.objection(),
        DkimSignature.tag(candidate.field(), "d").orElse(""),
        DkimSignature.tag(candidate.field(), "s").orElse(""),
        "",
        Optional.empty(),
        "",
        0,
        false);
  }
}
