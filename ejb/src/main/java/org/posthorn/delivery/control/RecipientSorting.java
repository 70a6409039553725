package org.posthorn.delivery.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.posthorn.accounts.boundary.AccountRef;
import org.posthorn.accounts.value.AliasInfo;
import org.posthorn.accounts.value.AliasMember;
import org.posthorn.content.boundary.ContentStore;
import org.posthorn.events.boundary.DeliveryPath;
import org.posthorn.kernel.Address;
import org.posthorn.kernel.Content;
import org.posthorn.kernel.Recipient;
import org.posthorn.mailboxes.boundary.Mailboxes.ToAccount;
import org.posthorn.mailboxes.boundary.Placement;
import org.posthorn.routing.boundary.Route;
import org.posthorn.routing.boundary.Routing;
import org.posthorn.spool.value.Delivery;

/** The recipients of one delivery: which are ours, which elsewhere, which should be ours. */
public final class RecipientSorting {
  /** Where accounts get it. */
  public interface Places {
    /** The copies for an account; none: one in the INBOX. */
    List<Placement> of(long account);

    /** For observers of the delivery; empty text for nothing. */
    String note(long account);
  }

  private static final int MAX_DEPTH = 5; // aliases within aliases; ends circles

  private final Delivery delivery;
  private final Routing routing;
  private final Content content;
  private final Optional<Long> submitter;
  private final Map<ToAccount, List<Address>> open = new HashMap<>();
  private final Map<Long, ToAccount> byAccount = new HashMap<>();
  private final List<ToAccount> local = new ArrayList<>();
  private final Map<Long, List<Address>> reached = new LinkedHashMap<>(); // not in local yet
  private final Set<Address> arriving = new HashSet<>(); // with one of local
  private final List<Address> remote = new ArrayList<>();
  private final Map<AliasInfo, List<Address>> lists = new LinkedHashMap<>();
  private final Set<Long> expanded = new HashSet<>(); // aliases, of one recipient
  private final Set<Address> listed = new LinkedHashSet<>(); // whose members are in lists
  private final List<Address> unknown = new ArrayList<>();
  private final List<Address> reassigned = new ArrayList<>();
  private final Places places;
  private final boolean keptBack;

  /**
   * Looks them up.
   *
   * @param places where accounts get it
   * @param keptBack whether those who are ours are to wait in the outgoing queue, too. RFC 4865 §4
   */
  public RecipientSorting(
      Delivery delivery, Routing routing, ContentStore contents, Places places, boolean keptBack) {
    this.places = places;
    this.delivery = delivery;
    this.keptBack = keptBack;
    this.routing = routing;
    content = contents.content(delivery.contentId());
    submitter =
        delivery
            .envelope()
            .sender()
            .filter(any -> delivery.envelope().options().own())
            .map(routing::route)
            .filter(Route.Mailbox.class::isInstance)
            .map(route -> ((Route.Mailbox) route).account().id());
    for (Address recipient : delivery.envelope().addresses()) {
      Route route = routing.route(recipient);
      if (route instanceof Route.Refused) {
        addAnew(recipient);
      } else {
        add(recipient, route);
      }
    }
    reach();
  }

  // one that was ours when the mail was taken must not be looked for elsewhere
  private void addAnew(Address recipient) {
    Route route = routing.routeAnew(recipient);
    if (route instanceof Route.Remote) {
      unknown.add(recipient);
    } else {
      add(recipient, route);
    }
  }

  private void add(Address recipient, Route route) {
    if (route instanceof Route.Mailbox mailbox) {
      if (keptBack) {
        remote.add(recipient);
      } else if (mailbox.validFor(found(recipient))) {
        add(recipient, mailbox.account());
      } else {
        reassigned.add(recipient);
      }
    } else if (route instanceof Route.Remote) {
      remote.add(recipient);
    } else if (route instanceof Route.Alias && keptBack) {
      remote.add(recipient);
    } else if (!(route instanceof Route.Alias list) || !members(recipient, list.alias())) {
      unknown.add(recipient);
    }
  }

  private boolean members(Address recipient, AliasInfo alias) {
    expanded.clear();
    expanded.add(alias.id());
    return expand(recipient, alias, 0);
  }

  /**
   * Adds the members of an alias in its place. Who has sent the message is left out. RFC 5321 §3.9.
   *
   * @return whether there is a member, the sender included
   */
  private boolean expand(Address recipient, AliasInfo alias, int depth) {
    if (depth > 0 && !expanded.add(alias.id())) {
      return false; // in circles, and by several ways: it was asked before
    }
    boolean somebody = false;
    for (AliasMember member : alias.members()) {
      Address address = member.address();
      Optional<String> sender = delivery.envelope().sender().map(Address::lookupKey);
      somebody |=
          sender.equals(Optional.of(address.lookupKey()))
              || addMember(recipient, alias, address, depth);
    }
    return somebody;
  }

  /** Whether somebody elsewhere gets it already, as a recipient or by another alias. */
  private boolean isServed(Address member) {
    String key = member.lookupKey();
    return Stream.concat(
            delivery.envelope().addresses().stream(), lists.values().stream().flatMap(List::stream))
        .anyMatch(each -> each.lookupKey().equals(key));
  }

