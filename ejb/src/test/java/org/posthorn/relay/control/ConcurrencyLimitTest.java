package org.posthorn.relay.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private static final InetAddress HOST = InetAddress.getLoopbackAddress();

  private long now;

  private ConcurrencyLimit slots(int total, int slow, int perDomain, int perSender, int perHost) {
    Duration late = Duration.ofSeconds(30);
    return new ConcurrencyLimit(
        new SlotShares(total, slow, late, perDomain, perSender, perHost), () -> now);
  }

  private static Destination group(String id, String domain) {
    return new Destination(id, domain, "");
  }

  private static Optional<Ticket> enter(
      ConcurrencyLimit slots, String id, String domain, String sender) {
    return slots.enter(group(id, domain), sender);
  }

  private static String name(Optional<Ticket> ticket) {
    return ticket.map(each -> each.group().delivery()).orElse("-");
  }

  @Test
  void parkedDomainsTakeTurns() {
    ConcurrencyLimit slots = slots(2, 0, 1, 2, 2);
    Ticket a1 = enter(slots, "a1", "a.test", "x").orElseThrow();
    assertThat(enter(slots, "a2", "a.test", "x")).isEmpty(); // the domain is busy
    assertThat(enter(slots, "a3", "a.test", "x")).isEmpty();
    Ticket b1 = enter(slots, "b1", "b.test", "x").orElseThrow();
    assertThat(enter(slots, "c1", "c.test", "x")).isEmpty(); // everything is busy
    Optional<Ticket> c1 = slots.leave(b1);
    assertThat(name(c1)).isEqualTo("c1");
    assertThat(slots.leave(c1.orElseThrow())).isEmpty(); // only the busy domain waits
    Optional<Ticket> a2 = slots.leave(a1);
    assertThat(name(a2)).isEqualTo("a2");
    Ticket b2 = enter(slots, "b2", "b.test", "x").orElseThrow();
    Optional<Ticket> a3 = slots.leave(a2.orElseThrow());
    assertThat(name(a3)).isEqualTo("a3");
    assertThat(slots.leave(a3.orElseThrow())).isEmpty();
    assertThat(slots.leave(b2)).isEmpty();
    assertThatThrownBy(() -> slots.leave(b2)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSenderHoldsNoMoreThanItsShare() {
    ConcurrencyLimit slots = slots(4, 0, 1, 2, 4);
    List<Ticket> running = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      enter(slots, "a" + i, i + ".test", "ann").ifPresent(running::add);
    }
    assertThat(running).hasSize(2);
    assertThat(enter(slots, "b", "b.test", "bob")).isPresent();
    assertThat(name(slots.leave(running.get(0)))).isEqualTo("a2");
  }

  @Test
  void parkedSendersTakeTurns() {
    ConcurrencyLimit slots = slots(1, 0, 1, 1, 1);
    Optional<Ticket> running = enter(slots, "a0", "0.test", "ann");
    for (int i = 1; i < 4; i++) {
      enter(slots, "a" + i, i + ".test", "ann");
    }
    enter(slots, "b1", "5.test", "bob");
    enter(slots, "b2", "6.test", "bob");
    List<String> order = new ArrayList<>();
    for (; running.isPresent(); running = slots.leave(running.get())) {
      order.add(name(running));
    }
    assertThat(order).containsExactly("a0", "a1", "b1", "a2", "b2", "a3");
  }

  @Test
  void whatTakesLongMovesToTheSlowLane() {
    ConcurrencyLimit slots = slots(2, 2, 1, 2, 2);
    Ticket slow = enter(slots, "slow1", "1.test", "ann").orElseThrow();
    enter(slots, "slow2", "2.test", "ann");
    assertThat(enter(slots, "a", "3.test", "ann")).isEmpty();
    assertThat(enter(slots, "b", "4.test", "bob")).isEmpty();
    assertThat(slots.tick()).isEmpty();
    now = Duration.ofSeconds(30).toNanos();
    List<Ticket> admitted = slots.tick();
    assertThat(admitted).extracting(each -> each.group().delivery()).containsExactly("a", "b");
    now *= 2;
    assertThat(enter(slots, "c", "5.test", "cat")).isEmpty(); // the slow lane holds ann's share…
    assertThat(slots.leave(admitted.get(1)).map(each -> each.group().delivery())).contains("c");
    assertThat(slots.leave(slow)).isEmpty(); // …and takes another only now
    assertThat(enter(slots, "d", "6.test", "cat")).isPresent();
  }

  @Test
  void aHostHasItsShareOfConnections() {
    ConcurrencyLimit slots = slots(4, 0, 1, 4, 1);
    Ticket a = enter(slots, "a", "a.test", "ann").orElseThrow();
    Ticket b = enter(slots, "b", "b.test", "bob").orElseThrow();
    assertThat(slots.dial(HOST)).isTrue();
    assertThat(slots.dial(HOST)).isFalse();
    assertThat(slots.park(b, HOST)).isEmpty();
    assertThat(slots.tick()).isEmpty();
    slots.hangUp(HOST);
    assertThat(name(slots.leave(a))).isEqualTo("b");
  }

  @Test
  void noSlotIsLostOrGivenTwice() {
    Random random = new Random(5);
    ConcurrencyLimit slots = slots(5, 5, 1, 2, 2);
    Deque<Ticket> running = new ArrayDeque<>();
    int ended = 0;
    for (int i = 0; i < 3_000; i++) {
      now += Duration.ofSeconds(random.nextInt(20)).toNanos();
      enter(slots, "g" + i, random.nextInt(9) + ".test", "s" + random.nextInt(4))
          .ifPresent(running::add);
      slots.tick().forEach(running::add);
      assertThat(running).hasSizeLessThanOrEqualTo(10);
      for (int j = random.nextInt(3); j > 0 && !running.isEmpty(); j--, ended++) {
        slots.leave(running.remove()).ifPresent(running::add);
      }
    }
    for (; !running.isEmpty(); ended++) {
      slots.leave(running.remove()).ifPresent(running::add);
    }
    assertThat(ended).isEqualTo(3_000);
  }

  @Test
  void aPeerThatTakesMailGetsMoreAndOneThatDoesNotLess() {
    ConcurrencyLimit slots = slots(20, 0, 20, 20, 20);
    assertThat(connections(slots)).isEqualTo(5);
    for (int i = 0; i < 200; i++) {
      slots.met(HOST, true);
    }
    assertThat(connections(slots)).isEqualTo(20);
    slots.met(HOST, false);
    assertThat(connections(slots)).isEqualTo(10);
    for (int i = 0; i < 9; i++) {
      slots.met(HOST, false);
    }
    assertThat(connections(slots)).isEqualTo(1);
  }

  private static int connections(ConcurrencyLimit slots) {
    int made = 0;
    while (slots.dial(HOST)) {
      made++;
    }
    for (int i = 0; i < made; i++) {
      slots.hangUp(HOST);
    }
    return made;
  }

  @Test
  void aDomainThatPutsMailOffGetsOneAttemptAtATime() {
    ConcurrencyLimit slots = slots(10, 0, 10, 10, 10);
    for (int i = 0; i < 5; i++) {
      slots.met("busy.test", false);
    }
    assertThat(enter(slots, "a", "busy.test", "ann")).isPresent();
    assertThat(enter(slots, "b", "busy.test", "ann")).isEmpty();
    assertThat(enter(slots, "c", "other.test", "ann")).isPresent();
    assertThat(enter(slots, "d", "other.test", "ann")).isPresent();
  }

  @Test
  void aDomainThatIsKnownToBeSlowTakesNoFastSlot() {
    ConcurrencyLimit slots = slots(1, 3, 1, 1, 1);
    Ticket first = enter(slots, "a", "tar.test", "ann").orElseThrow();
    now = Duration.ofSeconds(11).toNanos();
    slots.leave(first);
    Ticket second = enter(slots, "b", "tar.test", "ann").orElseThrow();
    assertThat(second.slow()).isTrue();
    assertThat(enter(slots, "c", "good.test", "ann")).isPresent();
    slots.leave(second); // quickly: it is no longer one of them
    assertThat(enter(slots, "d", "tar.test", "bob")).isEmpty(); // the fast slot is taken
  }
}
