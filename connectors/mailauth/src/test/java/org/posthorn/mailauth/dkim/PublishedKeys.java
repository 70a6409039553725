package org.posthorn.mailauth.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.posthorn.mailauth.dns.DnsAnswer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/** Keys as DNS shows them, told by a test. */
public final class PublishedKeys {
  /** When all of the tests' signatures are made. */
  public static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

  private static final KeyPair RSA = pair("RSA", 2048);
  private static final KeyPair ED25519 = pair("Ed25519", 255);

  private final Map<Name, List<String>> texts = new HashMap<>();
  private final Set<Name> silent = new HashSet<>();

  /** Publishes the tests' key of this algorithm and gives its private half. */
  public SigningKey key(DkimAlgorithm algorithm, String domain, String selector) {
    KeyPair pair = algorithm == DkimAlgorithm.ED25519_SHA256 ? ED25519 : RSA;
    text(domain, selector, DkimKeyRecord.publish(algorithm, pair.getPublic().getEncoded()));
    return new SigningKey(domain, selector, algorithm, pair.getPrivate());
  }

  /** The SubjectPublicKeyInfo of the tests' RSA key. */
  public static byte[] rsa() {
    return RSA.getPublic().getEncoded();
  }

  /** Publishes a record. */
  public PublishedKeys text(String domain, String selector, String text) {
    return record(selector + "._domainkey." + domain, text);
  }

  /** Publishes a record of a name. */
  public PublishedKeys record(String name, String text) {
    texts.computeIfAbsent(name(name), none -> new ArrayList<>()).add(text);
    return this;
  }

  /** Publishes nothing any more. */
  public void clear() {
    texts.clear();
  }

  /** Gives no answer about a selector. */
  public void silence(String domain, String selector) {
    silent.add(name(selector + "._domainkey." + domain));
  }

  /** The look-up. */
  public DkimKeyLookup lookup() {
    return new DkimKeyLookup(this::ask);
  }

  private DnsAnswer ask(Name name, int type) {
    if (silent.contains(name)) {
      return new DnsAnswer.Failed("silence", false);
    }
    List<Record> found = new ArrayList<>();
    texts
        .getOrDefault(name, List.of())
        .forEach(text -> found.add(new TXTRecord(name, DClass.IN, 60, strings(text))));
    return found.isEmpty() ? new DnsAnswer.NoSuchName() : new DnsAnswer.Records(found, false, name);
  }

  private static List<String> strings(String text) {
    List<String> strings = new ArrayList<>();
    for (int at = 0; at < text.length(); at += 200) {
      strings.add(text.substring(at, Math.min(text.length(), at + 200)));
    }
    return strings;
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KeyPair pair(String algorithm, int size) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(size);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The octets of a Latin-1 text. */
  public static byte[] octets(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
