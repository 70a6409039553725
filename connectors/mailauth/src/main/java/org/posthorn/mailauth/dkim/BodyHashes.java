package org.posthorn.mailauth.dkim;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The hashes of a body that several signatures want, in one pass; each is computed once. */
public final class BodyHashes {

  private record Kind(Canonicalization form, OptionalLong limit) {}

  /**
   * A hash.
   *
   * @param base64 the SHA-256 hash
   * @param length how many octets the whole canonical body has
   */
  public record Hash(String base64, long length) {}

  private final Map<Kind, BodyHasher> hashers = new HashMap<>();
  private final Map<Kind, Hash> done = new HashMap<>();

  /** Asks for a hash, before the body comes. */
  public void want(Canonicalization form, OptionalLong limit) {
    hashers.computeIfAbsent(new Kind(form, limit), kind -> new BodyHasher(form, limit));
  }

  /** Takes the next octets of the body. */
  public void feed(ByteBuffer body) {
    hashers.values().forEach(each -> each.feed(body.duplicate()));
    body.position(body.limit());
  }

  /** A hash that was asked for; after it nothing can be fed. */
  public Hash finish(Canonicalization form, OptionalLong limit) {
    Kind kind = new Kind(form, limit);
    return done.computeIfAbsent(
        kind,
        missing -> {
          BodyHasher hasher = hashers.get(kind);
          if (hasher == null) {
            throw new IllegalStateException("this hash was not asked for");
          }
          return new Hash(Base64.getEncoder().encodeToString(hasher.finish()), hasher.length());
        });
  }
}
