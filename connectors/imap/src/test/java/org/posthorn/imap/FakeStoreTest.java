package org.posthorn.imap;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.posthorn.kernel.UidSet;
import org.posthorn.mailstore.AccountStore;
import org.posthorn.mailstore.FlagChange;
import org.posthorn.mailstore.Flags;
import org.posthorn.mailstore.MailboxList;
import org.posthorn.mailstore.MailboxName;
import org.posthorn.mailstore.NewMessage;
import org.posthorn.mailstore.RightsContract;

/** The store of these tests keeps to what the real one promises. */
class FakeStoreTest extends RightsContract {
  private final FakeStore store = new FakeStore();
  private int count;

  @Override
  protected AccountStore store() {
    return store;
  }

  @Override
  protected Place own() {
    MailboxName name = new MailboxName("own" + ++count);
    MailboxList.Mailbox made =
        store.folders().create(name, Optional.empty()).result().orElseThrow();
    return filled(new Place(made.id(), name));
  }

  private Place filled(Place place) {
    store.deliver(place.name().text(), "Subject: one\r\n\r\nOne\r\n");
    store.deliver(place.name().text(), "Subject: two\r\n\r\nTwo\r\n", "\\Deleted");
    store.keepRecent();
    byte[] octets = "a comment".getBytes(StandardCharsets.US_ASCII);
    store
        .annotations()
        .setByOthers(
            place.id(), Map.of("/shared/comment", Optional.of(octets)), (box, own, entries) -> {});
    return place;
  }

  @Override
  protected Place shared(String rights) {
    String owner = "owner" + ++count + "@posthorn.test";
    store.share(owner, "box", rights);
    MailboxName name = new MailboxName("Other Users/" + owner + "/box");
    return filled(new Place(store.id(name.text()), name));
  }

  @Override
  protected void grant(Place place, String rights) {
    store.share(root(place), "box", rights);
  }

  @Override
  protected String root(Place place) {
    return place.name().text().split("/")[1];
  }

  @Override
  protected NewMessage message() {
    byte[] octets = "Subject: new\r\n\r\nNew\r\n".getBytes(StandardCharsets.US_ASCII);
    return new NewMessage(store.contents().keep(octets), Flags.NONE, 1_700_000_000L);
  }

  @Override
  protected void touch(Place place) {
    store.touch(
        place.id(),
        UidSet.of(1),
        new FlagChange(FlagChange.Operation.ADD, new Flags(Flags.ANSWERED, List.of())));
  }
}
