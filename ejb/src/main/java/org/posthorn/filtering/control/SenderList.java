package org.posthorn.filtering.control;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.posthorn.filtering.value.DecisionReason;
import org.posthorn.filtering.value.ListedSender;
import org.posthorn.filtering.value.SenderFacts;
import org.posthorn.net.Networks;

/**
 * Listed senders. Who is allowed has to be proved, or be in the network; who is denied need not. Of
 * several that fit, the most exact counts: an address before its domain, that before the one above
 * it, and all before a network; then the one that stands first.
 */
final class SenderList {
  private final Map<String, ListedSender> names = new HashMap<>();
  private final List<Listed> networks;

  private record Listed(ListedSender sender, Networks network) {}

  SenderList(List<ListedSender> senders) {
    networks =
        senders.stream()
            .filter(each -> isNetwork(each.pattern()))
            .map(each -> new Listed(each, Networks.parse(each.pattern())))
            .toList();
    senders.stream()
        .filter(each -> !isNetwork(each.pattern()))
        .forEach(each -> names.putIfAbsent(each.pattern(), each));
  }

  /** How many. */
  int size() {
    return names.size() + networks.size();
  }

  /** Whether a pattern is that of a network. */
  static boolean isNetwork(String pattern) {
    try {
      Networks.parse(pattern);
      return !pattern.isBlank() && pattern.indexOf(',') < 0;
    } catch (IllegalArgumentException name) {
      return false;
    }
  }

  /**
   * What is said of a message.
   *
   * @param mailFrom the sender of MAIL, proved or not; empty text where there is none
   */
  DecisionReason of(SenderFacts sender, String mailFrom, String client) {
    Optional<ListedSender> found =
        named(sender.author(), sender.proved())
            .or(() -> named(mailFrom, !sender.sender().isEmpty()))
            .or(() -> network(client));
    return found
        .map(each -> each.allowed() ? DecisionReason.ALLOWED : DecisionReason.DENIED)
        .orElse(DecisionReason.NONE);
  }

  private Optional<ListedSender> named(String address, boolean proved) {
    if (address.isEmpty() || names.isEmpty()) {
      return Optional.empty();
    }
    return Stream.concat(
            Stream.of(address),
            Stream.iterate(
                SenderFacts.domain(address),
                domain -> !domain.isEmpty(),
                domain ->
                    domain.substring(domain.indexOf('.') + 1).equals(domain)
                        ? ""
                        : domain.substring(domain.indexOf('.') + 1)))
        .map(names::get)
        .filter(each -> each != null && (proved || !each.allowed()))
        .findFirst();
  }

  private Optional<ListedSender> network(String client) {
    return networks.stream()
        .filter(each -> each.network().contains(client))
        .map(Listed::sender)
        .findFirst();
  }
}
