package org.posthorn.apikeys.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an application shows: {@code phk_ID_SECRET}, so that those who look for lost secrets know
 * it.
 *
 * @param secret 256 random bits: nobody guesses it, so a plain digest of it is enough
 */
public record ApiToken(long id, String secret) {
  private static final Pattern FORM = Pattern.compile("phk_([0-9a-z]{1,12})_([A-Za-z0-9_-]{43})");
  private static final int OCTETS = 32;
  private static final int DIGITS = 36;

  /** A new one. */
  public static ApiToken of(long id, RandomGenerator random) {
    byte[] octets = new byte[OCTETS];
    random.nextBytes(octets);
    return new ApiToken(id, Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
  }

  /** Reads one; empty when a text does not have the form of one. */
  public static Optional<ApiToken> parse(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? Optional.of(new ApiToken(Long.parseLong(form.group(1), DIGITS), form.group(2)))
        : Optional.empty();
  }

  /** As it is shown. */
  public String text() {
    return "phk_" + Long.toString(id, DIGITS) + '_' + secret;
  }

  /** The digest that is kept. */
  public String digest() {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8));
      return HexFormat.of().formatHex(sum);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Whether a digest is that of the secret, without telling how much of it is. */
  public boolean has(String digest) {
    return MessageDigest.isEqual(digest().getBytes(UTF_8), digest.getBytes(UTF_8));
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "phk_" + Long.toString(id, DIGITS);
  }
}
