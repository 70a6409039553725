package org.posthorn.webapi.v1;

import jakarta.ws.rs.core.EntityTag;
import java.util.List;
import java.util.Optional;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.MailboxView;
import org.posthorn.mailstore.MessagePlace;

/** Tells the states of a message apart: where it lies, and its flags there. RFC 9110 §8.8.3. */
final class EntityTags {
  private EntityTags() {}

  static EntityTag of(AccountStore store, List<MessagePlace> places) {
    StringBuilder state = new StringBuilder();
    for (MessagePlace place : places) {
      Optional<MailboxView> view = store.messages().view(place.mailbox()).result();
      int index = view.map(it -> it.indexOf(place.uid())).orElse(-1);
      long modSeq = index < 0 ? 0 : view.get().modSeq(index);
      state.append(state.isEmpty() ? "" : "_");
      state.append(place.mailbox()).append('.').append(place.uid()).append('.').append(modSeq);
    }
    return new EntityTag(state.toString());
  }
}
