package org.posthorn.reception.control;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.filtering.value.FilterTarget;
import org.posthorn.kernel.Address;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;

/**
 * Whom a message reaches by its recipients: accounts here, and members of lists elsewhere. Lists
 * are expanded as the delivery does it, once, when somebody asks. RFC 5321 §3.9. For one thread at
 * a time.
 */
public final class Reach {
  private static final int MAX_DEPTH = 5; // of lists within lists

  private final Routing routing;
  private final Optional<String> sender;
  private final Map<Address, Route> noted = new LinkedHashMap<>();
  private final Map<Address, Set<Long>> reached = new HashMap<>();
  private final Map<Long, AccountRef> accounts = new LinkedHashMap<>();
  private final Map<Address, Route> members = new HashMap<>();
  private final Set<Address> onward = new HashSet<>();

  /** Nobody yet. */
  public Reach(Routing routing, Optional<Address> sender) {
    this.routing = routing;
    this.sender = sender.map(Address::lookupKey);
  }

  /** It has one more recipient, with this route; nothing is looked up yet. */
  public void add(Address recipient, Route route) {
    noted.put(recipient, route);
  }

  /** The accounts, each with all recipients by which it is reached. */
  public List<FilterTarget> targets() {
    expand();
    Map<Long, List<Address>> by = new LinkedHashMap<>();
    for (Address recipient : noted.keySet()) {
      for (long account : accounts(recipient)) {
        by.computeIfAbsent(account, none -> new ArrayList<>()).add(recipient);
      }
    }
    List<FilterTarget> targets = new ArrayList<>();
    by.forEach(
        (account, recipients) -> {
          String address = Optional.ofNullable(accounts.get(account)).orElseThrow().address();
          String domain = address.substring(address.lastIndexOf('@') + 1);
          targets.add(new FilterTarget(account, domain, recipients));
        });
    return targets;
  }

  /**
   * The accounts that are reached by some recipients.
   *
   * @throws IllegalStateException for one that was never added
   */
  public Set<Long> accounts(Collection<Address> recipients) {
    expand();
    Set<Long> all = new HashSet<>();
    recipients.forEach(each -> all.addAll(accounts(each)));
    return all;
  }

  private Set<Long> accounts(Address recipient) {
    return Optional.ofNullable(reached.get(recipient))
        .orElseThrow(() -> new IllegalStateException("nobody has asked for this recipient"));
  }

  /** Whether one of some recipients is a list with members elsewhere. */
  public boolean goesOn(Collection<Address> recipients) {
    expand();
    return recipients.stream().anyMatch(onward::contains);
  }

  /** Whether one of all recipients is such a list. */
  public boolean goesOn() {
    return goesOn(noted.keySet());
  }

  private void expand() {
    noted.forEach(
        (recipient, route) -> {
          if (!reached.containsKey(recipient)) {
            reached.put(recipient, new HashSet<>());
            expand(recipient, route);
          }
        });
  }

  private void expand(Address recipient, Route route) {
    if (route instanceof Route.Mailbox box) {
      reaches(recipient, box.account());
    } else if (route instanceof Route.Alias list) {
      Set<Long> expanded = new HashSet<>();
      expanded.add(list.alias().id());
      expand(recipient, list.alias(), expanded, 0);
    }
  }

  // who has sent it does not get it
  private void expand(Address recipient, AliasInfo list, Set<Long> expanded, int depth) {
    for (AliasMember member : list.members()) {
      Address address = member.address();
      if (sender.equals(Optional.of(address.lookupKey()))) {
        continue;
      }
      Route route = members.computeIfAbsent(address, routing::route);
      if (route instanceof Route.Mailbox box) {
        reaches(recipient, box.account());
      } else if (route instanceof Route.Remote && list.bouncesTo().isPresent()) {
        onward.add(recipient);
      } else if (route instanceof Route.Alias nested
          && depth < MAX_DEPTH
          && expanded.add(nested.alias().id())) {
        expand(recipient, nested.alias(), expanded, depth + 1);
      }
    }
  }

  private void reaches(Address recipient, AccountRef account) {
    accounts.putIfAbsent(account.id(), account);
    reached.computeIfAbsent(recipient, none -> new HashSet<>()).add(account.id());
  }
}
