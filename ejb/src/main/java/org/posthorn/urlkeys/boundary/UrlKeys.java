package org.posthorn.urlkeys.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.posthorn.urlkeys.control.UrlKeyRows;

/** Makes tokens of URLs with a key for each mailbox of a user, and takes keys away. RFC 4467 §2. */
@ApplicationScoped
public class UrlKeys {
  private static final int OCTETS = 32;
  private static final String MAC = "HmacSHA256";

  @Inject UrlKeyRows rows;
  private final SecureRandom random = new SecureRandom();

  /** The token of a URL, in hexadecimal digits; makes the key when there is none. */
  public String token(long account, long mailbox, String rump) {
    return token(key(account, mailbox), rump);
  }

  private String key(long account, long mailbox) {
    Optional<String> known = rows.find(account, mailbox);
    if (known.isPresent()) {
      return known.get();
    }
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    String made = HexFormat.of().formatHex(octets);
    try {
      rows.add(account, mailbox, made);
      return made;
    } catch (RuntimeException e) { // somebody else was faster
      return rows.find(account, mailbox).orElseThrow(() -> e);
    }
  }

  /** The same as long as the key is there. */
  public Optional<String> validToken(long account, long mailbox, String rump) {
    return rows.find(account, mailbox).map(key -> token(key, rump));
  }

  /** Takes the key of a mailbox away, or all of an account. */
  public void reset(long account, OptionalLong mailbox) {
    rows.delete(account, mailbox);
  }

  private static String token(String key, String rump) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(HexFormat.of().parseHex(key), MAC));
      return HexFormat.of().formatHex(mac.doFinal(rump.getBytes(UTF_8)));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
