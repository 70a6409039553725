package org.posthorn.logins.control;

import java.util.Locale;

/** What failures are counted for. */
enum Counted {
  PAIR,
  BLIND_PAIR,
  ADDRESS,
  NETWORK,
  WIDE_NETWORK,
  ACCOUNT;

  Budget budget() {
    return switch (this) {
      case PAIR -> Budget.PAIR;
      case BLIND_PAIR -> Budget.BLIND_PAIR;
      case ADDRESS -> Budget.ADDRESS;
      case NETWORK -> Budget.NETWORK;
      case WIDE_NETWORK -> Budget.WIDE_NETWORK;
      case ACCOUNT -> Budget.ACCOUNT;
    };
  }

  /** As administrators see it. */
  String kind() {
    return switch (this) {
      case PAIR, BLIND_PAIR -> "pair";
      case NETWORK, WIDE_NETWORK -> "network";
      default -> name().toLowerCase(Locale.ROOT);
    };
  }
}