  private boolean addMember(Address recipient, AliasInfo alias, Address member, int depth) {
    Route route = routing.route(member);
    if (route instanceof Route.Mailbox mailbox) {
      add(recipient, mailbox.account());
      return true;
    }
    if (route instanceof Route.Alias nested) {
      return depth < MAX_DEPTH && expand(recipient, nested.alias(), depth + 1);
    }
    if (route instanceof Route.Remote && alias.bouncesTo().isPresent()) {
      listed.add(recipient);
      if (!isServed(member)) {
        lists.computeIfAbsent(alias, none -> new ArrayList<>()).add(member);
      }
      return true;
    }
    return false; // the account has gone
  }

  private Recipient found(Address address) {
    return delivery.envelope().recipients().stream()
        .filter(each -> each.address().equals(address))
        .findFirst()
        .orElseGet(() -> Recipient.of(address));
  }

  private void add(Address recipient, AccountRef account) {
    ToAccount known = byAccount.get(account.id());
    if (known != null && open.containsKey(known)) {
      open.get(known).add(recipient);
      return;
    }
    reached.computeIfAbsent(account.id(), none -> new ArrayList<>()).add(recipient);
  }

  /** Makes the deliveries when all are known by whom an account is reached. */
  private void reach() {
    reached.forEach(
        (account, recipients) -> {
          ToAccount to =
              new ToAccount(
                  delivery.id(),
                  account,
                  content,
                  places.of(account),
                  places.note(account),
                  new DeliveryPath(
                      submitter,
                      recipients.stream().distinct().toList(),
                      recipients.stream().filter(arriving::add).toList(),
                      delivery.envelope().handling().extra()));
          byAccount.put(account, to);
          local.add(to);
          open.put(to, new ArrayList<>(recipients));
        });
    reached.clear();
  }

  public Delivery delivery() {
    return delivery;
  }

  /** Octets of the message. */
  public long size() {
    return content.size();
  }

  /** The deliveries to accounts, one for each. */
  public List<ToAccount> local() {
    return List.copyOf(local);
  }

  /** All of them but some were delivered: the recipients, for each delivery to an account. */
  public Map<ToAccount, List<Address>> delivered(List<ToAccount> butNot) {
    Map<ToAccount, List<Address>> told = new LinkedHashMap<>();
    open.forEach(
        (to, recipients) -> {
          if (!butNot.contains(to)) {
            told.put(to, List.copyOf(recipients));
          }
        });
    return told;
  }

  /** All of them but some were delivered: the addresses, by the account. */
  Map<Long, List<Address>> accounts(List<ToAccount> butNot) {
    Map<Long, List<Address>> told = new HashMap<>();
    open.forEach(
        (to, addresses) -> {
          if (!butNot.contains(to)) {
            told.put(to.account(), List.copyOf(addresses));
          }
        });
    return told;
  }

  /** All of them but some are delivered and told of. */
  void settled(List<ToAccount> butNot) {
    open.keySet().retainAll(butNot);
  }

  /** Looks up anew those that could not be delivered; gives the deliveries to other accounts. */
  public List<ToAccount> anew(List<ToAccount> undelivered) {
    List<Address> homeless = take(undelivered);
    local.clear();
    arriving.removeAll(homeless);
    homeless.forEach(this::addAnew);
    reach();
    return local();
  }

  /** Nothing is left to be tried for them. */
  public void giveUp(List<ToAccount> undelivered) {
    unknown.addAll(take(undelivered));
  }

  private List<Address> take(List<ToAccount> undelivered) {
    List<Address> taken = new ArrayList<>();
    for (ToAccount to : undelivered) {
      taken.addAll(open.getOrDefault(to, List.of()));
      open.remove(to);
    }
    return taken;
  }

  /** The sender knows of {@link #unknown()}. */
  void told() {
    unknown.clear();
    reassigned.clear();
  }

  /** The outgoing queue has {@link #remote()}. */
  void relayed() {
    remote.clear();
  }

  /** For whom nothing has been done yet. */
  public List<Address> left() {
    List<Address> left = new ArrayList<>(unknown);
    left.addAll(reassigned);
    open.values().forEach(left::addAll);
    left.addAll(remote);
    left.addAll(listed);
    return left;
  }

  /** Those who are not ours. */
  public List<Address> remote() {
    return List.copyOf(remote);
  }

  /** Mail for aliases with members elsewhere. */
  public List<ListMail> lists() {
    return lists.entrySet().stream()
        .map(each -> new ListMail(each.getKey(), each.getValue()))
        .toList();
  }

  /** The outgoing queue has {@link #lists()}. */
  void forwarded() {
    lists.clear();
    listed.clear();
  }

  /** Those who are in domains of ours, but nobody. */
  public List<Address> unknown() {
    return List.copyOf(unknown);
  }

  /** Those whose mailbox is somebody else's than the sender thinks. RFC 7293 §4. */
  public List<Address> reassigned() {
    return List.copyOf(reassigned);
  }
}
