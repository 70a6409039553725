package org.posthorn.trace.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names addresses in the log by a keyed hash, where they are not to be read there. Without the key
 * nobody finds out the address by trying. RFC 2104.
 */
@ApplicationScoped
public class AddressHash {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int OCTETS = 10;

  @Inject LogSettings settings;
  private final byte[] ownKey = new byte[32];

  public AddressHash() {
    new SecureRandom().nextBytes(ownKey);
  }

  /** The address, or its hash where the settings want that; empty text stays empty. */
  public String of(String address) {
    return settings.hashed() && !address.isEmpty() ? hash(address) : address;
  }

  private String hash(String address) {
    byte[] key = settings.key().map(text -> text.getBytes(UTF_8)).orElse(ownKey);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] hash = mac.doFinal(address.toLowerCase(Locale.ROOT).getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, OCTETS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has this algorithm
    }
  }
}
