package org.posthorn.filtering.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A word that opens the door to an account for some hours: a sender who is told it and sends the
 * message once more is no robot. It is good for one address of MAIL.
 */
final class SubjectPass {
  private static final String HMAC = "HmacSHA256";
  private static final int DIGEST = 12;
  private static final int TIME = 4;
  private static final int STEP = 8; // bits of the time that are left out: about four minutes
  private static final int VERSION_BITS = 4;
  private static final int MOST = 10; // words of a subject that are looked at

  private static final Pattern WORD = Pattern.compile("\\(pass:([A-Za-z0-9_-]{22})\\)");

  private final byte[] key;
  private final Duration period;

  SubjectPass(byte[] key, Duration period) {
    this.key = key.clone();
    this.period = period;
  }

  /** The word for a sender; empty text is that of mail without one. */
  String word(String sender, Instant now) {
    return "(pass:" + token(sender, steps(now)) + ")";
  }

  /** Whether a subject has the word, and it is not too old. */
  boolean accepts(String subject, String sender, Instant now) {
    Matcher words = WORD.matcher(subject);
    for (int i = 0; i < MOST && words.find(); i++) {
      byte[] token = Base64.getUrlDecoder().decode(words.group(1));
      int steps = ByteBuffer.wrap(token).getInt();
      long age = (long) steps(now) - steps;
      boolean fresh = age >= 0 && age << STEP <= period.toSeconds();
      byte[] good = Base64.getUrlDecoder().decode(token(sender, steps));
      if (fresh && MessageDigest.isEqual(good, token)) {
        return true;
      }
    }
    return false;
  }

  private static int steps(Instant time) { // version 0 in the top bits
    return (int) (time.getEpochSecond() >> STEP) & (-1 >>> VERSION_BITS);
  }

  private String token(String sender, int steps) {
    ByteBuffer token = ByteBuffer.allocate(TIME + DIGEST).putInt(steps);
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update(ByteBuffer.allocate(TIME).putInt(steps).array());
      token.put(Arrays.copyOf(mac.doFinal(sender.getBytes(UTF_8)), DIGEST));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.array());
  }
}
