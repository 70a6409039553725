package org.posthorn.mailauth.arc;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.posthorn.mailauth.dkim.AuthStatus;
import org.posthorn.mailauth.dkim.BodyHashes;
import org.posthorn.mailauth.dkim.Canonicalization;
import org.posthorn.mailauth.dkim.FieldWriter;
import org.posthorn.mailauth.dkim.MessageSplitter;
import org.posthorn.mailauth.dkim.RawField;
import org.posthorn.mailauth.dkim.RawHeader;
import org.posthorn.mailauth.dkim.SignedFields;
import org.posthorn.mailauth.dkim.SignedOctets;
import org.posthorn.mailauth.dkim.SigningKey;

/** The sealing of one message, which streams by; nothing of its body is held. For one thread. */
public final class ArcSealing {
  private static final Canonicalization FORM = Canonicalization.RELAXED;

  private final ArcSealer sealer;
  private final BodyHashes bodies = new BodyHashes();
  private final MessageSplitter splitter =
      new MessageSplitter(complete -> header = complete, bodies::feed);
  private RawHeader header = new RawHeader(List.of());

  ArcSealing(ArcSealer sealer) {
    this.sealer = sealer;
    bodies.want(FORM, OptionalLong.empty());
  }

  /** Takes the next octets of the message, lines ended by CRLF. */
  public void feed(ByteBuffer octets) {
    splitter.feed(octets);
  }

  /**
   * The set to put before the message, each field ended by CRLF; empty where nothing may be added:
   * the chain has ended (RFC 8617 §5.1), is full, or was not validated for want of DNS.
   *
   * @param before what validation of the message as it came has given
   * @param results what we found, as in Authentication-Results, one for each method, in ASCII
   */
  public Optional<String> finish(ArcResult before, List<String> results, Instant now) {
    splitter.finish();
    int instance = before.sets().size() + 1;
    boolean sealable =
        !before.ended()
            && before.status() != AuthStatus.TEMPERROR
            && instance <= ArcSet.MAX
            && !splitter.tooLong();
    return sealable && !(before.status() == AuthStatus.FAIL && before.sets().isEmpty())
        ? Optional.of(set(instance, before, results, now))
        : Optional.empty();
  }

  private String set(int instance, ArcResult before, List<String> results, Instant now) {
    String own = results(instance, results);
    String signature = signature(instance, now);
    FieldWriter seal = start("ARC-Seal", instance, now);
    seal.tag("cv", before.status().text());
    String open = seal.open("b");
    List<ArcSet> covered =
        new ArrayList<>(
            before.status() == AuthStatus.FAIL ? List.of() : before.sets()); // RFC 8617 §5.1.2
    covered.add(new ArcSet(instance, field(own), field(signature), field(open)));
    String text = seal.close(sign(SealedOctets.of(covered, open)));
    return text + signature + own;
  }

  private String results(int instance, List<String> results) {
    StringBuilder text = new StringBuilder("ARC-Authentication-Results: i=" + instance + "; ");
    text.append(sealer.authservId());
    for (String each : results.isEmpty() ? List.of("none") : results) { // RFC 8601 §2.2
      text.append(";\r\n\t").append(each);
    }
    return text.append("\r\n").toString();
  }

  private String signature(int instance, Instant now) {
    List<String> names = new ArrayList<>(SignedFields.of(header));
    header.all("dkim-signature").stream().limit(10).forEach(any -> names.add("DKIM-Signature"));
    FieldWriter field = start("ARC-Message-Signature", instance, now);
    field.tag("c", "relaxed/relaxed").words("h", names);
    field.tag("bh", bodies.finish(FORM, OptionalLong.empty()).base64());
    String open = field.open("b");
    return field.close(sign(SignedOctets.of(header, names, FORM, open)));
  }

  private FieldWriter start(String name, int instance, Instant now) {
    SigningKey key = sealer.key();
    return new FieldWriter(name)
        .tag("i", Integer.toString(instance))
        .tag("a", key.algorithm().text())
        .tag("d", key.domain())
        .tag("s", key.selector())
        .tag("t", Long.toString(now.getEpochSecond()));
  }

  private String sign(byte[] octets) {
    byte[] value = sealer.key().algorithm().sign(sealer.key().key(), octets);
    return Base64.getEncoder().encodeToString(value);
  }

  private static RawField field(String text) {
    return RawField.of(text.endsWith("\r\n") ? text.substring(0, text.length() - 2) : text);
  }
}
