package org.posthorn.reception.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.accounts.value.Posting;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.kernel.Address;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;

/** Whom a message reaches. */
class ReachTest {
  private static final Optional<Address> DEE = Optional.of(new Address("dee", "client.example"));

  private final List<Address> asked = new ArrayList<>();

  private static Address list(int number) {
    return new Address("list" + number, "a.test");
  }

  private static Address user(int number) {
    return new Address("user" + number, "a.test");
  }

  private static Route listed(int number, List<Address> members) {
    List<AliasMember> all = members.stream().map(each -> new AliasMember(each, false)).toList();
    return new Route.Alias(
        new AliasInfo(
            number,
            list(number),
            "",
            Posting.ANYONE,
            false,
            false,
            Optional.empty(),
            all,
            Instant.EPOCH));
  }

  /** Thirty lists, each with all lists and one user. */
  private final class Circles extends Routing {
    @Override
    public Route route(Address address) {
      asked.add(address);
      int number = Integer.parseInt(address.localPart().substring(4));
      if (address.localPart().startsWith("user")) {
        return new Route.Mailbox(new AccountRef(number, address.toString(), false));
      }
      List<Address> members =
          new ArrayList<>(IntStream.range(0, 30).mapToObj(ReachTest::list).toList());
      members.add(user(number));
      return listed(number, members);
    }
  }

  @Test
  void listsThatIncludeEachOtherAreExpandedOnce() {
    Circles routing = new Circles();
    Reach reach = new Reach(routing, DEE);
    for (int i = 0; i < 30; i++) {
      reach.add(list(i), routing.route(list(i)));
    }
    asked.clear();
    assertThat(reach.targets()).hasSize(30).allMatch(each -> each.recipients().size() > 5);
    assertThat(asked).hasSizeLessThanOrEqualTo(60).doesNotHaveDuplicates();
  }

  @Test
  void nothingIsLookedUpBeforeSomebodyAsks() {
    Circles routing = new Circles();
    Reach reach = new Reach(routing, DEE);
    reach.add(list(1), listed(1, List.of(user(1), user(2))));
    assertThat(asked).isEmpty();
    assertThat(reach.accounts(List.of(list(1)))).containsExactlyInAnyOrder(1L, 2L);
  }

  @Test
  void anAccountHasAllRecipientsByWhichItIsReached() {
    Reach reach = new Reach(new Circles(), DEE);
    reach.add(list(1), listed(1, List.of(user(1), user(2))));
    reach.add(user(1), new Route.Mailbox(new AccountRef(1, "user1@a.test", false)));
    assertThat(reach.targets())
        .containsExactlyInAnyOrder(
            new FilterTarget(1, "a.test", List.of(list(1), user(1))),
            new FilterTarget(2, "a.test", List.of(list(1))));
  }

  @Test
  void whoHasSentItIsNotReachedByAList() {
    Reach reach = new Reach(new Circles(), Optional.of(user(1)));
    reach.add(list(1), listed(1, List.of(user(1), user(2))));
    assertThat(reach.accounts(List.of(list(1)))).containsExactly(2L);
  }

  @Test
  void aRecipientOfWhomNobodyWasAskedIsAFault() {
    Reach reach = new Reach(new Circles(), DEE);
    assertThatThrownBy(() -> reach.accounts(List.of(user(1))))
        .isInstanceOf(IllegalStateException.class);
  }
}
