package org.posthorn.delivery.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.boundary.Directory;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Body;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.ContentGone;
import org.posthorn.kernel.Envelope;
import org.posthorn.mailboxes.boundary.Mailboxes;
import org.posthorn.relay.boundary.Relay;
import org.posthorn.spool.boundary.Delivery;
import org.posthorn.spool.boundary.Spool;
import org.posthorn.testkit.MemorySink;
import org.posthorn.trace.boundary.MailLogs;

/** Who gets what, with fakes around. */
@SuppressWarnings("UnnecessaryAssignment") // this is the container here
class DeliveriesTest {
  private static final long GONE = 13;
  private static final long UNREADABLE = 14;
  private static final Optional<Address> ANN = Optional.of(new Address("ann", "client.example"));

  private final Map<String, Long> remembered = new TreeMap<>(Map.of("ben", 1L, "cid", 2L));
  private final Map<String, Long> rows = new TreeMap<>(remembered);
  private final List<Long> inboxes = new ArrayList<>(List.of(1L, 2L));
  private final List<String> done = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Deliveries deliveries = new Deliveries();

  @BeforeEach
  void wire() {
    deliveries.directory = new Names();
    deliveries.mailboxes = new Inboxes();
    deliveries.contents = new Contents();
    deliveries.relay = new Outgoing();
    deliveries.spool = new Queue();
    deliveries.log = MailLogs.to(lines);
  }

  @Test
  void eachGetsItsWayAndALine() {
    deliver("ben@posthorn.test", "ben+x@posthorn.test", "dee@client.example");
    assertThat(done).containsExactly("inbox 1", "relay dee@client.example");
    assertThat(lines)
        .containsExactly(
            "event=delivered id=d1 from=<ann@client.example> to=<ben@posthorn.test> size=3");
  }

  @Test
  void theSenderIsToldOfAnAccountThatIsGone() {
    remembered.remove("cid");
    rows.remove("cid");
    deliver("ben@posthorn.test", "cid@posthorn.test");
    assertThat(done).containsExactly("inbox 1", "unknown cid@posthorn.test");
    assertThat(lines.get(1))
        .isEqualTo(
            "event=bounced id=d1 from=<ann@client.example> to=<cid@posthorn.test>"
                + " status=5.1.1 notice=d1-n");
  }

  @Test
  void theSenderIsToldOfAnAccountThatIsRememberedButGone() {
    rows.remove("cid");
    inboxes.remove(2L);
    deliver("cid@posthorn.test", "ben@posthorn.test");
    assertThat(done).containsExactly("inbox 1", "unknown cid@posthorn.test");
  }

  @Test
  void anAddressThatAnotherAccountHasByNowIsDelivered() {
    rows.put("cid", 3L);
    inboxes.remove(2L);
    inboxes.add(3L);
    deliver("cid@posthorn.test");
    assertThat(done).containsExactly("inbox 3");
    assertThat(lines).hasSize(1);
  }

  @Test
  void anAccountThatAnotherServerHasJustMadeGetsItsMail() {
    rows.put("eve", 4L);
    inboxes.add(4L);
    deliver("eve@posthorn.test");
    assertThat(done).containsExactly("inbox 4");
  }

  @Test
  void anAccountWithoutInboxDoesNotSwallowMail() {
    inboxes.remove(2L);
    deliver("cid@posthorn.test");
    assertThat(done).containsExactly("unknown cid@posthorn.test");
  }

  @Test
  void anOrderWithoutOctetsGoesBackToItsSenderAndStopsNoOther() {
    deliveries.deliver(List.of(order(1), order(GONE), order(2)));
    assertThat(done).containsExactly("lost 13", "inbox 1", "inbox 1", "relay ben@posthorn.test");
  }

  @Test
  void anOrderThatCannotBeReadNowComesAgainAloneAndStopsNoOther() {
    deliveries.deliver(List.of(order(1), order(UNREADABLE), order(2)));
    assertThat(done).containsExactly("inbox 1", "inbox 1", "again d14 [ben@posthorn.test]");
    assertThatThrownBy(() -> deliveries.deliver(List.of(order(UNREADABLE))))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static Delivery order(long content) {
    Address ben = new Address("ben", "posthorn.test");
    return new Delivery("d" + content, content, ANN, List.of(ben), false, Body.SEVEN_BIT);
  }

  private void deliver(String... recipients) {
    List<Address> to =
        List.of(recipients).stream().map(r -> Address.parse(r).orElseThrow()).toList();
    deliveries.deliver(List.of(new Delivery("d1", 7, ANN, to, false, Body.SEVEN_BIT)));
  }

  private final class Names extends Directory {
    @Override
    public Optional<AccountRef> find(Address address) {
      return in(remembered, address);
    }

    @Override
    public Optional<AccountRef> findAnew(Address address) {
      return in(rows, address);
    }

    private Optional<AccountRef> in(Map<String, Long> accounts, Address address) {
      return Optional.ofNullable(accounts.get(address.localPart().replaceAll("\\+.*", "")))
          .filter(id -> ownsDomain(address.domain()))
          .map(id -> new AccountRef(id, address.toString(), false));
    }

    @Override
    public boolean ownsDomain(String domain) {
      return domain.equals("posthorn.test");
    }
  }

  private final class Inboxes extends Mailboxes {
    @Override
    public List<ToAccount> deliver(List<ToAccount> messages) {
      messages.stream()
          .filter(each -> inboxes.contains(each.account()))
          .forEach(each -> done.add("inbox " + each.account()));
      return messages.stream().filter(each -> !inboxes.contains(each.account())).toList();
    }
  }

  private final class Queue extends Spool {
    @Override
    public void put(String id, Envelope envelope, Content content) {
      done.add("again " + id + " " + envelope.recipients());
    }
  }

  private static final class Unreadable implements Content {
    @Override
    public long id() {
      return UNREADABLE;
    }

    @Override
    public long size() {
      throw new UncheckedIOException(new IOException("bad sector"));
    }

    @Override
    public int read(long offset, ByteBuffer target) {
      throw new UncheckedIOException(new IOException("bad sector"));
    }

    @Override
    public void requireReadable() {
      throw new UncheckedIOException(new IOException("bad sector"));
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

  private final class Contents extends ContentStore {
    @Override
    public void lost(long id) {
      done.add("lost " + id);
    }

    @Override
    public Content content(long id) {
      if (id == GONE) {
        return new Lost();
      }
      if (id == UNREADABLE) {
        return new Unreadable();
      }
      MemorySink sink = new MemorySink();
      sink.write(ByteBuffer.wrap(new byte[3]));
      return sink.finish();
    }
  }

  private final class Outgoing extends Relay {
    @Override
    public void enqueue(String id, Envelope envelope, long content) {
      envelope.recipients().forEach(each -> done.add("relay " + each));
    }

    @Override
    public Optional<String> unknown(
        String id, Optional<Address> sender, List<Address> recipients, long content) {
      recipients.forEach(each -> done.add("unknown " + each));
      return Optional.of(id + "-n");
    }
  }
}
