package org.posthorn.delivery.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.spool.boundary.Delivery;
import org.posthorn.testkit.MemoryContent;

/** Where orders go. */
class DeliveriesTest {
  private static final Address ANN = new Address("ann", "a.example");
  private static final long GONE = 13;

  private final List<String> done = new ArrayList<>();
  private final Deliveries deliveries = new Deliveries();

  DeliveriesTest() {
    deliveries.directory =
        new Directory() {
          @Override
          public Optional<AccountRef> find(Address address) {
            return Optional.of(new AccountRef(7, address.toString(), false));
          }
        };
    deliveries.contents = new Contents();
    deliveries.mailboxes =
        new Mailboxes() {
          @Override
          public void deliver(List<ToAccount> messages) {
            messages.forEach(each -> done.add("deliver " + each.content().id()));
          }
        };
    deliveries.relay =
        new Relay() {
          @Override
          public void enqueue(
              String delivery, Optional<Address> from, List<Address> to, long id, boolean utf8) {
            done.add("relay " + id + " " + to);
          }
        };
  }

  private final class Contents extends ContentStore {
    @Override
    public Content content(long id) {
      return id == GONE ? new Lost() : new MemoryContent(id, new byte[10]);
    }

    @Override
    public void lost(long id) {
      done.add("lost " + id);
    }
  }

  private static final class Lost implements Content {
    @Override
    public long id() {
      return GONE;
    }

    @Override
    public long size() {
      throw new ContentGone(GONE);
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      throw new ContentGone(GONE);
    }

    @Override
    public void requireReadable() {
      throw new ContentGone(GONE);
    }
  }

  private static Delivery order(long content) {
    return new Delivery("d" + content, content, Optional.of(ANN), List.of(ANN), false);
  }

  @Test
  void anOrderWithoutOctetsGoesBackToItsSenderAndStopsNoOther() {
    deliveries.deliver(List.of(order(1), order(GONE), order(2)));
    assertThat(done)
        .containsExactly("lost 13", "deliver 1", "deliver 2", "relay 13 [ann@a.example]");
  }
}
