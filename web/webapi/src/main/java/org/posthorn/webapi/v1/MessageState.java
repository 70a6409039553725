package org.posthorn.webapi.v1;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.ws.rs.core.EntityTag;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;
import org.posthorn.webapi.problem.ProblemException;
import org.posthorn.webapi.v0.StoredMessage;

/**
 * The state of a message at one moment.
 *
 * @param copies where it lies, at least once
 */
record MessageState(List<Copy> copies) {
  private static final int TAG_OCTETS = 16;

  /**
   * One place of a message.
   *
   * @param modSeq of the message there; 0 when it is gone meanwhile. RFC 7162
   */
  record Copy(MessagePlace place, long modSeq) {}

  MessageState {
    copies = List.copyOf(copies);
  }

  /** That of a message of the account; a problem (404) when there is none. */
  static MessageState of(AccountStore store, long id) {
    List<MessagePlace> places = StoredMessage.places(store, id);
    if (places.isEmpty()) {
      throw ProblemException.notFound();
    }
    return new MessageState(
        places.stream().map(place -> new Copy(place, modSeq(store, place))).toList());
  }

  /** The mod-sequence of a message; 0 when it is gone. */
  static long modSeq(AccountStore store, MessagePlace place) {
    Optional<MailboxView> view = store.messages().view(place.mailbox()).result();
    return view.map(it -> modSeq(it, place.uid())).orElse(0L);
  }

  static long modSeq(MailboxView view, long uid) {
    int index = view.indexOf(uid);
    return index < 0 ? 0 : view.modSeq(index);
  }

  /** Tells states apart, and has the same length however many copies there are. RFC 9110 §8.8.3. */
  EntityTag tag() {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(copies.toString().getBytes(US_ASCII));
      return new EntityTag(
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(sum, TAG_OCTETS)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
