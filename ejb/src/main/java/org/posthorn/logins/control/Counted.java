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

  FailureBudget budget() {
    return switch (this) {
      case PAIR -> FailureBudget.PAIR;
      case BLIND_PAIR -> FailureBudget.BLIND_PAIR;
      case ADDRESS -> FailureBudget.ADDRESS;
      case NETWORK -> FailureBudget.NETWORK;
      case WIDE_NETWORK -> FailureBudget.WIDE_NETWORK;
      case ACCOUNT -> FailureBudget.ACCOUNT;
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
