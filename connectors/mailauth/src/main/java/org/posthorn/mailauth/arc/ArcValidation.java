package org.posthorn.mailauth.arc;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.BodyHashes;
import org.posthorn.mailauth.dkim.DkimKeyLookup;
import org.posthorn.mailauth.dkim.DkimKeyLookup.Found;
import org.posthorn.mailauth.dkim.DkimKeyRecord;
import org.posthorn.mailauth.dkim.DkimVerdict;
import org.posthorn.mailauth.dkim.HeaderSignature;
import org.posthorn.mailauth.dkim.MessageSplitter;
import org.posthorn.mailauth.dkim.Parsed;
import org.posthorn.mailauth.dkim.Parsed.Bad;
import org.posthorn.mailauth.dkim.Parsed.Good;
import org.posthorn.mailauth.dkim.RawField;
import org.posthorn.mailauth.dkim.RawHeader;
import org.posthorn.mailauth.dkim.SignatureCheck;
import org.posthorn.mailauth.dkim.TagList;

/** The validation of one message, which streams by; nothing of its body is held. For one thread. */
public final class ArcValidation {
  private static final String ALL_PASS = "";

  private final DkimKeyLookup keys;
  private final Clock clock;
  private final BodyHashes bodies = new BodyHashes();
  private final MessageSplitter splitter = new MessageSplitter(this::header, bodies::feed);
  private final Map<String, Found> found = new HashMap<>();
  private RawHeader header = new RawHeader(List.of());
  private Parsed<List<ArcSet>> chain = new Good<>(List.of());
  private @Nullable HeaderSignature latest;

  ArcValidation(DkimKeyLookup keys, Clock clock) {
    this.keys = keys;
    this.clock = clock;
  }

  /** Takes the next octets of the message, lines ended by CRLF. */
  public void feed(ByteBuffer octets) {
    splitter.feed(octets);
  }

  private void header(RawHeader complete) {
    header = complete;
    chain = ArcChain.of(complete);
    if (chain instanceof Good<List<ArcSet>> sets && !sets.value().isEmpty()) {
      signature(sets.value().get(sets.value().size() - 1).signature())
          .ifPresent(
              signature -> {
                latest = signature;
                bodies.want(signature.bodyForm(), signature.length());
              });
    }
  }

  // RFC 8617 §4.1.2: as DKIM-Signature, without v, and ARC-Seal is never signed
  private static Optional<HeaderSignature> signature(RawField field) {
    return TagList.parse(field.utf8())
        .filter(tags -> !tags.has("v"))
        .map(tags -> HeaderSignature.parse(field, tags))
        .flatMap(
            read ->
                read instanceof Good<HeaderSignature> good
                    ? Optional.of(good.value())
                    : Optional.empty())
        .filter(signature -> !signature.fields().contains(ArcSet.SEAL));
  }

  /** The message has ended. Waits for DNS. */
  public ArcResult finish() {
    splitter.finish();
    if (chain instanceof Bad<List<ArcSet>> bad) {
      return ArcResult.of(AuthStatus.FAIL, bad.reason(), List.of());
    }
    List<ArcSet> sets = ((Good<List<ArcSet>>) chain).value();
    if (sets.isEmpty()) {
      return ArcResult.of(AuthStatus.NONE, "", sets);
    }
    if (splitter.tooLong()) {
      return ArcResult.of(AuthStatus.FAIL, "header too long", sets);
    }
    return validate(sets);
  }

  private ArcResult validate(List<ArcSet> sets) {
    List<ArcSeal> seals = new ArrayList<>();
    for (ArcSet set : sets) {
      Parsed<ArcSeal> read = ArcSeal.parse(set.seal());
      if (read instanceof Bad<ArcSeal> bad) {
        return ArcResult.of(AuthStatus.FAIL, bad.reason(), sets);
      }
      seals.add(((Good<ArcSeal>) read).value());
    }
    if (seals.get(seals.size() - 1).validation().equals("fail")) { // RFC 8617 §5.2, step 2
      return new ArcResult(AuthStatus.FAIL, "failed before", sets, List.of(), true);
    }
    for (int i = 0; i < seals.size(); i++) {
      if (!seals.get(i).validation().equals(i == 0 ? "none" : "pass")) {
        return ArcResult.of(AuthStatus.FAIL, "a seal says otherwise", sets);
      }
    }
    DkimVerdict signed = latestSignature();
    if (signed.status() != AuthStatus.PASS) {
      return failure(signed, sets);
    }
    for (int i = seals.size() - 1; i >= 0; i--) {
      DkimVerdict sealed = seal(sets.subList(0, i + 1), seals.get(i));
      if (sealed.status() != AuthStatus.PASS) {
        return failure(sealed, sets);
      }
    }
    List<String> sealers = seals.stream().map(ArcSeal::domain).toList();
    return new ArcResult(AuthStatus.PASS, ALL_PASS, sets, sealers, false);
  }

  private static ArcResult failure(DkimVerdict verdict, List<ArcSet> sets) {
    AuthStatus status =
        verdict.status() == AuthStatus.TEMPERROR ? AuthStatus.TEMPERROR : AuthStatus.FAIL;
    return ArcResult.of(status, verdict.reason(), sets);
  }

  private DkimVerdict latestSignature() {
    if (latest == null) {
      return new DkimVerdict(AuthStatus.FAIL, "message signature cannot be read");
    }
    HeaderSignature signature = latest;
    Optional<DkimVerdict> objection = signature.objection(clock.instant());
    if (objection.isPresent()) {
      return objection.get();
    }
    Found key = key(signature.domain(), signature.selector());
    return key instanceof Found.None none
        ? none.why()
        : SignatureCheck.verdict(signature, ((Found.Key) key).key(), header, bodies);
  }

  private DkimVerdict seal(List<ArcSet> covered, ArcSeal seal) {
    Found key = key(seal.domain(), seal.selector());
    if (key instanceof Found.None none) {
      return none.why();
    }
    DkimKeyRecord record = ((Found.Key) key).key();
    Optional<DkimVerdict> objection = record.objection(seal.algorithm());
    if (objection.isPresent()) {
      return objection.get();
    }
    RawField own = covered.get(covered.size() - 1).seal();
    byte[] octets = SealedOctets.of(covered, HeaderSignature.unsigned(own.text()));
    return seal.algorithm()
            .verify(record.key(), octets, Base64.getDecoder().decode(seal.signature()))
        ? new DkimVerdict(AuthStatus.PASS, "")
        : new DkimVerdict(AuthStatus.FAIL, "a seal did not verify");
  }

  private Found key(String domain, String selector) {
    return found.computeIfAbsent(
        selector + "._domainkey." + domain, any -> keys.find(domain, selector));
  }
}
