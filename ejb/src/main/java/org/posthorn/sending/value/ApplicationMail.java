package org.posthorn.sending.value;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.posthorn.mime.compose.MultipartMail;

/**
 * A mail that an application sends.
 *
 * @param message what it says and to whom it goes; without author it is from the account itself,
 *     with an empty Message-ID it gets one
 * @param extra what the application notes for itself: reports and events bring it back; names in
 *     any case, none twice
 * @param requireTls whether it goes only by TLS that is vouched for (RFC 8689 §2); false: policies
 *     about TLS do not keep it back (RFC 8689 §5); empty: as usual
 * @param release before which moment it does not leave (RFC 4865)
 * @param saveSent whether a copy is filed where the account's sent mail is
 */
public record ApplicationMail(
    MultipartMail message,
    Map<String, String> extra,
    Optional<Boolean> requireTls,
    Optional<Instant> release,
    boolean saveSent) {
  public ApplicationMail {
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }
}
